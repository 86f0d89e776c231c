/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.pusherspring.client.recovery;

import java.time.Instant;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelEvent}.
 */
class ChannelEventTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"id":7}                        | 7
			{"id":"a b"}                    | a b
			{"id":true}                     | true
			{"other":{"id":1},"id":7}       | 7
			{"other":["id"],"id":7, "x      | 7
			{"id":null}                     |
			{"id":{"id":7}}                 |
			{"other":"id"}                  |
			["id"]                          |
			id                              |
			{"id"                           |
			""")
	void findsAMemberOfTheData(String data, @Nullable String value) {
		assertThat(ChannelEvent.of("placed", data).field("id")).isEqualTo(value);
	}

	@Test
	void hasNoMemberWithoutData() {
		assertThat(ChannelEvent.of("placed", null).field("id")).isNull();
	}

	@Test
	void dataStaysOutOfText() {
		assertThat(new ChannelEvent("placed", "secret", "me").toString()).isEqualTo("ChannelEvent[event=placed]");
		assertThat(new Position(Instant.EPOCH, "secret")).hasToString("Position[time=1970-01-01T00:00:00Z]");
	}

	@Test
	void sourceTakesKeysFromSomewhereElse() throws Exception {
		MissedEventsSource source = (request) -> Stream.of(ChannelEvent.of("placed", null));
		MissedEventsSource keyed = source.withKey(ChannelEvent::event);
		assertThat(source.key(ChannelEvent.of("placed", null))).isNull();
		assertThat(keyed.key(ChannelEvent.of("placed", null))).isEqualTo("placed");
		MissedEventsRequest request = new MissedEventsRequest("pusher", "orders", Instant.EPOCH, Instant.EPOCH,
				"secret", null);
		assertThat(keyed.fetch(request)).hasSize(1);
		assertThat(request).hasToString("MissedEventsRequest[app=pusher, channel=orders, from=1970-01-01T00:00:00Z, "
				+ "to=1970-01-01T00:00:00Z]");
	}

}

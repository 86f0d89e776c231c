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

package dev.pusherspring.observation;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PayloadTraceContextExtractor}.
 */
class PayloadTraceContextExtractorTests {

	private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final PayloadTraceContextExtractor extractor = new PayloadTraceContextExtractor(JsonMapper.shared(),
			"_trace");

	@Test
	void readsTheMembersOfAnObject() {
		assertThat(this.extractor.extract(message("""
				{"id":1,"items":[{"_trace":"not this one"}],"_trace":{"Traceparent":"%s","tracestate":"a=b","n":[1]}}"""
			.formatted(TRACEPARENT)))).containsOnlyKeys("traceparent", "tracestate")
			.containsEntry("traceparent", TRACEPARENT)
			.containsEntry("tracestate", "a=b");
	}

	@Test
	void readsAText() {
		assertThat(this.extractor.extract(message("{\"_trace\":\"" + TRACEPARENT + "\",\"id\":1}")))
			.containsOnlyKeys("traceparent")
			.containsEntry("traceparent", TRACEPARENT);
	}

	@Test
	void readsNoFurtherThanTheMember() {
		assertThat(this.extractor.extract(message("{\"_trace\":\"" + TRACEPARENT + "\", this is no JSON")))
			.containsEntry("traceparent", TRACEPARENT);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "{}", "{\"id\":1}", "\"_trace\"", "[\"_trace\"]", "{\"_trace\":null}",
			"{\"_trace\":[1]}", "{\"_trace\":7}", "{\"_trace\"", "{\"_trace\":{\"traceparent\":", "_trace" })
	void dataWithoutTraceContextHasNone(@Nullable String data) {
		assertThat(this.extractor.extract(message(data))).isEmpty();
	}

	@Test
	void otherEventsHaveNone() {
		assertThat(this.extractor.extract(new PusherCacheMissEvent(this.client, "cache-orders"))).isEmpty();
	}

	@Test
	void fieldMustHaveAName() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PayloadTraceContextExtractor(JsonMapper.shared(), " "))
			.withMessage("'field' must not be empty");
	}

	private PusherMessageEvent message(@Nullable String data) {
		return new PusherMessageEvent(this.client, "orders", "placed", data, null, JsonMapper.shared());
	}

}

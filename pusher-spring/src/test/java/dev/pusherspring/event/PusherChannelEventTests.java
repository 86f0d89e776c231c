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

package dev.pusherspring.event;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SubscriptionError;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherChannelEvent}: channel and name of each kind.
 */
class PusherChannelEventTests {

	private static final PusherClient client = Mockito.mock(PusherClient.class);

	static Stream<Arguments> events() {
		Member member = Mockito.mock(Member.class);
		return Stream.of(
				Arguments.of(new PusherMessageEvent(client, "orders", "placed", null, null, JsonMapper.shared()),
						"placed"),
				Arguments.of(new PusherSubscriptionSucceededEvent(client, "orders"), "pusher:subscription_succeeded"),
				Arguments.of(
						new PusherSubscriptionErrorEvent(client,
								new SubscriptionError("orders", 403, "Forbidden", null, false)),
						"pusher:subscription_error"),
				Arguments.of(new PusherSubscriptionCountEvent(client, "orders", 3), "pusher:subscription_count"),
				Arguments.of(new PusherMemberAddedEvent(client, "orders", member), "pusher:member_added"),
				Arguments.of(new PusherMemberRemovedEvent(client, "orders", member), "pusher:member_removed"),
				Arguments.of(new PusherCacheMissEvent(client, "orders"), "pusher:cache_miss"),
				Arguments.of(new PusherOutageEvent(client, "orders", Instant.EPOCH, Instant.EPOCH), "pusher:outage"));
	}

	@ParameterizedTest
	@MethodSource("events")
	void knowsItsChannelAndItsName(PusherChannelEvent event, String name) {
		assertThat(event.getChannel()).isEqualTo("orders");
		assertThat(event.getEvent()).isEqualTo(name);
	}

	@Test
	void namesOfOthersStayOnOneLine() {
		Member member = new Member("7\nERROR", null, JsonMapper.shared());
		assertThat(List.of(new PusherMemberAddedEvent(client, "a\nERROR", member),
				new PusherCacheMissEvent(client, "a\nERROR"),
				new PusherOutageEvent(client, "a\nERROR", Instant.EPOCH, Instant.EPOCH),
				new PusherSubscriptionErrorEvent(client,
						new SubscriptionError("a\nERROR", 403, "Forbidden\nERROR", null, false)),
				new PusherErrorEvent(client, new PusherError(null, "text\nERROR", null, "a\nERROR", false)),
				new PusherWatchlistEvent(client, "online\nERROR", List.of("7\nERROR"))))
			.extracting(Object::toString)
			.allSatisfy((text) -> assertThat(text).contains("\\u000aERROR").doesNotContain("\n"));
	}

	@Test
	void otherEventsHaveNoChannelUnlessAnErrorNamesOne() {
		assertThat(
				List.of(new PusherConnectionStateEvent(client, ConnectionState.CONNECTING, ConnectionState.CONNECTED),
						error(null)))
			.extracting(PusherApplicationEvent::getChannel)
			.containsOnlyNulls();
		assertThat(error("orders").getChannel()).isEqualTo("orders");
	}

	private static PusherErrorEvent error(@Nullable String channel) {
		return new PusherErrorEvent(client, new PusherError(null, "A message could not be read", null, channel, false));
	}

}

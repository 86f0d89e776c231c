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

package dev.pusherspring.listener.pattern;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventFilter}.
 */
class EventFilterTests {

	@Test
	void channelAndEventMustMatch() {
		EventFilter filter = new EventFilter(List.of("orders", "price-*"), List.of("placed", "paid-*"));
		assertThat(filter.matches("orders", "placed")).isTrue();
		assertThat(filter.matches("price-1", "paid-2")).isTrue();
		assertThat(filter.matches("orders", "shipped")).isFalse();
		assertThat(filter.matches("other", "placed")).isFalse();
		assertThat(filter.matchesChannel("price-1")).isTrue();
		assertThat(filter.matchesChannel("other")).isFalse();
	}

	@Test
	void withoutNamesOfEventsAllEventsOfTheApplicationMatch() {
		EventFilter filter = new EventFilter(List.of("orders"), List.of());
		assertThat(filter.matches("orders", "placed")).isTrue();
		assertThat(filter.matches("orders", "client-typing")).isTrue();
		assertThat(filter.matches("orders", "pusher:cache_miss")).isFalse();
	}

	@Test
	void eventsOfTheProtocolMatchOnlyNamesThatAskForThem() {
		assertThat(new EventFilter(List.of("*"), List.of("*")).matches("orders", "pusher:cache_miss")).isFalse();
		assertThat(new EventFilter(List.of("*"), List.of("pusher:*")).matches("orders", "pusher:cache_miss")).isTrue();
		assertThat(new EventFilter(List.of("*"), List.of("placed", "pusher:cache_miss")).matches("orders",
				"pusher:cache_miss"))
			.isTrue();
		assertThat(new EventFilter(List.of("*"), List.of("pusher:*")).matches("orders", "placed")).isFalse();
		assertThat(EventFilter.isOfProtocol("pusher:cache_miss")).isTrue();
		assertThat(EventFilter.isOfProtocol("client-pusher:")).isFalse();
	}

}

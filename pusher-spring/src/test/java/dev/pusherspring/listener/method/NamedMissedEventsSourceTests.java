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

package dev.pusherspring.listener.method;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link NamedMissedEventsSource}: the source that an annotation names.
 */
class NamedMissedEventsSourceTests {

	@Test
	void eventsAndKeysAreThoseOfTheBeanThatIsMadeForThem() throws Exception {
		try (ListeningContext context = ListeningContext.of(Prices.class)) {
			PusherListenerEndpoint listener = context.registry().getListener("prices");
			assertThat(listener).isNotNull();
			MissedEventsSource source = listener.getMissedEvents();
			assertThat(source).isNotNull().hasToString("'forPrices'");
			assertThat(context.context().getBeanFactory().containsSingleton("forPrices")).isFalse();
			MissedEventsRequest request = new MissedEventsRequest("app", "prices", Instant.EPOCH, Instant.EPOCH, null,
					null);
			assertThat(source.fetch(request)).containsExactly(ChannelEvent.of("price", "1"));
			assertThat(context.bean(Source.class).requests).containsExactly(request);
			assertThat(source.key(ChannelEvent.of("price", "7"))).isEqualTo("key of 7");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { NoBean.class, OtherBean.class })
	void beanThatIsNoSourceIsRefusedAtTheStart(Class<?> type) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(type))
			.withMessageContaining("the value 'other' of 'missedEvents' is invalid")
			.withMessageContaining("there is no MissedEventsSource bean with that name");
	}

	static class Prices {

		@PusherListener(id = "prices", channels = "prices", missedEvents = "forPrices")
		void on(String price) {
		}

		@Bean
		@Lazy
		static Source forPrices() {
			return new Source();
		}

	}

	static class NoBean {

		@PusherListener(channels = "prices", missedEvents = "other")
		void on(String price) {
		}

	}

	static class OtherBean {

		@PusherListener(channels = "prices", missedEvents = "other")
		void on(String price) {
		}

		@Bean
		static String other() {
			return "no source";
		}

	}

	static class Source implements MissedEventsSource {

		private final List<MissedEventsRequest> requests = new ArrayList<>();

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			this.requests.add(request);
			return Stream.of(ChannelEvent.of("price", "1"));
		}

		@Override
		public @Nullable String key(ChannelEvent event) {
			return "key of " + event.data();
		}

	}

}

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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.Bean;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for conditions of {@link PusherListener} methods.
 */
class ListenerConditionTests {

	private static final String SMALL = "{\"id\": 1, \"total\": 5}";

	private static final String LARGE = "{\"id\": 2, \"total\": 50}";

	@Test
	void parametersHaveTheirNames() {
		try (ListeningContext context = ListeningContext.of(Names.class)) {
			context.send("orders", "placed", SMALL);
			context.send("orders", "placed", LARGE);
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Names.class).heard).containsExactlyInAnyOrder("parameter 2", "payload 2",
					"channel 1", "channel 2", "suspending 2", "optional 2", "bean 2");
		}
	}

	@Test
	void namesOfTheLibraryGoBeforeThoseOfParameters() {
		try (ListeningContext context = ListeningContext.of(Shadowing.class)) {
			context.send("orders", "placed", LARGE);
			assertThat(context.failures()).isEmpty();
			assertThat(context.bean(Shadowing.class).heard).containsExactly("2");
		}
	}

	@Test
	void nameThatNobodyKnowsIsRefused() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> ListeningContext.of(Misspelt.class))
			.withMessageContaining("[#oder]")
			.withMessageContaining("-parameters");
	}

	record Purchase(int id, int total) {

	}

	static class Names {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders", condition = "#order.total > 10")
		void onParameter(Purchase order) {
			this.heard.add("parameter " + order.id());
		}

		@PusherListener(channels = "orders", condition = "#payload.total > 10 and #event.channel == 'orders'")
		void onPayload(Purchase order) {
			this.heard.add("payload " + order.id());
		}

		@PusherListener(channels = "orders", condition = "#name == 'orders' and {1, 2}.?[#this > 1].size() == 1")
		void onChannel(@ChannelName String name, Purchase order) {
			this.heard.add("channel " + order.id());
		}

		@PusherListener(channels = "orders", condition = "#order.total > 10")
		Object onSuspending(Purchase order, Continuation<? super Unit> continuation) {
			this.heard.add("suspending " + order.id());
			return Unit.INSTANCE;
		}

		@PusherListener(channels = "orders", condition = "#order.get().total > 10")
		void onOptional(Optional<Purchase> order) {
			this.heard.add("optional " + order.orElseThrow().id());
		}

		@PusherListener(channels = "orders", condition = "#order.total > @limit")
		void onBean(Purchase order) {
			this.heard.add("bean " + order.id());
		}

		@Bean
		static Integer limit() {
			return 10;
		}

	}

	static class Shadowing {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders", condition = "#event.channel == 'orders' and #payload.total > 10")
		void on(PusherMessageEvent payload, Purchase event) {
			this.heard.add(String.valueOf(event.id()));
		}

	}

	static class Misspelt {

		@PusherListener(channels = "orders", condition = "#oder.total > 10")
		void on(Purchase order) {
		}

	}

}

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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherEventNameFormatter}.
 */
class PusherEventNameFormatterTests {

	@Test
	void laravelNamesAreWrittenWithDots() {
		PusherEventNameFormatter laravel = PusherEventNameFormatter.laravel();
		assertThat(laravel.format("App.Events.OrderPlaced")).isEqualTo("App\\Events\\OrderPlaced");
		assertThat(laravel.format("App\\Events\\OrderPlaced")).isEqualTo("App\\Events\\OrderPlaced");
		assertThat(laravel.format("App.Events.*")).isEqualTo("App\\Events\\*");
		assertThat(laravel.format(".order.placed")).isEqualTo("order.placed");
		assertThat(laravel.format("client-typing")).isEqualTo("client-typing");
	}

	@Test
	void formatterIsAppliedToNamesAndPatternsButNotToTheProtocols() {
		try (ListeningContext context = ListeningContext.of(Laravel.class)) {
			assertThat(context.registry().getListener("orders")).isNotNull()
				.satisfies((listener) -> assertThat(listener.getEvents()).containsExactly("App\\Events\\OrderPlaced",
						"order.*", "pusher:member.added"));
			context.send("orders", "App\\Events\\OrderPlaced", "1");
			context.send("orders", "App.Events.OrderPlaced", "2");
			context.send("orders", "order.placed", "3");
			assertThat(context.bean(Laravel.class).heard).containsExactly("1", "3");
		}
	}

	@Test
	void namesStandForThemselvesWithoutFormatter() {
		try (ListeningContext context = ListeningContext.of(Plain.class)) {
			context.send("orders", "App\\Events\\OrderPlaced", "1");
			context.send("orders", "App.Events.OrderPlaced", "2");
			assertThat(context.bean(Plain.class).heard).containsExactly("2");
		}
	}

	/**
	 * The formatter comes from a bean that listens itself.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Laravel {

		private final List<String> heard = new ArrayList<>();

		@Bean
		PusherEventNameFormatter formatter() {
			return PusherEventNameFormatter.laravel();
		}

		@PusherListener(id = "orders", channels = "orders",
				events = { "App.Events.OrderPlaced", ".order.*", "pusher:member.added" })
		void on(String text) {
			this.heard.add(text);
		}

	}

	static class Plain {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders", events = "App.Events.OrderPlaced")
		void on(String text) {
			this.heard.add(text);
		}

	}

}

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

package dev.pusherspring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherListener} methods of beans with the refresh scope of Spring
 * Cloud.
 */
class RefreshScopeTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Test
	void listenersSurviveARefreshThatNobodyElseNotices() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues.of("pusher.embedded.enabled=true", "greeting=hello").applyTo(context);
			context.register(Application.class);
			context.refresh();
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			List<String> heard = context.getBean(Heard.class).heard();
			assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
			server.trigger("orders", "placed", 1);
			Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly("hello 1", "handler hello 1"));
			int listeners = context.getBean(PusherListenerRegistry.class).getListeners().size();
			heard.clear();

			TestPropertyValues.of("greeting=goodbye").applyTo(context);
			context.getBean(org.springframework.cloud.context.scope.refresh.RefreshScope.class).refreshAll();

			assertThat(context.getBean(PusherListenerRegistry.class).getListeners()).hasSize(listeners)
				.allMatch(PusherListenerEndpoint::isRunning);
			assertThat(context.getBean(PusherClient.class).getChannel("orders")).isNotNull();
			server.trigger("orders", "placed", 2);
			Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly("goodbye 2", "handler goodbye 2"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
			JacksonAutoConfiguration.class, RefreshAutoConfiguration.class })
	static class Application {

		@Bean
		Heard heard() {
			return new Heard(new CopyOnWriteArrayList<>());
		}

		@Bean
		@RefreshScope
		Orders orders(Heard heard, @Value("${greeting}") String greeting) {
			return new Orders(heard, greeting);
		}

		@Bean
		@RefreshScope
		Handlers handlers(Heard heard, @Value("${greeting}") String greeting) {
			return new Handlers(heard, greeting);
		}

	}

	record Heard(List<String> heard) {

	}

	static class Orders {

		private final Heard heard;

		private final String greeting;

		Orders(Heard heard, String greeting) {
			this.heard = heard;
			this.greeting = greeting;
		}

		@PusherListener("orders")
		void on(int order) {
			this.heard.heard().add(this.greeting + " " + order);
		}

	}

	@PusherListener("orders")
	static class Handlers {

		private final Heard heard;

		private final String greeting;

		Handlers(Heard heard, String greeting) {
			this.heard = heard;
			this.greeting = greeting;
		}

		@PusherHandler("placed")
		void on(int order) {
			this.heard.heard().add("handler " + this.greeting + " " + order);
		}

	}

}

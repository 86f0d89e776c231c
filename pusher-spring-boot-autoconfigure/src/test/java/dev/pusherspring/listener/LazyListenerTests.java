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
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherListener} methods in an application whose beans are lazy.
 */
class LazyListenerTests {

	@Test
	void listenersOfLazyBeansAreSubscribedAndCalled() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.lazyInitialization(true)
			.properties("pusher.embedded.enabled=true")
			.run()) {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(10))).isTrue();
			assertThat(context.getBeanFactory().containsSingleton("orders")).as("before the first event").isFalse();
			server.trigger("orders", "placed", 1);
			server.trigger("orders", "placed", 2);
			Awaitility.await()
				.untilAsserted(() -> assertThat(context.getBean("orders", Orders.class).heard).containsExactly(1, 2));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
			JacksonAutoConfiguration.class })
	static class Application {

		@Bean
		Orders orders() {
			return new Orders();
		}

	}

	static class Orders {

		private final List<Integer> heard = new CopyOnWriteArrayList<>();

		@PusherListener(channels = "orders")
		void on(int order) {
			this.heard.add(order);
		}

	}

}

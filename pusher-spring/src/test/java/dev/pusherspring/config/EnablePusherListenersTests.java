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

package dev.pusherspring.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EnablePusherListeners}.
 */
class EnablePusherListenersTests {

	@Test
	void beansOfTheApplicationAreUsed() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Orders.class)) {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(10))).isTrue();
			server.trigger("orders", "placed", Map.of("id", 1));
			Orders orders = context.getBean(Orders.class);
			Awaitility.await()
				.untilAsserted(() -> assertThat(orders.failures).containsExactly("orders: no such order"));
			assertThat(context.getBean(EventDelivery.class).getStatistics().capacity()).isEqualTo(5);
		}
	}

	@Test
	void clientIsDisconnectedWithTheContext() {
		PusherClient client;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Orders.class)) {
			client = context.getBean(PusherClient.class);
			Awaitility.await().until(() -> client.getState() == ConnectionState.CONNECTED);
		}
		Awaitility.await().until(() -> client.getState() == ConnectionState.DISCONNECTED);
	}

	@Test
	void clientMayBeAMock() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Mocked.class)) {
			assertThat(context.getBean(PusherListenerRegistry.class).getListeners()).singleElement()
				.satisfies((listener) -> {
					assertThat(listener.isRunning()).isTrue();
					Mockito.verify(context.getBean(PusherClient.class)).subscribe("orders", listener);
				});
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnablePusherListeners
	static class Mocked {

		@PusherListener("orders")
		void onOrder(String text) {
		}

		@Bean
		PusherClient client() {
			return Mockito.mock(PusherClient.class);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnablePusherListeners
	static class Orders {

		private final List<String> failures = new CopyOnWriteArrayList<>();

		@PusherListener(id = "orders", channels = "orders")
		void onOrder(Map<String, Object> order) {
			throw new IllegalStateException("no such order");
		}

		@Bean
		PusherListenerErrorHandler errorHandler() {
			return (listener, event, cause) -> this.failures.add(listener.getId() + ": " + cause.getMessage());
		}

		@Bean
		DeliverySettings deliverySettings() {
			return new DeliverySettings(1, 5, OverflowPolicy.BLOCK, Duration.ofSeconds(5));
		}

		@Bean(initMethod = "start", destroyMethod = "close")
		EmbeddedPusherServer server() {
			return EmbeddedPusherServer.builder().build();
		}

		@Bean
		PusherClient client(EmbeddedPusherServer server) {
			return new PusherClientBuilder(PusherOptions.builder(server.getKey())
				.host("127.0.0.1")
				.port(server.getPort())
				.forceTls(false)
				.build()).build();
		}

	}

}

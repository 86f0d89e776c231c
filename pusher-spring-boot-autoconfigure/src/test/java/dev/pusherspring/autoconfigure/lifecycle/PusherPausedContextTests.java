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

package dev.pusherspring.autoconfigure.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a context that is paused and restarted, as Spring does with the cached
 * contexts of tests.
 */
class PusherPausedContextTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withBean(Orders.class)
		.withPropertyValues("pusher.embedded.enabled=true");

	@Test
	void clientDisconnectsAndComesBackWithItsListeners() {
		this.contextRunner.run((context) -> {
			Orders orders = context.getBean(Orders.class);
			PusherClient client = context.getBean(PusherClient.class);
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			// the server knows before the client does
			Awaitility.await().until(() -> client.getChannel("orders").isSubscribed());
			context.getSourceApplicationContext().pause();
			assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
			context.getSourceApplicationContext().restart();
			assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
			server.trigger("orders", "placed", "\"1\"");
			Awaitility.await().until(() -> orders.placed.size() == 1);
			assertThat(orders.outages).hasSize(1);
		});
	}

	static class Orders {

		private final List<String> placed = new CopyOnWriteArrayList<>();

		private final List<PusherOutageEvent> outages = new CopyOnWriteArrayList<>();

		@PusherListener(channels = "orders", events = "placed")
		void on(String order) {
			this.placed.add(order);
		}

		@EventListener
		void on(PusherOutageEvent event) {
			this.outages.add(event);
		}

	}

}

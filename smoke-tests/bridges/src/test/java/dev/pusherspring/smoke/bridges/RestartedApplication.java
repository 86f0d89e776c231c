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

package dev.pusherspring.smoke.bridges;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.InMemoryPositionStore;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.delivery.EventDelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application with a {@link KafkaBridge} that is restarted while Kafka is stopped.
 */
final class RestartedApplication {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	// outlive the application, as a database does
	private static final History history = new History();

	private static final PositionStore positions = new InMemoryPositionStore();

	private RestartedApplication() {
	}

	static void losesNothing(KafkaBroker broker) throws Exception {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			try (ConfigurableApplicationContext context = run(server, broker)) {
				publish(server, 1, 20);
				await().atMost(TIMEOUT).until(() -> "20".equals(storedKey()));
				broker.stop();
				publish(server, 21, 30);
				await().atMost(TIMEOUT).until(() -> context.getBean(EventDelivery.class).getQueued() == 9);
			}
			assertThat(storedKey()).isEqualTo("20");
			publish(server, 31, 40);
			broker.start();
			try (ConfigurableApplicationContext context = run(server, broker)) {
				publish(server, 41, 50);
				assertThat(context.isRunning()).isTrue();
				assertThat(broker.read("orders", 50, TIMEOUT)).extracting(Publisher::number)
					.containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
			}
		}
	}

	private static ConfigurableApplicationContext run(EmbeddedPusherServer server, KafkaBroker broker) {
		ConfigurableApplicationContext context = BridgeApplication.run(Integer.toString(server.getPort()),
				List.of(KafkaBridge.class, Keepers.class), "spring.config.name=kafka",
				"spring.kafka.bootstrap-servers=" + broker.address(), "pusher.recovery.position-interval=100ms",
				"spring.lifecycle.timeout-per-shutdown-phase=1s",
				"spring.kafka.producer.properties.request.timeout.ms=1000",
				"spring.kafka.producer.properties.delivery.timeout.ms=1000");
		await().atMost(TIMEOUT).until(() -> BridgeApplication.isSubscribed(context, "orders"));
		return context;
	}

	private static void publish(EmbeddedPusherServer server, int first, int last) {
		for (int number = first; number <= last; number++) {
			history.add("numbered", Publisher.event(number));
			server.trigger("orders", "numbered", Publisher.event(number));
		}
	}

	private static String storedKey() throws Exception {
		Position position = positions.load(PusherClient.DEFAULT_NAME, "orders");
		return (position != null) ? position.key() : null;
	}

	@Configuration(proxyBeanMethods = false)
	static class Keepers {

		@Bean
		History history() {
			return history;
		}

		@Bean
		PositionStore positions() {
			return positions;
		}

	}

}

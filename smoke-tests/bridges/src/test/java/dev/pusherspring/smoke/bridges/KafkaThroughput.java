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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.springframework.context.ConfigurableApplicationContext;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.publish.PusherMessage;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Measures bridges to Kafka beside a listener that does nothing. With
 * {@code -Dbridge.events=5000 -Dbridge.rounds=5} the rates mean something.
 */
final class KafkaThroughput {

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	private static final int EVENTS = Integer.getInteger("bridge.events", 500);

	private static final int ROUNDS = Integer.getInteger("bridge.rounds", 1);

	private static final List<String> CHANNELS = List.of("plain", "orders", "payments", "prices");

	private KafkaThroughput() {
	}

	static void measure(KafkaBroker broker) {
		try (LaunchedApplication server = ChannelsServer.launch();
				ConfigurableApplicationContext context = BridgeApplication.run(server.awaitLine("port "),
						List.of(KafkaBridge.class, KafkaBatchBridge.class, KafkaFlow.class, HandledEvents.class),
						"spring.config.name=kafka", "spring.kafka.bootstrap-servers=" + broker.address())) {
			// also warms up
			CHANNELS.forEach((channel) -> await().atMost(TIMEOUT)
				.until(() -> BridgeApplication.isSubscribed(context, channel) && rate(context, channel) > 0));
			double plain = 0;
			for (String channel : CHANNELS) {
				double rate = DoubleStream.generate(() -> rate(context, channel))
					.limit(ROUNDS)
					.sorted()
					.skip(ROUNDS / 2)
					.findFirst()
					.orElseThrow();
				plain = channel.equals("plain") ? rate : plain;
				System.out.printf("%s: %.0f events per second, 1/%.1f of the plain listener%n", channel, rate,
						plain / rate);
			}
		}
	}

	// all events wait at the server until reading goes on
	private static double rate(ConfigurableApplicationContext context, String channel) {
		PusherClient client = context.getBean(PusherClient.class);
		HandledEvents handled = context.getBean(HandledEvents.class);
		long before = handled.count();
		client.pause();
		context.getBean(PusherOperations.class)
			.triggerBatch(IntStream.rangeClosed(1, EVENTS)
				.mapToObj((number) -> PusherMessage.of(channel, "numbered", Publisher.event(number)))
				.toList());
		// what came before the pause took effect
		long after = handled.count();
		assertThat(after - before).isLessThan(EVENTS / 10 + 1);
		long start = System.nanoTime();
		client.resume();
		await().atMost(TIMEOUT).until(() -> handled.count() == before + EVENTS);
		return (before + EVENTS - after) * 1e9 / (handled.lastAt() - start);
	}

}

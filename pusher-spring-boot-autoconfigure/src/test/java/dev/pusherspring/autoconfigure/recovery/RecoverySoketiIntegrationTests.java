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

package dev.pusherspring.autoconfigure.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.pusher.rest.Pusher;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.testsupport.SoketiContainer;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration test of the recovery of missed events with soketi, behind a network that
 * cuts its connections.
 */
@Testcontainers(disabledWithoutDocker = true)
class RecoverySoketiIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	@Container
	static final SoketiContainer soketi = new SoketiContainer();

	@Test
	void sequenceStaysCompleteAndInOrderWhileConnectionsAreCut() throws Exception {
		History history = new History(soketi.publisher());
		AtomicBoolean over = new AtomicBoolean();
		try (TcpProxy network = new TcpProxy(soketi.port());
				ConfigurableApplicationContext application = run(history, network.getPort())) {
			Recorder recorder = application.getBean(Recorder.class);
			PusherClient client = application.getBean(PusherClient.class);
			Awaitility.await().atMost(TIMEOUT).until(() -> client.getChannel("orders").isSubscribed());
			Thread publisher = new Thread(() -> {
				while (!over.get()) {
					history.publish();
				}
			}, "publisher");
			publisher.start();
			for (int i = 1; i <= 20; i++) {
				network.cut();
				int outages = i;
				Awaitility.await().atMost(TIMEOUT).until(() -> recorder.outages.size() >= outages);
			}
			over.set(true);
			publisher.join();
			int last = history.publish();
			Awaitility.await().atMost(TIMEOUT).until(() -> recorder.numbers.contains(last));
			assertThat(recorder.numbers).containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
		}
	}

	private static ConfigurableApplicationContext run(History history, int port) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(MissedEventsSource.class,
					() -> history))
			.properties("pusher.key=" + SoketiContainer.APP_KEY, "pusher.host=" + soketi.host(), "pusher.port=" + port,
					"pusher.force-tls=false", "pusher.channels=orders", "pusher.reconnect.initial-delay=10ms",
					"pusher.reconnect.max-delay=100ms", "spring.main.banner-mode=off")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Recorder recorder() {
			return new Recorder();
		}

	}

	static class Recorder {

		private final List<Integer> numbers = new CopyOnWriteArrayList<>();

		private final List<PusherOutageEvent> outages = new CopyOnWriteArrayList<>();

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.numbers.add((Integer) event.getData(Map.class).get("n"));
		}

		@EventListener
		void onOutage(PusherOutageEvent event) {
			this.outages.add(event);
		}

	}

	/**
	 * Publishes numbers and keeps them with their times.
	 */
	private static final class History implements MissedEventsSource {

		private final Pusher publisher;

		private final List<Instant> times = new CopyOnWriteArrayList<>();

		private History(Pusher publisher) {
			this.publisher = publisher;
		}

		private int publish() {
			this.times.add(Instant.now());
			int number = this.times.size();
			this.publisher.trigger("orders", "placed", Map.of("n", number));
			return number;
		}

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			return IntStream.rangeClosed(1, this.times.size())
				.filter((number) -> !this.times.get(number - 1).isBefore(request.from()))
				.mapToObj((number) -> ChannelEvent.of("placed", "{\"n\":" + number + "}"));
		}

		@Override
		public @Nullable String key(ChannelEvent event) {
			return event.field("n");
		}

	}

}

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

package dev.pusherspring.benchmarks.publish;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.publish.AsyncPusherOperations;

/**
 * Publishes asynchronously on several channels, and checks for duplicate and reordered
 * events.
 */
final class PublishOrder {

	private static final int IN_FLIGHT = 1000;

	private final EmbeddedPusherServer server;

	PublishOrder(EmbeddedPusherServer server) {
		this.server = server;
	}

	void run(int channels, int events) throws InterruptedException {
		Receiver receiver = new Receiver(channels, events);
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(Map.of("pusher.app-id", this.server.getAppId(), "pusher.key", this.server.getKey(),
					"pusher.secret", this.server.getSecret(), "pusher.host", this.server.getHost(), "pusher.port",
					this.server.getPort(), "pusher.force-tls", "false", "logging.level.root", "error",
					"pusher.channels", channelNames(channels)))
			.initializers((initialized) -> initialized.getBeanFactory().registerSingleton("receiver", receiver))
			.run();
		receiver.subscribed.await();
		AsyncPusherOperations operations = context.getBean(AsyncPusherOperations.class);
		Semaphore inFlight = new Semaphore(IN_FLIGHT);
		long start = System.nanoTime();
		for (int i = 0; i < events; i++) {
			inFlight.acquire();
			operations.trigger("channel-" + i % channels, "measured", i).whenComplete((done, ex) -> inFlight.release());
		}
		receiver.received.await(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS);
		long nanos = System.nanoTime() - start;
		context.close();
		System.out.println("RESULT rate=" + events * 1e9 / nanos + " lost=" + receiver.received.getCount()
				+ " duplicates=" + receiver.duplicates + " reordered=" + receiver.reordered);
	}

	private static String channelNames(int channels) {
		StringBuilder names = new StringBuilder("channel-0");
		for (int i = 1; i < channels; i++) {
			names.append(",channel-").append(i);
		}
		return names.toString();
	}

	/**
	 * Compares each event with the previous one on its channel.
	 */
	static final class Receiver {

		private final CountDownLatch subscribed;

		private final CountDownLatch received;

		private final Map<String, Integer> last = new ConcurrentHashMap<>();

		private final AtomicInteger duplicates = new AtomicInteger();

		private final AtomicInteger reordered = new AtomicInteger();

		private Receiver(int channels, int events) {
			this.subscribed = new CountDownLatch(channels);
			this.received = new CountDownLatch(events);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final Receiver receiver;

		Application(Receiver receiver) {
			this.receiver = receiver;
		}

		@EventListener
		void subscribed(PusherSubscriptionSucceededEvent event) {
			this.receiver.subscribed.countDown();
		}

		@EventListener
		void receive(PusherMessageEvent event) {
			int number = Integer.parseInt(String.valueOf(event.getData()));
			Integer last = this.receiver.last.put(event.getChannel(), number);
			if (last != null && last == number) {
				this.receiver.duplicates.incrementAndGet();
			}
			else if (last != null && last > number) {
				this.receiver.reordered.incrementAndGet();
			}
			this.receiver.received.countDown();
		}

	}

}

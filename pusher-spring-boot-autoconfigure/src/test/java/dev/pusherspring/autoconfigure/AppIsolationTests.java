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

package dev.pusherspring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAppsAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.delivery.EventDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no app can delay another, with a real server for each.
 */
class AppIsolationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class,
				EmbeddedPusherAppsAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.apps.slow.key=slow-key",
				"pusher.apps.quick.key=quick-key", "pusher.apps.slow.listener.queue-capacity=5")
		.withUserConfiguration(Listeners.class);

	@Test
	void eventsOfOneAppAreDeliveredWhileAListenerOfAnotherBlocks() {
		this.contextRunner.run((context) -> {
			Listeners listeners = await(context);
			server(context, "slow").trigger("news", "update", Map.of("id", 0));
			Awaitility.await().until(() -> listeners.threads.size() == 1);
			for (int id = 1; id <= 50; id++) {
				int expected = id;
				server(context, "quick").trigger("news", "update", Map.of("id", id));
				Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> listeners.quick.size() == expected);
			}
			assertThat(listeners.slow).as("still in its listener").isEmpty();
			assertThat(listeners.quick).doesNotHaveDuplicates();
			assertThat(listeners.threads).allMatch((name) -> name.startsWith("pusher-slow-delivery-"));
			listeners.release.countDown();
			Awaitility.await().until(() -> listeners.slow.size() == 1);
		});
	}

	@Test
	void fullQueueOfOneAppPausesItsOwnSocketOnly() {
		this.contextRunner.run((context) -> {
			Listeners listeners = await(context);
			EventDelivery slow = SeveralAppsTests.part(context, EventDelivery.class, "slow");
			EventDelivery quick = SeveralAppsTests.part(context, EventDelivery.class, "quick");
			for (int id = 0; id < 50; id++) {
				server(context, "slow").trigger("news", "update", Map.of("id", id));
			}
			Awaitility.await().until(slow::isReadingPaused);
			for (int id = 0; id < 50; id++) {
				server(context, "quick").trigger("news", "update", Map.of("id", id));
			}
			Awaitility.await().until(() -> listeners.quick.size() == 50);
			assertThat(quick.isReadingPaused()).isFalse();
			assertThat(slow.isReadingPaused()).isTrue();
			listeners.release.countDown();
			Awaitility.await().until(() -> listeners.slow.size() == 50);
			assertThat(slow.isReadingPaused()).isFalse();
		});
	}

	@Test
	void lostConnectionOfOneAppDoesNotConcernAnother() {
		this.contextRunner.run((context) -> {
			Listeners listeners = await(context);
			server(context, "slow").stop();
			Awaitility.await()
				.until(() -> SeveralAppsTests.client(context, "slow").getState() == ConnectionState.CONNECTING);
			server(context, "quick").trigger("news", "update", Map.of("id", 1));
			Awaitility.await().until(() -> listeners.quick.size() == 1);
			assertThat(SeveralAppsTests.client(context, "quick").getState()).isEqualTo(ConnectionState.CONNECTED);
		});
	}

	@Test
	void eventsAreToldApartByTheApp() {
		this.contextRunner.run((context) -> {
			Listeners listeners = await(context);
			listeners.release.countDown();
			server(context, "slow").trigger("news", "update", Map.of("id", 1));
			server(context, "quick").trigger("news", "update", Map.of("id", 2));
			Awaitility.await().until(() -> listeners.slow.size() == 1 && listeners.quick.size() == 1);
			Awaitility.await().untilAsserted(() -> assertThat(listeners.events).hasSize(2));
			assertThat(listeners.events)
				.allSatisfy((event) -> assertThat(event.getData()).contains(event.getApp().equals("slow") ? "1" : "2"));
		});
	}

	@Test
	void failureOfAListenerIsAnErrorOfItsApp() {
		this.contextRunner.run((context) -> {
			Listeners listeners = await(context);
			server(context, "quick").trigger("news", "update", Map.of("id", -1));
			Awaitility.await().until(() -> !listeners.errors.isEmpty());
			assertThat(listeners.errors).extracting(PusherApplicationEvent::getApp).containsOnly("quick");
		});
	}

	@Test
	void appsDrainSideBySideWhenTheContextCloses() {
		this.contextRunner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=3s").run((context) -> {
			Listeners listeners = await(context);
			for (String app : List.of("slow", "quick")) {
				server(context, app).trigger("stuck", "update", Map.of("id", 1));
			}
			Awaitility.await().until(() -> listeners.stuck.size() == 2);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Awaitility.await("both drain at the same time")
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.map(Thread::getName)
					.filter(List.of("pusher-slow-stop", "pusher-quick-stop")::contains)
					.count() == 2);
			assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
			assertThat(listeners.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
		});
	}

	private static Listeners await(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		for (String app : List.of("slow", "quick")) {
			assertThat(server(context, app).awaitSubscribed("news", Duration.ofSeconds(10))).isTrue();
			assertThat(server(context, app).awaitSubscribed("stuck", Duration.ofSeconds(10))).isTrue();
		}
		return context.getBean(Listeners.class);
	}

	private static EmbeddedPusherServer server(ApplicationContext context, String app) {
		return SeveralAppsTests.part(context, EmbeddedPusherServer.class, app);
	}

	record Update(int id) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final CountDownLatch release = new CountDownLatch(1);

		private final CountDownLatch interrupted = new CountDownLatch(2);

		private final List<String> threads = new CopyOnWriteArrayList<>();

		private final List<Integer> slow = new CopyOnWriteArrayList<>();

		private final List<Integer> quick = new CopyOnWriteArrayList<>();

		private final List<String> stuck = new CopyOnWriteArrayList<>();

		private final List<PusherMessageEvent> events = new CopyOnWriteArrayList<>();

		private final List<PusherErrorEvent> errors = new CopyOnWriteArrayList<>();

		@PusherListener(app = "slow", channels = "news")
		void onSlow(Update update) throws InterruptedException {
			this.threads.add(Thread.currentThread().getName());
			this.release.await();
			this.slow.add(update.id());
		}

		@PusherListener(app = "quick", channels = "news")
		void onQuick(Update update) {
			if (update.id() < 0) {
				throw new IllegalArgumentException("negative");
			}
			this.quick.add(update.id());
		}

		@PusherListener(app = "*", channels = "stuck")
		void onStuck(PusherMessageEvent event) {
			this.stuck.add(event.getApp());
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.interrupted.countDown();
			}
		}

		@EventListener
		void on(PusherMessageEvent event) {
			this.events.add(event);
		}

		@EventListener
		void onError(PusherErrorEvent error) {
			if (error.getCause() instanceof IllegalArgumentException) {
				this.errors.add(error);
			}
		}

	}

}

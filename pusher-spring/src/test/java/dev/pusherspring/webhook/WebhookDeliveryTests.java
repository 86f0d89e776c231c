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

package dev.pusherspring.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.testsupport.LogRecorder;
import dev.pusherspring.webhook.PusherWebhookEvent.Origin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebhookDelivery} where there is no client.
 */
class WebhookDeliveryTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final List<String> received = new CopyOnWriteArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final StaticApplicationContext context = new StaticApplicationContext();

	private final WebhookDelivery delivery = new WebhookDelivery(null, new ApplicationEventListeners(this.context), 2,
			new CustomizableThreadFactory("webhook-test-"));

	WebhookDeliveryTests() {
		this.context.addApplicationListener((ApplicationListener<PusherWebhookEvent>) this::receive);
		this.context.refresh();
	}

	private void receive(PusherWebhookEvent event) {
		try {
			if ("slow".equals(event.getChannel())) {
				this.gate.await();
			}
			this.received.add(event.getChannel());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@AfterEach
	void stop() {
		this.gate.countDown();
		this.delivery.stop(TIMEOUT);
		this.context.close();
	}

	@Test
	void eventsAreDeliveredInOrder() {
		this.delivery.start();
		assertThat(this.delivery.test(events("a", "b"))).isTrue();
		assertThat(this.delivery.test(events("c"))).isTrue();
		Awaitility.await().untilAsserted(() -> assertThat(this.received).containsExactly("a", "b", "c"));
	}

	@Test
	void fullQueueTakesNothing() {
		this.delivery.start();
		assertThat(this.delivery.test(events("slow"))).isTrue();
		Awaitility.await().until(() -> webhookThreads() == 1);
		int taken = 0;
		while (taken < 10 && this.delivery.test(events("n" + taken))) {
			taken++;
		}
		assertThat(taken).isBetween(1, 2);
		this.gate.countDown();
		int expected = taken + 1;
		Awaitility.await().untilAsserted(() -> assertThat(this.received).hasSize(expected));
	}

	@Test
	void whatWaitsIsDeliveredBeforeTheEnd() {
		this.delivery.start();
		assertThat(this.delivery.test(events("slow"))).isTrue();
		assertThat(this.delivery.test(events("b"))).isTrue();
		this.gate.countDown();
		this.delivery.stop(TIMEOUT);
		assertThat(this.received).containsExactly("slow", "b");
		// the thread ends after its executor
		Awaitility.await().until(() -> webhookThreads() == 0);
	}

	@Test
	void endDoesNotWaitForEver() {
		this.delivery.start();
		assertThat(this.delivery.test(events("slow"))).isTrue();
		Awaitility.await().until(() -> webhookThreads() == 1);
		assertThat(this.delivery.test(events("b"))).isTrue();
		try (LogRecorder log = new LogRecorder(WebhookDelivery.class.getName())) {
			this.delivery.stop(Duration.ofMillis(10));
			assertThat(log.text()).contains("2 webhooks could not be delivered");
		}
		assertThat(this.received).isEmpty();
	}

	@Test
	void listenerMayEndTheDeliveryItself() {
		this.delivery.start();
		this.context.addApplicationListener((ApplicationListener<PusherWebhookEvent>) (event) -> {
			assertThat(this.delivery.isDelivering()).isTrue();
			this.delivery.stop(Duration.ofMinutes(1));
			this.received.add("stopped");
		});
		assertThat(this.delivery.isDelivering()).isFalse();
		assertThat(this.delivery.test(events("a"))).isTrue();
		Awaitility.await().untilAsserted(() -> assertThat(this.received).containsExactly("a", "stopped"));
	}

	@Test
	void nothingIsTakenUnlessItRunsAndItCanRunAgain() {
		assertThat(this.delivery.test(events("a"))).isFalse();
		this.delivery.start();
		this.delivery.stop(TIMEOUT);
		assertThat(this.delivery.test(events("a"))).isFalse();
		this.delivery.start();
		assertThat(this.delivery.test(events("b"))).isTrue();
		Awaitility.await().untilAsserted(() -> assertThat(this.received).containsExactly("b"));
	}

	private static long webhookThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("webhook-test-") && thread.isAlive())
			.count();
	}

	private static List<PusherWebhookEvent> events(String... channels) {
		Origin origin = new Origin("pusher", Instant.EPOCH);
		return List.of(channels)
			.stream()
			.<PusherWebhookEvent>map((channel) -> new ChannelOccupiedWebhookEvent(origin, channel))
			.toList();
	}

}

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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventDelivery} under load, from the server's socket to the listener.
 */
@Tag("load")
@Timeout(60)
class EventDeliveryLoadTests {

	private static final Log logger = LogFactory.getLog(EventDeliveryLoadTests.class);

	private static final int FLOOD = 200_000;

	private static final int CAPACITY = 5_000;

	private static final String KILOBYTE = "x".repeat(1000);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicLong delivered = new AtomicLong();

	private volatile boolean entered;

	@Test
	void orderPerChannelHoldsAndEachEventComesOnce() throws Exception {
		List<String> channels = IntStream.range(0, 20).mapToObj((i) -> "channel-" + i).toList();
		Map<String, AtomicInteger> next = channels.stream()
			.collect(Collectors.toMap((channel) -> channel, (channel) -> new AtomicInteger()));
		Set<String> outOfOrder = ConcurrentHashMap.newKeySet();
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		Consumer<PusherMessageEvent> listener = (message) -> {
			threads.add(Thread.currentThread());
			int number = Integer.parseInt(message.getEvent());
			if (!next.get(message.getChannel()).compareAndSet(number, number + 1)) {
				outOfOrder.add(message.toString());
			}
			this.delivered.incrementAndGet();
		};
		try (ConnectedDelivery connected = new ConnectedDelivery(4, 1_000, OverflowPolicy.BLOCK, listener, channels)) {
			for (int i = 0; i < 5_000; i++) {
				String event = String.valueOf(i);
				channels.forEach((channel) -> connected.server().trigger(channel, event, "{}"));
			}
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.delivered.get() >= 100_000);
			assertThat(outOfOrder).isEmpty();
			assertThat(next.values()).allSatisfy((number) -> assertThat(number).hasValue(5_000));
			assertThat(this.delivered).hasValue(100_000);
			assertThat(threads).hasSize(4);
			assertThat(connected.delivery().getDropped()).isZero();
			connected.assertConnectionHasLasted();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_OLDEST", "DROP_NEWEST" })
	void dropsAreAccountedForAndServerPingsAreAnswered(OverflowPolicy policy) throws Exception {
		try (ConnectedDelivery connected = blocked(policy)) {
			long before = usedMegabytes();
			for (int i = send(connected, 0, 1); i < FLOOD; i++) {
				connected.server().trigger("flood", String.valueOf(i), KILOBYTE);
				if (i == 1) {
					// the first one is with the listener
					Awaitility.await().until(() -> this.entered);
				}
				if (i % 1_000 == 0) {
					// not by awaitDelivered(): its pongs would keep the connection alive
					long sent = i;
					Awaitility.await()
						.pollInterval(Duration.ofMillis(1))
						.until(() -> connected.received() >= sent - 5_000);
				}
			}
			Awaitility.await().until(() -> connected.received() == FLOOD);
			report(policy, before, connected);
			assertThat(connected.mostQueued()).as("the queue and the announcement").isBetween(CAPACITY, CAPACITY + 1);
			assertThat(connected.delivery().getDropped()).as("all but those waiting and the one with the listener")
				.isEqualTo(FLOOD - CAPACITY - 1);
			// longer than the server waits for an answer
			Awaitility.await()
				.during(Duration.ofSeconds(3))
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(connected::assertConnectionHasLasted);
			this.gate.countDown();
			Awaitility.await().until(() -> connected.delivery().getQueued() == 0 && !connected.errors().isEmpty());
			Awaitility.await()
				.untilAsserted(() -> assertThat(this.delivered.get() + connected.delivery().getDropped())
					.isEqualTo(connected.received()));
			assertThat(connected.errors()).singleElement()
				.satisfies((error) -> assertThat(error.getMessage()).contains("dropped", policy.name()));
			connected.assertConnectionHasLasted();
		}
	}

	@Test
	void blockLosesNothingAndKeepsTheConnection() throws Exception {
		try (ConnectedDelivery connected = blocked(OverflowPolicy.BLOCK)) {
			long before = usedMegabytes();
			int sent = 0;
			do {
				sent = send(connected, sent, 500);
			}
			while (sent < FLOOD / 2 && connected.server().awaitDelivered(Duration.ofMillis(500)));
			assertThat(sent).as("messages when the server could get rid of no more").isLessThan(FLOOD / 10);
			assertThat(connected.delivery().isReadingPaused()).isTrue();
			// longer than the server waits for a sign of life
			Awaitility.await()
				.during(Duration.ofSeconds(5))
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(connected::assertConnectionHasLasted);
			report(OverflowPolicy.BLOCK, before, connected);
			assertThat(connected.received()).isLessThan(sent);
			this.gate.countDown();
			while (sent < FLOOD) {
				sent = send(connected, sent, 500);
				assertThat(connected.server().awaitDelivered(Duration.ofSeconds(10))).isTrue();
			}
			Awaitility.await().until(() -> this.delivered.get() >= FLOOD);
			assertThat(this.delivered).hasValue(FLOOD);
			assertThat(connected.delivery().getDropped()).isZero();
			assertThat(connected.mostQueued()).as("the queue, the announcement, and what the engine had read already")
				.isBetween(CAPACITY, CAPACITY + CAPACITY / 10);
			assertThat(connected.errors()).isNotEmpty()
				.allSatisfy((error) -> assertThat(error.getMessage()).contains("Reading is paused"));
			connected.assertConnectionHasLasted();
		}
	}

	private ConnectedDelivery blocked(OverflowPolicy policy) throws Exception {
		return new ConnectedDelivery(1, CAPACITY, policy, (message) -> {
			this.entered = true;
			await(this.gate);
			this.delivered.incrementAndGet();
		}, List.of("flood"));
	}

	private static int send(ConnectedDelivery connected, int sent, int count) {
		for (int i = 0; i < count; i++) {
			connected.server().trigger("flood", String.valueOf(sent + i), KILOBYTE);
		}
		return sent + count;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static long usedMegabytes() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return (runtime.totalMemory() - runtime.freeMemory()) / (1024 * 1024);
	}

	private static void report(OverflowPolicy policy, long before, ConnectedDelivery connected) {
		logger.info(LogMessage.format(
				"%s: %d received, at most %d waiting, %d dropped; used heap %d MB, before the flood %d MB", policy,
				connected.received(), connected.mostQueued(), connected.delivery().getDropped(), usedMegabytes(),
				before));
	}

}

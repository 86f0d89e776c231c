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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventDelivery}: order, threads, stop and start. What happens when the
 * queue is full is in {@link EventDeliveryOverflowTests}.
 */
class EventDeliveryTests {

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final List<PusherApplicationEvent> received = new CopyOnWriteArrayList<>();

	private final ListenerGate gate = new ListenerGate();

	@AfterEach
	void openGate() {
		this.gate.open();
	}

	@Test
	void eventsOfAllKindsAreDeliveredInOrderByOneThread() {
		EventDelivery delivery = delivery(1, this.received::add);
		delivery.start(this.client);
		List<PusherApplicationEvent> events = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			events.add(message("channel-" + i % 7, "event-" + i));
			events.add(
					new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING, ConnectionState.CONNECTED));
		}
		events.forEach(delivery::deliver);
		delivery.stop();
		assertThat(this.received).containsExactlyElementsOf(events);
	}

	@Test
	void listenersRunWithTheClassLoaderOfWhoeverCreatedTheDelivery() {
		ClassLoader application = new ClassLoader(getClass().getClassLoader()) {
		};
		List<ClassLoader> used = new CopyOnWriteArrayList<>();
		Thread current = Thread.currentThread();
		ClassLoader before = current.getContextClassLoader();
		current.setContextClassLoader(application);
		EventDelivery delivery;
		try {
			delivery = delivery(1, (event) -> used.add(Thread.currentThread().getContextClassLoader()));
		}
		finally {
			current.setContextClassLoader(before);
		}
		delivery.start(this.client);
		delivery.deliver(message("orders", "placed"));
		delivery.stop();
		assertThat(used).containsExactly(application);
	}

	@Test
	void messagesOfOneChannelStayInOrderWithSeveralThreads() {
		Map<String, List<String>> byChannel = new ConcurrentHashMap<>();
		Set<Thread> used = ConcurrentHashMap.newKeySet();
		EventDelivery delivery = delivery(4, (event) -> {
			PusherMessageEvent message = (PusherMessageEvent) event;
			used.add(Thread.currentThread());
			byChannel.computeIfAbsent(message.getChannel(), (name) -> new CopyOnWriteArrayList<>())
				.add(message.getEvent());
			Thread.yield();
		});
		delivery.start(this.client);
		for (int i = 0; i < 300; i++) {
			for (int channel = 0; channel < 20; channel++) {
				delivery.deliver(message("channel-" + channel, "event-" + i));
			}
		}
		delivery.stop();
		List<String> inOrder = IntStream.range(0, 300).mapToObj((i) -> "event-" + i).toList();
		assertThat(byChannel).hasSize(20);
		assertThat(byChannel.values()).allSatisfy((events) -> assertThat(events).containsExactlyElementsOf(inOrder));
		assertThat(used).hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "b", "c", "d" })
	void newsAboutChannelStaysInOrderWithItsMessagesWithSeveralThreads(String channel) {
		Set<Thread> others = ConcurrentHashMap.newKeySet();
		EventDelivery delivery = delivery(4, (event) -> {
			if (channel.equals(event.getChannel())) {
				this.gate.accept(event);
			}
			else {
				others.add(Thread.currentThread());
			}
		});
		delivery.start(this.client);
		List<PusherApplicationEvent> events = List.of(message(channel, "before"), message(channel, "last"),
				new PusherOutageEvent(this.client, channel, Instant.EPOCH, Instant.EPOCH), message(channel, "after"));
		events.forEach(delivery::deliver);
		this.gate.awaitEntered();
		// comes behind what might have been given to a thread that is free
		IntStream.range(0, 50).forEach((i) -> delivery.deliver(message("other-" + i, "event")));
		Awaitility.await("the threads that are free").until(() -> others.size() == 3);
		assertThat(this.gate.received()).containsExactly(events.get(0));
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).containsExactlyElementsOf(events);
	}

	@Test
	void channelsDoNotWaitForEachOtherWithSeveralThreads() {
		EventDelivery delivery = delivery(2, (event) -> {
			if (((PusherMessageEvent) event).getChannel().equals("a")) {
				this.gate.accept(event);
			}
			this.received.add(event);
		});
		delivery.start(this.client);
		delivery.deliver(message("a", "slow"));
		PusherMessageEvent other = message("b", "quick");
		delivery.deliver(other);
		Awaitility.await().untilAsserted(() -> assertThat(this.received).containsExactly(other));
		this.gate.open();
		delivery.stop();
		assertThat(this.received).hasSize(2);
	}

	@Test
	void listenerThatThrowsDoesNotEndDelivery() {
		EventDelivery delivery = delivery(1, (event) -> {
			this.received.add(event);
			throw new IllegalStateException("broken");
		});
		delivery.start(this.client);
		delivery.deliver(message("a", "1"));
		delivery.deliver(message("a", "2"));
		delivery.stop();
		assertThat(this.received).hasSize(2);
	}

	@Test
	void stopDeliversWhatWaits() {
		EventDelivery delivery = delivery(1, this.gate);
		delivery.start(this.client);
		IntStream.range(0, 5).forEach((i) -> delivery.deliver(message("a", "event-" + i)));
		this.gate.awaitEntered();
		Thread stop = new Thread(delivery::stop);
		stop.start();
		this.gate.open();
		Awaitility.await().until(() -> !stop.isAlive());
		assertThat(this.gate.received()).hasSize(5);
		assertThat(delivery.getQueued()).isZero();
		assertThat(delivery.getDropped()).isZero();
	}

	@Test
	void stopCountsWhatIsLeftAfterTheDrainTimeout() {
		EventDelivery delivery = delivery(1, 100, Duration.ofMillis(50), this.gate);
		delivery.start(this.client);
		IntStream.range(0, 5).forEach((i) -> delivery.deliver(message("a", "event-" + i)));
		this.gate.awaitEntered();
		delivery.stop();
		assertThat(delivery.getDropped()).isEqualTo(4);
		assertThat(delivery.getQueued()).isZero();
	}

	@Test
	void stopWaitsForSeveralThreadsNoLongerThanForOne() {
		EventDelivery delivery = delivery(6, 1000, Duration.ofSeconds(1), this.gate);
		delivery.start(this.client);
		IntStream.range(0, 100).forEach((i) -> delivery.deliver(message("channel-" + i, "stuck")));
		Awaitility.await("threads that are stuck").until(() -> this.gate.received().size() == 6);
		Instant start = Instant.now();
		delivery.stop();
		assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
		assertThat(delivery.getDropped()).isEqualTo(94);
	}

	@Test
	void stopEndsTheThreads() {
		EventDelivery delivery = delivery(3, this.received::add);
		delivery.start(this.client);
		assertThat(this.threads).hasSize(3).allMatch(Thread::isAlive);
		delivery.stop();
		assertThat(this.threads).noneMatch(Thread::isAlive);
	}

	@Test
	void stopEndsThreadThatIsStuckInListenerWhenThatReturns() {
		EventDelivery delivery = delivery(1, 100, Duration.ofMillis(50), this.gate);
		delivery.start(this.client);
		delivery.deliver(message("a", "1"));
		delivery.deliver(message("a", "2"));
		this.gate.awaitEntered();
		delivery.stop();
		assertThat(this.threads).allMatch(Thread::isAlive);
		this.gate.open();
		Awaitility.await().untilAsserted(() -> assertThat(this.threads).noneMatch(Thread::isAlive));
		assertThat(this.gate.receivedMessages()).containsExactly("1");
	}

	@Test
	void stopByListenerDoesNotWaitForThatListener() {
		List<EventDelivery> self = new CopyOnWriteArrayList<>();
		List<Duration> taken = new CopyOnWriteArrayList<>();
		EventDelivery delivery = delivery(1, 100, Duration.ofSeconds(30), (event) -> {
			Instant start = Instant.now();
			self.get(0).stop();
			taken.add(Duration.between(start, Instant.now()));
		});
		self.add(delivery);
		delivery.start(this.client);
		delivery.deliver(message("a", "stop"));
		Awaitility.await().untilAsserted(() -> assertThat(taken).hasSize(1));
		assertThat(taken.get(0)).isLessThan(Duration.ofSeconds(5));
		Awaitility.await().untilAsserted(() -> assertThat(this.threads).noneMatch(Thread::isAlive));
	}

	@Test
	void knowsItsOwnThreads() {
		List<Boolean> answers = new CopyOnWriteArrayList<>();
		List<EventDelivery> self = new CopyOnWriteArrayList<>();
		EventDelivery delivery = delivery(2, (event) -> answers.add(self.get(0).isDelivering()));
		self.add(delivery);
		assertThat(delivery.isDelivering()).isFalse();
		delivery.start(this.client);
		delivery.deliver(message("a", "1"));
		delivery.deliver(message("b", "2"));
		delivery.stop();
		assertThat(answers).containsExactly(true, true);
		assertThat(delivery.isDelivering()).isFalse();
	}

	@Test
	void startsAgainAfterStop() {
		EventDelivery delivery = delivery(2, this.received::add);
		delivery.start(this.client);
		delivery.deliver(message("a", "1"));
		delivery.stop();
		delivery.start(this.client);
		delivery.deliver(message("a", "2"));
		delivery.stop();
		assertThat(this.received).extracting((event) -> ((PusherMessageEvent) event).getEvent())
			.containsExactly("1", "2");
		assertThat(this.threads).hasSize(4).noneMatch(Thread::isAlive);
	}

	@Test
	void startAgainDoesNotReviveThreadThatWasStuckWhenDeliveryStopped() {
		ListenerGate second = new ListenerGate();
		List<Thread> used = new CopyOnWriteArrayList<>();
		EventDelivery delivery = delivery(1, 1000, Duration.ofMillis(50), (event) -> {
			switch (((PusherMessageEvent) event).getEvent()) {
				case "stuck" -> this.gate.accept(event);
				case "busy" -> second.accept(event);
				default -> used.add(Thread.currentThread());
			}
		});
		delivery.start(this.client);
		delivery.deliver(message("a", "stuck"));
		this.gate.awaitEntered();
		delivery.stop();
		delivery.start(this.client);
		delivery.deliver(message("a", "busy"));
		second.awaitEntered();
		IntStream.range(0, 20).forEach((i) -> delivery.deliver(message("a", "event-" + i)));
		this.gate.open();
		Awaitility.await("end of the thread that was stuck").until(() -> !this.threads.get(0).isAlive());
		assertThat(used).isEmpty();
		second.open();
		delivery.stop();
		assertThat(used).hasSize(20).containsOnly(this.threads.get(1));
		assertThat(this.threads).hasSize(2).noneMatch(Thread::isAlive);
	}

	@Test
	void startingTwiceStartsOneSetOfThreads() {
		EventDelivery delivery = delivery(1, this.received::add);
		delivery.start(this.client);
		delivery.start(this.client);
		assertThat(this.threads).hasSize(1);
		delivery.stop();
	}

	private EventDelivery delivery(int concurrency, Consumer<PusherApplicationEvent> listeners) {
		return delivery(concurrency, 10_000, Duration.ofSeconds(10), listeners);
	}

	private EventDelivery delivery(int concurrency, int capacity, Duration drainTimeout,
			Consumer<PusherApplicationEvent> listeners) {
		DeliverySettings settings = new DeliverySettings(concurrency, capacity, OverflowPolicy.BLOCK, drainTimeout);
		return new EventDelivery(settings, (worker) -> {
			Thread thread = new Thread(worker, "delivery-under-test");
			thread.setDaemon(true);
			this.threads.add(thread);
			return thread;
		}, listeners);
	}

	private PusherMessageEvent message(String channel, String event) {
		return new PusherMessageEvent(this.client, channel, event, "{}", null, JsonMapper.shared());
	}

}

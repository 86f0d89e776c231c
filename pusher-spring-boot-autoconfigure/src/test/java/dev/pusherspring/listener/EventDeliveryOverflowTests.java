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

package dev.pusherspring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.BDDMockito;
import org.mockito.InOrder;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventDelivery} with listeners that are too slow.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventDeliveryOverflowTests {

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final ListenerGate gate = new ListenerGate();

	@AfterEach
	void openGate() {
		this.gate.open();
	}

	@Test
	void blockPausesTheClientWhenTheQueueIsFull() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 3);
		deliver(delivery, 1, 2);
		BDDMockito.then(this.client).should(Mockito.never()).pause();
		deliver(delivery, 3, 3);
		BDDMockito.then(this.client).should().pause();
		assertThat(delivery.isReadingPaused()).isTrue();
		assertThat(delivery.getQueued()).as("three and the announcement").isEqualTo(4);
	}

	@Test
	void blockResumesTheClientWhenHalfTheQueueIsFree() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 4);
		deliver(delivery, 1, 4);
		BDDMockito.then(this.client).should(Mockito.never()).resume();
		this.gate.open();
		Awaitility.await().untilAsserted(() -> assertThat(delivery.isReadingPaused()).isFalse());
		InOrder order = Mockito.inOrder(this.client);
		order.verify(this.client).pause();
		order.verify(this.client).resume();
		order.verifyNoMoreInteractions();
	}

	@Test
	void blockLosesNothingOfWhatWasUnderWayWhenReadingWasPaused() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 2);
		deliver(delivery, 1, 50);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.receivedMessages()).containsExactlyElementsOf(names(0, 50));
		assertThat(delivery.getDropped()).isZero();
	}

	@Test
	void blockNeverLeavesTheClientPausedHoweverThreadsRace() {
		PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());
		AtomicBoolean paused = new AtomicBoolean();
		BDDMockito.willAnswer((invocation) -> {
			paused.set(true);
			return null;
		}).given(client).pause();
		BDDMockito.willAnswer((invocation) -> {
			paused.set(false);
			return null;
		}).given(client).resume();
		AtomicInteger received = new AtomicInteger();
		AtomicInteger pauses = new AtomicInteger();
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 2, 4, (event) -> {
			if (event instanceof PusherMessageEvent) {
				received.incrementAndGet();
			}
		});
		delivery.start(client);
		for (int i = 0; i < 20_000; i++) {
			delivery.deliver(message("channel-" + i % 16, "event"));
			if (paused.get()) {
				pauses.incrementAndGet();
				Awaitility.await("resumed after message " + i)
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofNanos(1000))
					.until(() -> !paused.get());
			}
		}
		delivery.stop();
		assertThat(received).hasValue(20_000);
		assertThat(pauses.get()).isPositive();
		assertThat(paused).isFalse();
	}

	@Test
	void pauseIsAnnouncedOncePerBurst(CapturedOutput output) {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 4);
		deliver(delivery, 1, 20);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).filteredOn(PusherErrorEvent.class::isInstance)
			.singleElement()
			.isInstanceOfSatisfying(PusherErrorEvent.class, (error) -> {
				assertThat(error.getMessage()).contains("Reading is paused", "4 events wait");
				assertThat(error.isFatal()).isFalse();
			});
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "Reading is paused")).isEqualTo(1);
	}

	@Test
	void readingGoesOnAfterRestartOfDeliveryThatWasStoppedWhileItWasPaused() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 2, Duration.ofMillis(50));
		deliver(delivery, 1, 2);
		BDDMockito.then(this.client).should().pause();
		delivery.stop();
		delivery.start(this.client);
		assertThat(delivery.isReadingPaused()).isFalse();
		BDDMockito.then(this.client).should().resume();
		this.gate.open();
		delivery.stop();
	}

	@Test
	void dropOldestKeepsTheNewestWithinTheCapacity() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.DROP_OLDEST, 3);
		deliver(delivery, 1, 10);
		assertThat(delivery.getQueued()).as("three and the announcement").isEqualTo(4);
		assertThat(delivery.getDropped()).isEqualTo(7);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.receivedMessages()).containsExactly("event-0", "event-8", "event-9", "event-10");
		BDDMockito.then(this.client).shouldHaveNoInteractions();
	}

	@Test
	void dropOldestTakesFromTheThreadThatIsBehind() {
		List<PusherApplicationEvent> others = new CopyOnWriteArrayList<>();
		EventDelivery delivery = delivery(OverflowPolicy.DROP_OLDEST, 3, 2, (event) -> {
			if (event instanceof PusherMessageEvent message && message.getChannel().equals("a")) {
				this.gate.accept(event);
			}
			else {
				others.add(event);
			}
		});
		delivery.start(this.client);
		delivery.deliver(message("a", "event-0"));
		this.gate.awaitEntered();
		names(1, 4).forEach((name) -> delivery.deliver(message("a", name)));
		delivery.deliver(message("b", "other"));
		Awaitility.await()
			.untilAsserted(() -> assertThat(others).filteredOn(PusherMessageEvent.class::isInstance).hasSize(1));
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.receivedMessages()).containsExactly("event-0", "event-3", "event-4");
		assertThat(delivery.getDropped()).isEqualTo(2);
	}

	@Test
	void dropNewestKeepsTheOldestWithinTheCapacity() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.DROP_NEWEST, 3);
		deliver(delivery, 1, 10);
		assertThat(delivery.getQueued()).as("three and the announcement").isEqualTo(4);
		assertThat(delivery.getDropped()).isEqualTo(7);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.receivedMessages()).containsExactlyElementsOf(names(0, 3));
		BDDMockito.then(this.client).shouldHaveNoInteractions();
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_OLDEST", "DROP_NEWEST" })
	void dropsAreAnnouncedOncePerBurst(OverflowPolicy policy, CapturedOutput output) {
		List<PusherApplicationEvent> received = new CopyOnWriteArrayList<>();
		ListenerGate second = new ListenerGate();
		EventDelivery delivery = delivery(policy, 4, 1, (event) -> {
			received.add(event);
			if (event instanceof PusherMessageEvent message) {
				switch (message.getEvent()) {
					case "event-0" -> this.gate.accept(event);
					case "event-100" -> second.accept(event);
					default -> {
						// passes
					}
				}
			}
		});
		delivery.start(this.client);
		deliver(delivery, 0, 0);
		this.gate.awaitEntered();
		deliver(delivery, 1, 20);
		this.gate.open();
		Awaitility.await().until(() -> delivery.getQueued() == 0);
		deliver(delivery, 100, 100);
		second.awaitEntered();
		deliver(delivery, 101, 120);
		second.open();
		delivery.stop();
		assertThat(delivery.getDropped()).isEqualTo(32);
		assertThat(received).filteredOn(PusherErrorEvent.class::isInstance).hasSize(2).allSatisfy((event) -> {
			PusherErrorEvent error = (PusherErrorEvent) event;
			assertThat(error.getMessage()).contains("dropped").contains(policy.name());
			assertThat(error.isFatal()).isFalse();
		});
		assertThat(StringUtils.countOccurrencesOf(output.toString(), "Events are being dropped")).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void newsAlwaysGetsThroughFullQueue(OverflowPolicy policy) {
		EventDelivery delivery = blockedDelivery(policy, 2);
		PusherApplicationEvent first = stateEvent();
		delivery.deliver(first);
		deliver(delivery, 1, 10);
		PusherApplicationEvent last = stateEvent();
		delivery.deliver(last);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).filteredOn(PusherConnectionStateEvent.class::isInstance)
			.containsExactly(first, last);
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_OLDEST", "DROP_NEWEST" })
	void floodOfErrorsIsLimitedLikeMessages(OverflowPolicy policy) {
		EventDelivery delivery = blockedDelivery(policy, 3);
		IntStream.range(0, 100).forEach((i) -> delivery.deliver(errorEvent(false)));
		PusherErrorEvent fatal = errorEvent(true);
		delivery.deliver(fatal);
		assertThat(delivery.getQueued()).as("three and the announcement").isEqualTo(4);
		assertThat(delivery.getDropped()).isEqualTo(97);
		this.gate.open();
		delivery.stop();
		// one message, three errors, the announcement, the fatal one
		assertThat(this.gate.received()).hasSize(6).endsWith(fatal);
	}

	@Test
	void floodOfErrorsPausesReadingWhenNothingMayBeDropped() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 3);
		IntStream.range(0, 3).forEach((i) -> delivery.deliver(errorEvent(false)));
		BDDMockito.then(this.client).should().pause();
		this.gate.open();
		delivery.stop();
		BDDMockito.then(this.client).should().resume();
	}

	@Test
	void whatIsLeftWhenDeliveryStopsIsReported(CapturedOutput output) {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 100, Duration.ofMillis(50));
		deliver(delivery, 1, 7);
		delivery.stop();
		assertThat(output).contains("Stopped with 7 events not delivered within 50 ms");
	}

	private PusherErrorEvent errorEvent(boolean fatal) {
		return new PusherErrorEvent(this.client,
				new PusherError(null, "A message could not be read", null, null, fatal));
	}

	private PusherApplicationEvent stateEvent() {
		return new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING, ConnectionState.CONNECTED);
	}

	private EventDelivery blockedDelivery(OverflowPolicy policy, int capacity) {
		return blockedDelivery(policy, capacity, Duration.ofSeconds(10));
	}

	// one message is with the listener, none waits
	private EventDelivery blockedDelivery(OverflowPolicy policy, int capacity, Duration drainTimeout) {
		EventDelivery delivery = new EventDelivery(new DeliverySettings(1, capacity, policy, drainTimeout),
				EventDeliveryOverflowTests::thread, this.gate);
		delivery.start(this.client);
		deliver(delivery, 0, 0);
		this.gate.awaitEntered();
		return delivery;
	}

	private static EventDelivery delivery(OverflowPolicy policy, int capacity, int concurrency,
			Consumer<PusherApplicationEvent> listeners) {
		return new EventDelivery(new DeliverySettings(concurrency, capacity, policy, Duration.ofSeconds(10)),
				EventDeliveryOverflowTests::thread, listeners);
	}

	private static Thread thread(Runnable worker) {
		Thread thread = new Thread(worker, "delivery-under-test");
		thread.setDaemon(true);
		return thread;
	}

	private void deliver(EventDelivery delivery, int from, int to) {
		names(from, to).forEach((name) -> delivery.deliver(message("channel", name)));
	}

	private static List<String> names(int from, int to) {
		return IntStream.rangeClosed(from, to).mapToObj((i) -> "event-" + i).toList();
	}

	private PusherMessageEvent message(String channel, String event) {
		return new PusherMessageEvent(this.client, channel, event, "{}", null, JsonMapper.shared());
	}

}

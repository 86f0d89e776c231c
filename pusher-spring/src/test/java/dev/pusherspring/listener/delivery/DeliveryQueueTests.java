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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.batch.ManualTimer;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoveryGate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryQueue}. What is queued before the start waits.
 */
@Timeout(20)
class DeliveryQueueTests {

	private static final Duration LONG = Duration.ofHours(1);

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final MissedEventsRecovery recovery = Mockito.mock(MissedEventsRecovery.class);

	private final RecoveryGate recoveryGate = Mockito.mock(RecoveryGate.class);

	private final ManualTimer timer = new ManualTimer();

	private final List<PusherApplicationEvent> delivered = new CopyOnWriteArrayList<>();

	private final List<PusherChannelEvent> handedOver = new CopyOnWriteArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	private DeliveryQueue queue = queue(OverflowPolicy.BLOCK, 2);

	@AfterEach
	void close() {
		this.gate.countDown();
		this.queue.stop(System.nanoTime());
	}

	@Test
	void eventsAreCountedUntilTheyAreTaken() {
		this.queue = queue(OverflowPolicy.BLOCK, 3);
		this.queue.offer(message("1"));
		this.queue.offer(news());
		assertThat(this.queue.size()).isEqualTo(2);
		start();
		FastAwait.until(() -> this.delivered.size() == 2);
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void fullQueuePausesReadingButTakesWhatHasBeenRead() {
		start(blocking());
		offerAndAwaitTaken("0");
		this.queue.offer(message("1"));
		BDDMockito.then(this.client).should(Mockito.never()).pause(ArgumentMatchers.any());
		this.queue.offer(message("2"));
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		this.queue.offer(message("3"));
		assertThat(this.queue.size()).as("with the report").isEqualTo(4);
		assertThat(this.queue.overflow().getDropped()).isZero();
		this.gate.countDown();
		FastAwait.until(() -> this.delivered.size() == 5);
		FastAwait.until(() -> !this.queue.overflow().isReadingPaused());
		BDDMockito.then(this.client).should().resume(ArgumentMatchers.any());
	}

	@Test
	void fullQueueDropsTheNewestAndDoesNotPause() {
		this.queue = queue(OverflowPolicy.DROP_NEWEST, 2);
		offer("1", "2", "3");
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		assertThat(this.queue.size()).as("with the report").isEqualTo(3);
		start();
		FastAwait.until(() -> this.delivered.size() == 3);
		assertThat(names()).containsExactly("1", "2");
		assertThat(this.queue.size()).isZero();
		BDDMockito.then(this.client).shouldHaveNoInteractions();
	}

	@Test
	void fullQueueDropsTheOldest() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 2);
		offer("1", "2", "3");
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		assertThat(this.queue.size()).as("with the report").isEqualTo(3);
		start();
		FastAwait.until(() -> this.delivered.size() == 3);
		assertThat(names()).containsExactly("2", "3");
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void newEventIsDroppedIfNoOtherMayBe() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 1);
		assertThat(this.queue.reserve(1)).isTrue();
		this.queue.place(new DeliveryLanes.Task(this.client, "a", () -> {
		}));
		offer("1");
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		assertThat(this.queue.size()).as("with the report").isEqualTo(2);
	}

	@Test
	void newsIsTakenByAFullQueue() {
		this.queue = queue(OverflowPolicy.DROP_NEWEST, 1);
		offer("1");
		this.queue.offer(news());
		assertThat(this.queue.overflow().getDropped()).isZero();
		start();
		FastAwait.until(() -> this.delivered.size() == 2);
	}

	@Test
	void batchThatIsHandedOverMakesRoomForAllItsMessages() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 3);
		offer("1", "2", "3");
		this.queue.schedule(new PusherBatchEvent(List.of(message("4"), message("5"))), LONG, () -> {
		});
		assertThat(this.queue.overflow().getDropped()).as("two, and one for the report").isEqualTo(3);
		assertThat(this.queue.size()).isEqualTo(3);
	}

	@Test
	void whatIsHandedOverCountsAndLeavesTheQueueWhenItsListenerIsCalled() {
		this.queue = queue(OverflowPolicy.BLOCK, 10);
		PusherListenerEndpoint listener = blockedListener();
		this.queue.handOver(listener, message("1"));
		this.queue.handOver(listener, news());
		assertThat(this.queue.size()).isEqualTo(2);
		this.gate.countDown();
		FastAwait.until(() -> this.handedOver.size() == 3);
		assertThat(this.queue.size()).isZero();
	}

	@Test
	void handOverDropsTheOldestThatWaitsForListenersFirst() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 3);
		PusherListenerEndpoint listener = blockedListener();
		offer("queued");
		this.queue.handOver(listener, message("1"));
		this.queue.handOver(listener, message("2"));
		this.queue.handOver(listener, message("3"));
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		start();
		this.gate.countDown();
		FastAwait.until(() -> this.handedOver.size() == 3);
		assertThat(this.handedOver).extracting(PusherChannelEvent::getEvent).containsExactly("blocked", "2", "3");
		FastAwait.until(() -> names().equals(List.of("queued")));
	}

	@Test
	void handOverDropsWhatIsQueuedIfNothingWaitsForListeners() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 1);
		PusherListenerEndpoint listener = blockedListener();
		offer("queued");
		this.queue.handOver(listener, message("1"));
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		start();
		this.gate.countDown();
		FastAwait.until(() -> this.handedOver.size() == 2);
		FastAwait.until(() -> this.delivered.size() == 1);
		assertThat(this.delivered).hasOnlyElementsOfType(PusherErrorEvent.class);
	}

	@Test
	void offerDropsWhatWaitsForListenersIfNothingIsQueued() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 1);
		PusherListenerEndpoint listener = blockedListener();
		this.queue.handOver(listener, message("1"));
		offer("queued");
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		start();
		this.gate.countDown();
		FastAwait.until(() -> names().equals(List.of("queued")));
		assertThat(this.handedOver).hasSize(1);
	}

	@Test
	void handOverIsRefusedIfTheNewestIsDropped() {
		this.queue = queue(OverflowPolicy.DROP_NEWEST, 1);
		PusherListenerEndpoint listener = blockedListener();
		offer("queued");
		this.queue.handOver(listener, message("1"));
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		this.queue.handOver(listener, news());
		this.gate.countDown();
		FastAwait.until(() -> this.handedOver.size() == 2);
		assertThat(this.handedOver.get(1)).isInstanceOf(PusherSubscriptionSucceededEvent.class);
	}

	@Test
	void fullQueueEndsTheWaitOfBatches() {
		List<PusherListenerEndpoint> listeners = List.of(batchListener(), batchListener());
		this.queue.handOver(listeners.get(0), message("1"));
		assertThat(this.handedOver).isEmpty();
		this.queue.handOver(listeners.get(1), message("2"));
		FastAwait.until(() -> this.handedOver.size() == listeners.size());
	}

	@Test
	void batchIsNeverLargerThanTheQueue() {
		PusherListenerEndpoint listener = batchListener();
		this.queue = queue(OverflowPolicy.BLOCK, 3);
		this.queue.handOver(listener, message("1"));
		this.queue.handOver(listener, message("2"));
		assertThat(this.handedOver).isEmpty();
		this.queue.handOver(listener, message("3"));
		FastAwait.until(() -> this.handedOver.size() == 1);
		assertThat(((PusherBatchEvent) this.handedOver.get(0)).getEvents()).hasSize(3);
	}

	@Test
	void batchSettingsOfAListenerComeFirst() {
		PusherListenerEndpoint listener = PusherListenerEndpoint.builder("batch", (event) -> {
		}).channels("*").batch((settings) -> settings.withMaxSize(1)).build();
		this.queue.handOver(listener, message("1"));
		FastAwait.until(() -> this.handedOver.size() == 1);
	}

	@Test
	void knowsTheThreadsOfAllListeners() {
		List<Boolean> answers = new CopyOnWriteArrayList<>();
		assertThat(this.queue.isCurrentThread()).isFalse();
		start((event) -> answers.add(this.queue.isCurrentThread()));
		offer("1");
		FastAwait.until(() -> answers.size() == 1);
		this.queue.schedule(message("2"), Duration.ZERO, () -> answers.add(this.queue.isCurrentThread()));
		FastAwait.until(() -> answers.size() == 2);
		assertThat(answers).containsExactly(true, true);
	}

	@Test
	void drainWaitsForWhatIsQueued() {
		offer("1", "2");
		start();
		this.queue.drain(this.client, farAway());
		assertThat(names()).containsExactly("1", "2");
		assertThat(this.queue.isStarted()).isTrue();
	}

	@Test
	void drainWaitsForWhatWaitsForListeners() {
		this.queue.handOver(blockedListener(), message("1"));
		Thread drain = waiter(() -> this.queue.drain(this.client, farAway()));
		this.gate.countDown();
		FastAwait.until(() -> !drain.isAlive());
		assertThat(this.handedOver).extracting(PusherChannelEvent::getEvent).containsExactly("blocked", "1", "waited");
	}

	@Test
	void stopDeliversWhatIsQueued() {
		this.queue = queue(OverflowPolicy.BLOCK, 1000);
		IntStream.range(0, 500).forEach((i) -> offer("event"));
		start();
		assertThat(this.queue.stop(farAway())).isZero();
		assertThat(this.delivered).hasSize(500);
	}

	@Test
	void stopWaitsForWhatWaitsForListeners() {
		this.queue.handOver(blockedListener(), message("1"));
		Thread stop = waiter(() -> assertThat(this.queue.stop(farAway())).isZero());
		this.gate.countDown();
		FastAwait.until(() -> !stop.isAlive());
		assertThat(this.handedOver).extracting(PusherChannelEvent::getEvent).containsExactly("blocked", "1", "waited");
	}

	@Test
	void interruptedDrainEndsAndKeepsTheInterrupt() {
		start(blocking());
		offerAndAwaitTaken("0");
		Thread.currentThread().interrupt();
		this.queue.drain(this.client, farAway());
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptedStopEndsAndKeepsTheInterrupt() {
		start(blocking());
		offerAndAwaitTaken("0");
		Thread.currentThread().interrupt();
		assertThat(this.queue.stop(farAway())).isZero();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void stopCountsWhatIsLeftEverywhere() {
		this.queue = queue(OverflowPolicy.BLOCK, 100);
		start(blocking());
		offerAndAwaitTaken("0");
		offer("1");
		PusherListenerEndpoint listener = blockedListener();
		this.queue.handOver(listener, message("2"));
		this.queue.schedule(message("3"), LONG, () -> {
		});
		assertThat(this.queue.stop(System.nanoTime())).isEqualTo(3);
		assertThat(this.queue.size()).isZero();
		assertThat(this.queue.overflow().getDropped()).isEqualTo(3);
		assertThat(this.queue.isStarted()).isFalse();
	}

	@Test
	void eventThatIsHandedOverWhileTheQueueStopsIsCountedAsLost() {
		PusherListenerEndpoint listener = PusherListenerEndpoint.builder("late", (event) -> {
		}).channels("*").batch((settings) -> {
			this.queue.stop(System.nanoTime());
			return settings;
		}).build();
		this.queue.handOver(listener, message("1"));
		assertThat(this.queue.size()).isZero();
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
	}

	@Test
	void stopEndsThePause() {
		start(blocking());
		offerAndAwaitTaken("0");
		offer("1", "2");
		assertThat(this.queue.overflow().isReadingPaused()).isTrue();
		assertThat(this.queue.stop(System.nanoTime())).as("with the report").isEqualTo(3);
		assertThat(this.queue.overflow().isReadingPaused()).isFalse();
	}

	@Test
	void stoppedQueueDeliversAfterItsNextStart() {
		start();
		assertThat(this.queue.isStarted()).isTrue();
		assertThat(this.queue.stop(farAway())).isZero();
		offer("1");
		start();
		FastAwait.until(() -> names().equals(List.of("1")));
		this.queue.handOver(listener(), message("2"));
		FastAwait.until(() -> this.handedOver.size() == 1);
	}

	@Test
	void eventThatAGateHoldsIsCountedButNotQueued() {
		this.queue = queue(OverflowPolicy.BLOCK, 10);
		hold(true);
		offer("1");
		assertThat(this.queue.size()).isEqualTo(1);
		this.queue.offer(news());
		assertThat(this.queue.size()).isEqualTo(2);
		start();
		this.queue.place(message("2"));
		FastAwait.until(() -> names().equals(List.of("2")));
		BDDMockito.then(this.recoveryGate).should(Mockito.times(2)).hold(ArgumentMatchers.any());
	}

	@Test
	void eventThatAGateLetsPassIsQueued() {
		hold(false);
		offer("1");
		start();
		FastAwait.until(() -> names().equals(List.of("1")));
	}

	@Test
	void eventThatWaitsInAGateIsDroppedBeforeOthers() {
		this.queue = queue(OverflowPolicy.DROP_OLDEST, 2);
		offer("1", "2");
		hold(true);
		BDDMockito.given(this.recoveryGate.removeOldest()).willReturn(message("held"));
		offer("3");
		assertThat(this.queue.overflow().getDropped()).isEqualTo(1);
		BDDMockito.given(this.recoveryGate.removeOldest()).willReturn(null);
		offer("4");
		assertThat(this.queue.overflow().getDropped()).isEqualTo(2);
		start();
		FastAwait.until(() -> names().equals(List.of("2")));
	}

	@Test
	void recoveryHearsOfRoomWhenAnEventHasLeftTheQueue() {
		hold(false);
		start();
		offer("1");
		FastAwait.until(() -> this.delivered.size() == 1);
		BDDMockito.then(this.recovery).should().roomMade();
		this.queue.offer(news());
		FastAwait.until(() -> this.delivered.size() == 2);
		BDDMockito.then(this.recovery).should(Mockito.times(2)).roomMade();
	}

	@Test
	void recoveryAddsCountsAndForgetsEvents() {
		this.queue = queue(OverflowPolicy.BLOCK, 10);
		this.queue.add(message("1"));
		this.queue.add(news());
		assertThat(this.queue.size()).isEqualTo(2);
		assertThat(this.queue.reserve(1)).isTrue();
		this.queue.addCounted(message("2"));
		assertThat(this.queue.size()).isEqualTo(3);
		this.queue.reserve(1);
		this.queue.forget(message("3"));
		assertThat(this.queue.size()).isEqualTo(3);
		start();
		FastAwait.until(() -> this.delivered.size() == 3);
		assertThat(names()).containsExactly("1", "2");
		assertThat(this.queue.isDroppable(message("4"))).isTrue();
		assertThat(this.queue.isDroppable(news())).isFalse();
	}

	@Test
	void eventsThatWaitElsewhereTakeNoRoomFromRecovery() {
		assertThat(this.queue.hasRoom(0)).isTrue();
		offer("1");
		assertThat(this.queue.hasRoom(0)).isTrue();
		this.queue.reserve(1);
		assertThat(this.queue.hasRoom(0)).isFalse();
		assertThat(this.queue.hasRoom(1)).isTrue();
	}

	@Test
	void recoveryAwaitsDelivery() throws InterruptedException {
		start(blocking());
		offerAndAwaitTaken("0");
		assertThat(this.queue.awaitDelivery(this.client, System.nanoTime())).isFalse();
		this.gate.countDown();
		assertThat(this.queue.awaitDelivery(this.client, farAway())).isTrue();
	}

	@ParameterizedTest
	@EnumSource(OverflowPolicy.class)
	void listenerIsCalledAgainAfterTheDelay(OverflowPolicy policy) {
		this.queue = queue(policy, 2);
		List<Integer> sizes = new CopyOnWriteArrayList<>();
		this.queue.schedule(message("1"), Duration.ofMillis(200), () -> sizes.add(this.queue.size()));
		assertThat(this.queue.size()).isEqualTo(1);
		FastAwait.until(() -> sizes.size() == 1);
		assertThat(sizes).containsExactly(0);
	}

	private DeliveryQueue queue(OverflowPolicy policy, int capacity) {
		return new DeliveryQueue(
				new DeliverySettings(1, capacity, policy, Duration.ofSeconds(1)).withBatch(new BatchSettings(10, LONG)),
				DeliveryQueueTests::thread, this.timer, (listener, event) -> {
					this.handedOver.add(event);
					await(this.gate, event.getEvent().equals("blocked"));
				});
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "queue-under-test");
		thread.setDaemon(true);
		return thread;
	}

	private void start() {
		start((event) -> {
		});
	}

	private void start(Consumer<PusherApplicationEvent> action) {
		this.queue.start(this.client, (event) -> {
			this.delivered.add(event);
			action.accept(event);
		});
	}

	private Consumer<PusherApplicationEvent> blocking() {
		return (event) -> await(this.gate, true);
	}

	private static void await(CountDownLatch latch, boolean block) {
		while (block) {
			try {
				latch.await();
				return;
			}
			catch (InterruptedException ex) {
				// waits on
			}
		}
	}

	private void hold(boolean held) {
		this.queue.setRecovery(this.recovery);
		BDDMockito.given(this.recovery.arrived(ArgumentMatchers.any())).willReturn(this.recoveryGate);
		BDDMockito.given(this.recoveryGate.hold(ArgumentMatchers.any())).willReturn(held);
	}

	private void offer(String... names) {
		List.of(names).forEach((name) -> this.queue.offer(message(name)));
	}

	private void offerAndAwaitTaken(String name) {
		offer(name);
		FastAwait.until(() -> this.delivered.size() == 1);
	}

	private Thread waiter(Runnable action) {
		Thread waiter = thread(() -> {
			action.run();
			this.handedOver.add(message("waited"));
		});
		waiter.start();
		FastAwait.until(() -> waiter.getState() == Thread.State.TIMED_WAITING || !waiter.isAlive());
		return waiter;
	}

	// it is with a message, and the next ones wait
	private PusherListenerEndpoint blockedListener() {
		PusherListenerEndpoint listener = listener();
		int before = this.queue.size();
		this.queue.handOver(listener, message("blocked"));
		FastAwait.until(() -> this.handedOver.size() == 1 && this.queue.size() == before);
		return listener;
	}

	private static PusherListenerEndpoint listener() {
		return PusherListenerEndpoint.builder("one", (event) -> {
		}).channels("*").concurrency(1).build();
	}

	private static PusherListenerEndpoint batchListener() {
		return PusherListenerEndpoint.builder("batch", (event) -> {
		}).channels("*").batch((settings) -> settings).build();
	}

	private List<String> names() {
		return this.delivered.stream()
			.filter(PusherMessageEvent.class::isInstance)
			.map((event) -> ((PusherMessageEvent) event).getEvent())
			.toList();
	}

	private static long farAway() {
		return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
	}

	private PusherSubscriptionSucceededEvent news() {
		return new PusherSubscriptionSucceededEvent(this.client, "a");
	}

	private PusherMessageEvent message(String event) {
		return new PusherMessageEvent(this.client, "a", event, "{}", null, JsonMapper.shared());
	}

}

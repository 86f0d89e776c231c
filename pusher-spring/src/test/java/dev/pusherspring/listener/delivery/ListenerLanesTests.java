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
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.batch.ManualTimer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerLanes}. Of two lanes, channel "b" has the first, and "a" the
 * second.
 */
@Timeout(20)
class ListenerLanesTests {

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final ManualTimer timer = new ManualTimer();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final List<PusherApplicationEvent> taken = new CopyOnWriteArrayList<>();

	private final List<String> done = new CopyOnWriteArrayList<>();

	// the lanes themselves do not keep them
	private final List<PusherListenerEndpoint> listeners = new CopyOnWriteArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	// what the listeners do
	private volatile Consumer<PusherChannelEvent> action = (event) -> {
	};

	// what a thread does before it begins
	private volatile Runnable beginning = () -> {
	};

	private final ListenerLanes lanes = new ListenerLanes(this::thread,
			(listener) -> new BatchSettings(2, Duration.ofSeconds(1)), this.timer, this::call, this.taken::add);

	@AfterEach
	void close() {
		this.gate.countDown();
		this.lanes.retire();
	}

	@Test
	void channelKeepsItsOrderAndDoesNotWaitForOthers() {
		PusherListenerEndpoint listener = listener(2, true);
		this.action = (event) -> {
			if (event.getChannel().equals("a")) {
				await(this.gate);
			}
		};
		add(listener, message("a", "1"), message("a", "2"), message("b", "3"), message("b", "4"));
		FastAwait.until(() -> this.done.size() == 2);
		assertThat(this.done).containsExactly("one b 3", "one b 4");
		this.gate.countDown();
		FastAwait.until(() -> this.done.size() == 4);
		assertThat(this.done.subList(2, 4)).containsExactly("one a 1", "one a 2");
	}

	@Test
	void unorderedEventsOfOneChannelAreSpreadOverAllThreads() {
		PusherListenerEndpoint listener = listener(2, false);
		this.action = (event) -> await(this.gate);
		add(listener, message("a", "1"), message("a", "2"), message("a", "3"));
		FastAwait.until(() -> this.taken.size() == 2);
		assertThat(this.taken).extracting((event) -> ((PusherMessageEvent) event).getEvent())
			.containsExactlyInAnyOrder("1", "2");
		this.gate.countDown();
		FastAwait.until(() -> this.done.size() == 3);
		assertThat(this.taken).hasSize(3);
	}

	@Test
	void listenersDoNotWaitForEachOther() {
		this.action = (event) -> {
			if (event.getEvent().equals("slow")) {
				await(this.gate);
			}
		};
		add(listener(1, true), message("a", "slow"));
		add(listener("two", 1, true), message("a", "quick"));
		FastAwait.until(() -> this.done.contains("two a quick"));
		assertThat(this.done).hasSize(1);
	}

	@Test
	void laneThatHasBeenEmptyIsUsedAgain() {
		PusherListenerEndpoint listener = listener(1, true);
		for (int i = 1; i <= 3; i++) {
			add(listener, message("a", "again"));
			int count = i;
			FastAwait.until(() -> this.done.size() == count);
			awaitIdle();
		}
	}

	@Test
	void interruptThatAListenerHasLeftBehindDoesNotReachTheNextCall() {
		PusherListenerEndpoint listener = listener(1, true);
		this.action = (event) -> {
			this.done.add("interrupted: " + Thread.currentThread().isInterrupted());
			await(this.gate);
			Thread.currentThread().interrupt();
		};
		add(listener, message("a", "1"), message("a", "2"));
		this.gate.countDown();
		FastAwait.until(() -> this.done.size() == 4);
		assertThat(this.done).containsExactly("interrupted: false", "one a 1", "interrupted: false", "one a 2");
	}

	@Test
	void threadsEndWhenThereIsNothingToDo() {
		add(listener(1, true), message("a", "1"));
		FastAwait.until(() -> this.threads.size() == 1 && !this.threads.get(0).isAlive());
	}

	@Test
	void oldestThatWaitsAndMayBeDroppedIsRemoved() {
		PusherListenerEndpoint listener = blockedListener();
		PusherMessageEvent first = message("a", "1");
		PusherMessageEvent second = message("a", "2");
		add(listener, news(), first, second);
		assertThat(this.lanes.removeOldest()).isSameAs(first);
		assertThat(this.lanes.removeOldest()).isSameAs(second);
		assertThat(this.lanes.removeOldest()).isNull();
		this.gate.countDown();
		FastAwait.until(() -> this.done.size() == 2);
		assertThat(this.taken).hasSize(2);
	}

	@Test
	void oldestOfABatchIsRemovedToo() {
		PusherMessageEvent first = message("a", "1");
		add(batchListener(1), first);
		assertThat(this.lanes.removeOldest()).isSameAs(first);
		assertThat(this.lanes.removeOldest()).isNull();
	}

	@Test
	void listenersRunOnThreadsThatAreKnown() {
		this.action = (event) -> this.done.add("known: " + this.lanes.isCurrentThread());
		add(listener(1, true), message("a", "1"));
		FastAwait.until(() -> this.done.size() == 2);
		assertThat(this.done).contains("known: true");
		assertThat(this.lanes.isCurrentThread()).isFalse();
	}

	@Test
	void endIsAwaitedUntilTheDeadline() throws InterruptedException {
		blockedListener();
		this.lanes.awaitEnd(System.nanoTime() - 1);
		this.lanes.awaitEnd(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20));
		assertThat(this.done).isEmpty();
		Thread waiter = waiter();
		this.gate.countDown();
		FastAwait.until(() -> !waiter.isAlive());
		assertThat(this.done).containsExactly("one a blocked", "awaited");
	}

	@Test
	void endIsAwaitedOfAnEventWhoseThreadHasNotBegunYet() {
		this.beginning = () -> await(this.gate);
		add(listener(1, true), message("a", "1"));
		Thread waiter = waiter();
		this.gate.countDown();
		FastAwait.until(() -> !waiter.isAlive());
		assertThat(this.done).containsExactly("one a 1", "awaited");
	}

	@Test
	void listenerDoesNotAwaitItsOwnEndNorWhatWaitsBehindIt() {
		PusherListenerEndpoint listener = listener(1, true);
		this.action = (event) -> {
			await(this.gate);
			if (event.getEvent().equals("1")) {
				awaitEnd();
			}
		};
		add(listener, message("a", "1"), message("a", "2"));
		this.gate.countDown();
		FastAwait.until(() -> this.done.size() == 3);
		assertThat(this.done).containsExactly("awaited", "one a 1", "one a 2");
	}

	@Test
	void batchesAreDeliveredBeforeTheEnd() {
		add(batchListener(1), message("a", "1"));
		awaitEnd();
		assertThat(this.done).containsExactly("batch a 1 x 1", "awaited");
		assertThat(this.taken).hasSize(1);
	}

	@Test
	void batchesAreDeliveredOnRequest() {
		PusherListenerEndpoint listener = batchListener(0);
		add(listener, message("a", "1"));
		assertThat(this.taken).isEmpty();
		this.lanes.flush();
		FastAwait.until(() -> this.done.size() == 1);
		add(listener, message("a", "2"), message("a", "3"));
		FastAwait.until(() -> this.done.size() == 2);
		assertThat(this.done).containsExactly("batch a 1 x 1", "batch a 2 x 2");
		assertThat(this.taken).hasSize(3);
	}

	@Test
	void batchListenerGetsMessagesOnly() {
		add(batchListener(1), news());
		awaitEnd();
		assertThat(this.done).containsExactly("awaited");
	}

	@Test
	void scheduledTaskIsRunOnOneOfTheThreadsWhenItsEventHasLeftTheQueue() {
		PusherMessageEvent event = message("a", "1");
		this.lanes.schedule(event, Duration.ofMillis(5),
				() -> this.done.add("taken " + this.taken.size() + ", known " + this.lanes.isCurrentThread()));
		awaitEnd();
		assertThat(this.done).containsExactly("taken 1, known true", "awaited");
		assertThat(this.taken).containsExactly(event);
	}

	@Test
	void endIsAwaitedOfAScheduledTaskThatRuns() {
		this.lanes.schedule(message("a", "1"), Duration.ZERO, () -> {
			await(this.gate);
			this.done.add("task");
		});
		FastAwait.until(() -> this.taken.size() == 1);
		Thread waiter = waiter();
		this.gate.countDown();
		FastAwait.until(() -> !waiter.isAlive());
		assertThat(this.done).containsExactly("task", "awaited");
	}

	@Test
	void scheduledTaskDoesNotAwaitItsOwnEnd() {
		this.lanes.schedule(message("a", "1"), Duration.ZERO, this::awaitEnd);
		FastAwait.until(() -> this.done.size() == 1);
		assertThat(this.done).containsExactly("awaited");
	}

	@Test
	void retirementCountsWhatHasNotBeenDelivered() {
		PusherListenerEndpoint listener = blockedListener();
		add(listener, message("a", "1"), news(), message("a", "2"));
		add(batchListener(1), message("a", "3"));
		Runnable late = () -> this.done.add("late");
		Duration soon = Duration.ofMillis(100);
		this.lanes.schedule(new PusherBatchEvent(List.of(message("a", "4"), message("a", "5"))), soon, late);
		this.lanes.schedule(message("a", "6"), soon, late);
		this.lanes.schedule(news(), soon, late);
		assertThat(this.lanes.retire()).isEqualTo(3 + 1 + 2 + 1 + 1);
		assertThat(this.lanes.retire()).isZero();
		add(listener("late", 1, true), message("a", "7"));
		this.gate.countDown();
		awaitIdle();
		assertThat(this.done).containsExactly("one a blocked");
	}

	@Test
	void retirementInterruptsListenersButNotTheThreadThatAsksForIt() {
		CountDownLatch never = new CountDownLatch(1);
		this.action = (event) -> {
			if (event.getEvent().equals("waits")) {
				await(never);
			}
			else {
				await(this.gate);
				this.lanes.retire();
			}
			this.done.add("interrupted: " + Thread.currentThread().isInterrupted());
		};
		add(listener(1, true), message("a", "retires"));
		add(listener("two", 1, true), message("a", "waits"));
		FastAwait.until(() -> this.taken.size() == 2);
		this.gate.countDown();
		FastAwait.until(() -> this.done.size() == 4);
		assertThat(this.done).containsExactlyInAnyOrder("interrupted: false", "one a retires", "interrupted: true",
				"two a waits");
	}

	private Thread thread(Runnable task) {
		Thread thread = new Thread(() -> {
			this.beginning.run();
			task.run();
		}, "listener-under-test");
		thread.setDaemon(true);
		this.threads.add(thread);
		return thread;
	}

	private void call(PusherListenerEndpoint listener, PusherChannelEvent event) {
		this.action.accept(event);
		String text = listener.getId() + " " + event.getChannel() + " " + event.getEvent();
		this.done.add((event instanceof PusherBatchEvent batch) ? text + " x " + batch.getEvents().size() : text);
	}

	// also leaves an interrupt behind
	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void awaitEnd() {
		try {
			long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
			this.lanes.awaitEnd(deadline);
			this.done.add((System.nanoTime() < deadline) ? "awaited" : "given up");
		}
		catch (InterruptedException ex) {
			this.done.add("interrupted");
		}
	}

	private Thread waiter() {
		Thread waiter = new Thread(this::awaitEnd);
		waiter.setDaemon(true);
		waiter.start();
		FastAwait.until(() -> waiter.getState() == Thread.State.TIMED_WAITING || !waiter.isAlive());
		return waiter;
	}

	// an idle thread of the pool waits for the next task
	private void awaitIdle() {
		FastAwait.until(() -> this.threads.stream()
			.allMatch((thread) -> !thread.isAlive() || thread.getState() == Thread.State.TIMED_WAITING));
	}

	private PusherListenerEndpoint blockedListener() {
		PusherListenerEndpoint listener = listener(1, true);
		this.action = (event) -> await(this.gate);
		add(listener, message("a", "blocked"));
		FastAwait.until(() -> this.taken.size() == 1);
		return listener;
	}

	private void add(PusherListenerEndpoint listener, PusherChannelEvent... events) {
		Stream.of(events).forEach((event) -> this.lanes.add(listener, event));
	}

	private PusherListenerEndpoint listener(int concurrency, boolean ordered) {
		return listener("one", concurrency, ordered);
	}

	private PusherListenerEndpoint listener(String id, int concurrency, boolean ordered) {
		return keep(builder(id).concurrency(concurrency).ordered(ordered));
	}

	private PusherListenerEndpoint batchListener(int concurrency) {
		return keep(builder("batch").concurrency(concurrency).batch((settings) -> settings));
	}

	private static PusherListenerEndpoint.Builder builder(String id) {
		return PusherListenerEndpoint.builder(id, (event) -> {
		}).channels("*");
	}

	private PusherListenerEndpoint keep(PusherListenerEndpoint.Builder builder) {
		PusherListenerEndpoint listener = builder.build();
		this.listeners.add(listener);
		return listener;
	}

	private PusherSubscriptionSucceededEvent news() {
		return new PusherSubscriptionSucceededEvent(this.client, "a");
	}

	private PusherMessageEvent message(String channel, String event) {
		return new PusherMessageEvent(this.client, channel, event, "{}", null, JsonMapper.shared());
	}

}

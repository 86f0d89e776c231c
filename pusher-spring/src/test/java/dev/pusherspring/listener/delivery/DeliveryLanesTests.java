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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryLanes}. Of two lanes, channel "b" has the first, and "a" the
 * second.
 */
@Timeout(20)
class DeliveryLanesTests {

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final DeliveryLanes lanes = new DeliveryLanes(
			new DeliverySettings(2, 100, OverflowPolicy.DROP_OLDEST, Duration.ofSeconds(1)));

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final ListenerGate gate = new ListenerGate();

	@AfterEach
	void close() {
		this.gate.open();
		this.lanes.retire();
	}

	@Test
	void channelHasItsLaneAndOtherEventsHaveTheFirst() throws InterruptedException {
		Map<PusherApplicationEvent, Thread> used = new ConcurrentHashMap<>();
		start((event) -> used.put(event, Thread.currentThread()));
		PusherApplicationEvent first = message("b");
		PusherApplicationEvent second = message("a");
		PusherApplicationEvent state = new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING,
				ConnectionState.CONNECTED);
		assertThat(List.of(first, second, state)).allMatch(this.lanes::add);
		this.lanes.close(farAway());
		assertThat(used).containsOnly(Map.entry(first, this.threads.get(0)), Map.entry(second, this.threads.get(1)),
				Map.entry(state, this.threads.get(0)));
	}

	@Test
	void laneOfAChannelIsKnown() {
		assertThat(DeliveryLanes.indexOf("b", 2)).isZero();
		assertThat(DeliveryLanes.indexOf("a", 2)).isEqualTo(1);
		String negative = "polygenelubricants";
		assertThat(negative.hashCode()).isNegative();
		assertThat(DeliveryLanes.indexOf(negative, 3)).isBetween(0, 2);
	}

	@Test
	void oldestEventOfAllLanesIsRemovedFirst() {
		List<PusherMessageEvent> inOrder = List.of(message("a", 10), message("b", 20), message("a", 30),
				message("b", 40));
		this.lanes.add(inOrder.get(1));
		this.lanes.add(inOrder.get(0));
		this.lanes.add(inOrder.get(2));
		this.lanes.add(inOrder.get(3));
		for (PusherMessageEvent next : inOrder) {
			assertThat(this.lanes.removeOldest()).isSameAs(next);
		}
		assertThat(this.lanes.removeOldest()).isNull();
	}

	@Test
	void startedLanesKnowTheirThreads() throws InterruptedException {
		List<Boolean> answers = new CopyOnWriteArrayList<>();
		assertThat(this.lanes.isStarted()).isFalse();
		start((event) -> answers.add(this.lanes.isCurrentThread()));
		assertThat(this.lanes.isStarted()).isTrue();
		assertThat(this.lanes.isCurrentThread()).isFalse();
		this.lanes.add(message("a"));
		this.lanes.close(farAway());
		assertThat(answers).containsExactly(true);
		assertThat(this.threads).hasSize(2).noneMatch(Thread::isAlive);
	}

	@Test
	void threadIsKnownBeforeItDeliversItsFirstEvent() throws InterruptedException {
		List<Boolean> answers = new CopyOnWriteArrayList<>();
		this.lanes.add(message("a"));
		this.lanes.start((task) -> new Thread(task, "lane-under-test") {

			@Override
			public synchronized void start() {
				super.start();
				if (DeliveryLanesTests.this.threads.size() == 1) {
					FastAwait.until(() -> !answers.isEmpty());
				}
				DeliveryLanesTests.this.threads.add(this);
			}

		}, (event) -> answers.add(this.lanes.isCurrentThread()));
		this.lanes.close(farAway());
		assertThat(answers).containsExactly(true);
	}

	@Test
	void deliveryOfWhatIsQueuedIsAwaitedUntilTheDeadline() throws InterruptedException {
		start(this.gate);
		this.lanes.add(message("a"));
		this.lanes.add(message("a"));
		this.gate.awaitEntered();
		assertThat(this.lanes.awaitDelivery(this.client, System.nanoTime() + 1_000_000)).isFalse();
		this.gate.open();
		assertThat(this.lanes.awaitDelivery(this.client, farAway())).isTrue();
		assertThat(this.gate.received()).as("the marks are not passed on").hasSize(2);
	}

	@Test
	void deliveryIsNotAwaitedByTheThreadThatDelivers() {
		List<Boolean> answers = new CopyOnWriteArrayList<>();
		start((event) -> answers.add(awaitDelivery()));
		this.lanes.add(message("a"));
		FastAwait.until(() -> !answers.isEmpty());
		assertThat(answers).containsExactly(true);
	}

	@Test
	void nothingIsAwaitedOfRetiredLanes() throws InterruptedException {
		start(this.gate);
		this.lanes.add(message("a"));
		this.gate.awaitEntered();
		this.lanes.retire();
		assertThat(this.lanes.awaitDelivery(this.client, farAway())).isTrue();
	}

	@Test
	void closeGivesUpAtTheDeadline() throws InterruptedException {
		start(this.gate);
		this.lanes.add(message("a"));
		this.lanes.add(message("a"));
		this.gate.awaitEntered();
		this.lanes.close(System.nanoTime() - 1);
		this.lanes.close(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2));
		assertThat(this.threads.get(1).isAlive()).isTrue();
		assertThat(this.lanes.retire()).isEqualTo(1);
		assertThat(this.lanes.add(message("a"))).isFalse();
		assertThat(this.lanes.add(message("b"))).isFalse();
	}

	@Test
	void retirementInterruptsListenersButNotTheThreadThatAsksForIt() {
		List<String> interrupted = new CopyOnWriteArrayList<>();
		CountDownLatch entered = new CountDownLatch(1);
		start((event) -> {
			if ("a".equals(event.getChannel())) {
				entered.countDown();
				awaitInterrupt();
				interrupted.add("a");
			}
			else {
				this.lanes.retire();
				interrupted.add(Thread.currentThread().isInterrupted() ? "b" : "not b");
			}
		});
		this.lanes.add(message("a"));
		FastAwait.until(() -> entered.getCount() == 0);
		this.lanes.add(message("b"));
		FastAwait.until(() -> interrupted.size() == 2);
		assertThat(interrupted).containsExactlyInAnyOrder("a", "not b");
		FastAwait.until(() -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	private boolean awaitDelivery() {
		try {
			return this.lanes.awaitDelivery(this.client, farAway());
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private static void awaitInterrupt() {
		try {
			new CountDownLatch(1).await();
		}
		catch (InterruptedException ex) {
			// expected
		}
	}

	private void start(Consumer<PusherApplicationEvent> target) {
		this.lanes.start((task) -> {
			Thread thread = new Thread(task, "lane-under-test");
			thread.setDaemon(true);
			this.threads.add(thread);
			return thread;
		}, target);
	}

	private static long farAway() {
		return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
	}

	private PusherMessageEvent message(String channel) {
		return new PusherMessageEvent(this.client, channel, "placed", "{}", null, JsonMapper.shared());
	}

	private static PusherMessageEvent message(@Nullable String channel, long timestamp) {
		PusherMessageEvent event = Mockito.mock(PusherMessageEvent.class);
		BDDMockito.given(event.getChannel()).willReturn(channel);
		BDDMockito.given(event.getTimestamp()).willReturn(timestamp);
		return event;
	}

}

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.pusherspring.event.PusherIdleEvent;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link PusherListener} may say about threads and order.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerThreadsTests extends AbstractListenerAttributesTests {

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void openGate() {
		this.gate.countDown();
	}

	@Test
	void listenerWithThreadsOfItsOwnHoldsUpNoOther() {
		Lanes lanes = start(Lanes.class);
		lanes.gate = this.gate;
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100);
		IntStream.range(0, 5).forEach((i) -> delivery.deliver(message("orders", "event-" + i)));
		Awaitility.await().until(() -> lanes.quick.size() == 5);
		assertThat(lanes.slow).isEmpty();
		Awaitility.await("one is with the listener").until(() -> delivery.getQueued() == 4);
		this.gate.countDown();
		delivery.stop();
		assertThat(lanes.slow).as("in order, and drained").isEqualTo(lanes.quick);
		assertThat(delivery.getQueued()).isZero();
	}

	@Test
	void whatWaitsForOneListenerCountsLikeTheRest() {
		Lanes lanes = start(Lanes.class);
		lanes.gate = this.gate;
		EventDelivery delivery = delivery(OverflowPolicy.DROP_OLDEST, 3);
		for (int i = 0; i < 100; i++) {
			delivery.deliver(message("orders", "event-" + i));
			int count = i + 1;
			Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> lanes.quick.size() == count);
		}
		assertThat(delivery.getStatistics().dropped()).isGreaterThan(90);
		assertThat(delivery.getQueued()).isLessThanOrEqualTo(4);
		this.gate.countDown();
		delivery.stop();
		assertThat(lanes.slow).startsWith("event-0").endsWith("event-99").hasSizeLessThan(10);
	}

	@Test
	void listenerWithThreadsOfItsOwnMayCloseTheContext() {
		Lanes lanes = start(Lanes.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100);
		lanes.action = delivery::stop;
		delivery.deliver(message("orders", "stop"));
		Awaitility.await().until(() -> lanes.slow.contains("stop"));
	}

	@Test
	void listenerWithoutOrderDoesNotHoldUpItsChannelWhileItWaits() {
		Unordered unordered = start(Unordered.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100);
		delivery.deliver(message("orders", "fails"));
		delivery.deliver(message("orders", "passes"));
		Awaitility.await().until(() -> unordered.calls.size() == 3);
		assertThat(unordered.calls).containsExactly("fails", "passes", "fails");
		Awaitility.await().until(() -> delivery.getStatistics().failed() == 1);
		delivery.stop();
		assertThat(delivery.getQueued()).isZero();
	}

	@Test
	void attemptThatIsDueAfterTheEndIsLostAndCounted(CapturedOutput output) {
		Patient patient = start(Patient.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100, Duration.ofMillis(50), null);
		delivery.deliver(message("orders", "fails"));
		Awaitility.await("the next attempt").until(() -> patient.calls.get() == 1 && delivery.getQueued() == 1);
		delivery.stop();
		assertThat(patient.calls).hasValue(1);
		assertThat(delivery.getQueued()).isZero();
		assertThat(output).contains("Delivery stopped, but 1 events could not be delivered");
	}

	@Test
	void tellsWhenNoMessageHasCome() {
		this.context.context().registerBean(Idle.class);
		start(Short.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100, Duration.ofSeconds(10), Duration.ofMillis(40));
		Idle idle = this.context.bean(Idle.class);
		Awaitility.await().until(() -> idle.events.size() >= 2);
		assertThat(idle.events.get(0).getIdleTime()).isBetween(Duration.ofMillis(40), Duration.ofSeconds(30));
		assertThat(idle.events.get(1).getIdleTime()).isGreaterThanOrEqualTo(Duration.ofMillis(80));
		delivery.deliver(message("orders", "placed"));
		delivery.stop();
		int before = idle.events.size();
		delivery.start(this.context.client());
		Awaitility.await().until(() -> idle.events.size() > before);
		delivery.stop();
	}

	private EventDelivery delivery(OverflowPolicy overflow, int capacity) {
		return delivery(overflow, capacity, Duration.ofSeconds(10), null);
	}

	private EventDelivery delivery(OverflowPolicy overflow, int capacity, Duration drainTimeout, Duration idle) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("under-test-");
		threads.setDaemon(true);
		EventDelivery delivery = new EventDelivery(new DeliverySettings(1, capacity, overflow, drainTimeout, idle),
				threads, dispatcher(RetrySettings.none(), null));
		delivery.start(this.context.client());
		return delivery;
	}

	static class Lanes {

		private final List<String> quick = new CopyOnWriteArrayList<>();

		private final List<String> slow = new CopyOnWriteArrayList<>();

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile Runnable action = () -> {
		};

		@PusherListener(value = "orders", concurrency = "2")
		void slow(@EventName String event) throws InterruptedException {
			this.gate.await(10, TimeUnit.SECONDS);
			this.action.run();
			this.slow.add(event);
		}

		@PusherListener("orders")
		void quick(@EventName String event) {
			this.quick.add(event);
		}

	}

	static class Unordered {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@PusherListener(value = "orders", ordered = false,
				retry = @PusherListener.Retry(maxAttempts = "2", initialDelay = "1s"))
		void on(@EventName String event) {
			this.calls.add(event);
			if (event.equals("fails")) {
				throw new IllegalStateException("no");
			}
		}

	}

	static class Patient {

		private final AtomicInteger calls = new AtomicInteger();

		@PusherListener(value = "orders", ordered = false,
				retry = @PusherListener.Retry(maxAttempts = "2", initialDelay = "1h"))
		void on() {
			this.calls.incrementAndGet();
			throw new IllegalStateException("no");
		}

	}

	static class Idle {

		private final List<PusherIdleEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(PusherIdleEvent event) {
			this.events.add(event);
		}

	}

}

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for reading that both the application and {@link EventDelivery} pause.
 */
class PauseOwnersTests {

	private static final int CAPACITY = 5;

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger delivered = new AtomicInteger();

	private volatile boolean entered;

	@Test
	void deliveryDoesNotResumeWhatTheApplicationHasPaused() throws Exception {
		try (ConnectedDelivery connected = full()) {
			connected.client().pause();
			this.gate.countDown();
			Awaitility.await().until(() -> this.delivered.get() == CAPACITY + 1);
			Awaitility.await().until(() -> !connected.delivery().isReadingPaused());
			send(connected, 10);
			assertThat(connected.server().awaitDelivered(Duration.ofMillis(500))).isFalse();
			assertThat(connected.received()).isEqualTo(CAPACITY + 1);
			connected.client().resume();
			Awaitility.await().until(() -> this.delivered.get() == CAPACITY + 11);
			connected.assertConnectionHasLasted();
		}
	}

	@Test
	void applicationDoesNotResumeWhatDeliveryHasPaused() throws Exception {
		try (ConnectedDelivery connected = full()) {
			connected.client().pause();
			connected.client().resume();
			send(connected, 10);
			assertThat(connected.server().awaitDelivered(Duration.ofMillis(500))).isFalse();
			assertThat(connected.received()).isEqualTo(CAPACITY + 1);
			this.gate.countDown();
			Awaitility.await().until(() -> this.delivered.get() == CAPACITY + 11);
			connected.assertConnectionHasLasted();
		}
	}

	private ConnectedDelivery full() throws Exception {
		ConnectedDelivery connected = new ConnectedDelivery(1, CAPACITY, OverflowPolicy.BLOCK, this::receive,
				List.of("orders"));
		send(connected, 1);
		Awaitility.await().until(() -> this.entered);
		send(connected, CAPACITY);
		Awaitility.await().until(() -> connected.received() == CAPACITY + 1);
		assertThat(connected.delivery().isReadingPaused()).isTrue();
		return connected;
	}

	private void receive(PusherMessageEvent event) {
		try {
			this.entered = true;
			this.gate.await();
			this.delivered.incrementAndGet();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void send(ConnectedDelivery connected, int count) {
		for (int i = 0; i < count; i++) {
			connected.server().trigger("orders", "placed", i);
		}
	}

}

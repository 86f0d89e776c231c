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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryLane}.
 */
@Timeout(20)
class DeliveryLaneTests {

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final DeliveryLane lane = new DeliveryLane(false);

	private final List<PusherApplicationEvent> taken = new CopyOnWriteArrayList<>();

	private final Thread thread = new Thread(() -> {
		for (PusherApplicationEvent event = this.lane.take(); event != null; event = this.lane.take()) {
			this.taken.add(event);
		}
	});

	@AfterEach
	void close() {
		this.lane.retire();
	}

	@Test
	void eventsAreTakenInOrderAndNothingAfterTheEnd() {
		PusherApplicationEvent first = message();
		PusherApplicationEvent second = state();
		assertThat(this.lane.add(first)).isTrue();
		assertThat(this.lane.add(second)).isTrue();
		this.lane.close();
		assertThat(this.lane.take()).isSameAs(first);
		assertThat(this.lane.take()).isSameAs(second);
		assertThat(this.lane.take()).isNull();
	}

	@Test
	void closedLaneStillTakesWhatComesLate() {
		this.lane.close();
		PusherApplicationEvent late = message();
		assertThat(this.lane.add(late)).isTrue();
		assertThat(this.lane.take()).isSameAs(late);
		assertThat(this.lane.take()).isNull();
	}

	@Test
	void eventWakesTheThreadThatWaitsForIt() {
		startAndAwaitSleep();
		for (int i = 1; i <= 3; i++) {
			this.lane.add(message());
			int count = i;
			FastAwait.until(() -> this.taken.size() == count);
			awaitSleep();
		}
	}

	@Test
	void endWakesTheThreadThatWaits() {
		startAndAwaitSleep();
		this.lane.close();
		awaitEnd();
	}

	@Test
	void retirementWakesTheThreadThatWaits() {
		startAndAwaitSleep();
		assertThat(this.lane.retire()).isZero();
		awaitEnd();
	}

	@Test
	void interruptThatAListenerHasLeftBehindIsForgotten() {
		startAndAwaitSleep();
		this.thread.interrupt();
		FastAwait.until(() -> !this.thread.isInterrupted() && this.thread.getState() == Thread.State.WAITING);
		this.lane.add(message());
		FastAwait.until(() -> this.taken.size() == 1);
	}

	@Test
	void oldestIsTheFirstThatMayBeDropped() {
		assertThat(this.lane.oldest()).isEqualTo(Long.MAX_VALUE);
		this.lane.add(state());
		assertThat(this.lane.oldest()).isEqualTo(Long.MAX_VALUE);
		PusherMessageEvent message = message();
		this.lane.add(message);
		assertThat(this.lane.oldest()).isEqualTo(message.getTimestamp());
	}

	@Test
	void removingTheOldestLeavesTheOthersInOrder() {
		PusherApplicationEvent state = state();
		PusherApplicationEvent first = message();
		PusherApplicationEvent second = message();
		List.of(state, first, second).forEach(this.lane::add);
		this.lane.close();
		assertThat(this.lane.removeOldest()).isSameAs(first);
		assertThat(this.lane.take()).isSameAs(state);
		assertThat(this.lane.take()).isSameAs(second);
		assertThat(this.lane.take()).isNull();
	}

	@Test
	void nothingIsRemovedThatMustNotBeDropped() {
		this.lane.add(state());
		assertThat(this.lane.removeOldest()).isNull();
		assertThat(this.lane.take()).isNotNull();
	}

	@Test
	void laneThatMayDropFetchesOneEventAtATime() {
		DeliveryLane dropping = new DeliveryLane(true);
		List<PusherMessageEvent> messages = List.of(message(), message(), message());
		messages.forEach(dropping::add);
		assertThat(dropping.take()).isSameAs(messages.get(0));
		assertThat(dropping.removeOldest()).isSameAs(messages.get(1));
		assertThat(dropping.take()).isSameAs(messages.get(2));
	}

	@Test
	void laneThatDoesNotDropFetchesManyEventsAtATime() {
		IntStream.range(0, 1025).forEach((i) -> this.lane.add(message()));
		this.lane.take();
		assertThat(this.lane.removeOldest()).as("the one beyond those that were fetched").isNotNull();
		assertThat(this.lane.removeOldest()).isNull();
		assertThat(this.lane.retire()).isEqualTo(1023);
	}

	@Test
	void retirementCountsWhatWasNotTaken() {
		List.of(message(), message(), state(), message()).forEach(this.lane::add);
		this.lane.take();
		List.of(message(), state()).forEach(this.lane::add);
		assertThat(this.lane.retire()).as("three that were fetched and two that wait").isEqualTo(5);
		assertThat(this.lane.take()).isNull();
		assertThat(this.lane.retire()).isZero();
	}

	@Test
	void retiredLaneAcceptsNothing() {
		this.lane.retire();
		assertThat(this.lane.add(message())).isFalse();
		assertThat(this.lane.take()).isNull();
	}

	private void startAndAwaitSleep() {
		this.thread.setDaemon(true);
		this.thread.start();
		awaitSleep();
	}

	private void awaitSleep() {
		FastAwait.until(() -> this.thread.getState() == Thread.State.WAITING);
	}

	private void awaitEnd() {
		FastAwait.until(() -> !this.thread.isAlive());
	}

	private PusherApplicationEvent state() {
		return new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING, ConnectionState.CONNECTED);
	}

	private PusherMessageEvent message() {
		return new PusherMessageEvent(this.client, "orders", "placed", "{}", null, JsonMapper.shared());
	}

}

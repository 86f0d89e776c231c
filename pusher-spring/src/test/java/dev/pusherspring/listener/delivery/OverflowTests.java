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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.InOrder;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Overflow} and its count of waiting events.
 */
class OverflowTests {

	private static final int CAPACITY = 4;

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final List<PusherApplicationEvent> queue = new ArrayList<>();

	private final Overflow.Count count = new Overflow.Count(CAPACITY);

	private final Overflow overflow = new Overflow(
			new DeliverySettings(1, CAPACITY, OverflowPolicy.BLOCK, Duration.ofSeconds(1)), this.count,
			this.queue::add);

	@Test
	void messagesAndNewsThatMayBeManyMayBeDropped() {
		assertThat(List.of(message(), new PusherCacheMissEvent(this.client, "orders"), error(false)))
			.allMatch(Overflow::isDroppable);
	}

	@Test
	void newsThatMustNotBeLostAreNotDropped() {
		Instant now = Instant.EPOCH;
		assertThat(List.of(error(true),
				new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTED, ConnectionState.DISCONNECTED),
				new PusherReconnectingEvent(this.client, 1, Duration.ZERO),
				new PusherSubscriptionSucceededEvent(this.client, "orders"),
				new PusherOutageEvent(this.client, "orders", now, now),
				new PusherRecoveryFailedEvent(this.client, "orders", now, now, 0, new IllegalStateException())))
			.noneMatch(Overflow::isDroppable);
	}

	@Test
	void workOfListenersIsNotDropped() {
		DeliveryLanes.Task task = new DeliveryLanes.Task(this.client, "orders", () -> {
		});
		assertThat(Overflow.isDroppable(task)).isFalse();
	}

	@Test
	void batchWeighsAsMuchAsItsMessages() {
		assertThat(Overflow.weight(message())).isEqualTo(1);
		assertThat(Overflow.weight(new PusherBatchEvent(List.of(message(), message(), message())))).isEqualTo(3);
	}

	@Test
	void countIsFullAtItsCapacity() {
		this.count.add(3);
		assertThat(this.count.isFull()).isFalse();
		assertThat(this.count.hasRoomFor(1)).isTrue();
		assertThat(this.count.hasRoomFor(2)).isFalse();
		this.count.add(1);
		assertThat(this.count.isFull()).isTrue();
		this.count.take(1);
		assertThat(this.count.isFull()).isFalse();
		assertThat(this.count.hasRoomFor(2)).isFalse();
		this.count.take(3);
		assertThat(this.count.get()).isZero();
		assertThat(this.count.hasRoomFor(CAPACITY)).isTrue();
		assertThat(this.count.hasRoomFor(CAPACITY + 1)).isFalse();
	}

	@Test
	void countIsOverfullAtTwiceItsCapacityAndAtLeastAThousandMore() {
		this.count.add(CAPACITY + 999);
		assertThat(this.count.isOverfull()).isFalse();
		this.count.add(1);
		assertThat(this.count.isOverfull()).isTrue();
		Overflow.Count large = new Overflow.Count(2_000);
		large.add(3_999);
		assertThat(large.isOverfull()).isFalse();
		large.add(1);
		assertThat(large.isOverfull()).isTrue();
	}

	@Test
	void newsOfAttemptsComeWithoutReadingUnlessTheyAreTheLast() {
		assertThat(AbstractOverflowTests.repeated()).allMatch(Overflow::comesWithoutReading);
		assertThat(List.of(message(), error(true), state(ConnectionState.DISCONNECTED), state(ConnectionState.FAILED),
				new PusherSubscriptionSucceededEvent(this.client, "orders"),
				new PusherOutageEvent(this.client, "orders", Instant.EPOCH, Instant.EPOCH)))
			.noneMatch(Overflow::comesWithoutReading);
	}

	private PusherConnectionStateEvent state(ConnectionState current) {
		return new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTED, current);
	}

	@Test
	void placesAreReservedUpToTheCapacityAndAtLeastOnce() {
		assertThat(this.count.reserve(3)).isTrue();
		assertThat(this.count.reserve(2)).isFalse();
		assertThat(this.count.reserve(1)).isTrue();
		assertThat(this.count.get()).isEqualTo(4);
		this.count.take(4);
		assertThat(this.count.reserve(CAPACITY + 1)).isTrue();
		assertThat(this.count.get()).isEqualTo(CAPACITY + 1);
	}

	@Test
	void countIsRelaxedWhenHalfOfItIsFree() {
		this.count.add(3);
		assertThat(this.count.isRelaxed()).isFalse();
		this.count.take(1);
		assertThat(this.count.isRelaxed()).isTrue();
	}

	@Test
	void readingIsPausedOnceAndContinuesWhenHalfOfTheQueueIsFree() {
		this.overflow.use(this.client);
		this.count.add(CAPACITY);
		this.overflow.pause(message());
		this.overflow.pause(message());
		assertThat(this.overflow.isReadingPaused()).isTrue();
		assertThat(this.overflow.getPauses()).isEqualTo(1);
		assertThat(this.queue).singleElement().isInstanceOfSatisfying(PusherErrorEvent.class, (event) -> {
			assertThat(event.getMessage())
				.isEqualTo("Reading is paused because listeners are too slow: 4 events wait for delivery");
			assertThat(event.getChannel()).isEqualTo("orders");
			assertThat(Overflow.isDroppable(event)).isFalse();
		});
		assertThat(this.count.get()).isEqualTo(CAPACITY + 1);
		this.count.take(2);
		this.overflow.relax();
		assertThat(this.overflow.isReadingPaused()).isTrue();
		this.count.take(1);
		this.overflow.relax();
		this.overflow.relax();
		assertThat(this.overflow.isReadingPaused()).isFalse();
		InOrder inOrder = Mockito.inOrder(this.client);
		BDDMockito.then(this.client).should(inOrder).pause(this.overflow);
		BDDMockito.then(this.client).should(inOrder).resume(this.overflow);
		BDDMockito.then(this.client).shouldHaveNoMoreInteractions();
	}

	@Test
	void pauseEndsAtOnceIfEverythingHasBeenDeliveredMeanwhile() {
		this.overflow.use(this.client);
		this.overflow.pause(message());
		assertThat(this.overflow.isReadingPaused()).isFalse();
		BDDMockito.then(this.client).should().resume(this.overflow);
	}

	@Test
	void droppingIsAnnouncedOnceUntilThereIsRoomAgain() {
		this.count.add(CAPACITY);
		this.overflow.dropped(message());
		this.overflow.dropped(new PusherBatchEvent(List.of(message(), message())));
		assertThat(this.overflow.getDropped()).isEqualTo(3);
		assertThat(this.queue).singleElement()
			.isInstanceOfSatisfying(PusherErrorEvent.class, (event) -> assertThat(event.getMessage()).isEqualTo(
					"Events are being dropped (BLOCK) because listeners are too slow: 4 events wait for delivery"));
		this.overflow.relax();
		this.overflow.dropped(message());
		assertThat(this.queue).hasSize(1);
		this.count.take(3);
		this.overflow.relax();
		this.overflow.dropped(message());
		assertThat(this.queue).hasSize(2);
		assertThat(this.overflow.getDropped()).isEqualTo(5);
	}

	@Test
	void lostEventsAreCountedWithoutAnAnnouncement() {
		this.overflow.lost(7);
		assertThat(this.overflow.getDropped()).isEqualTo(7);
		assertThat(this.queue).isEmpty();
	}

	@Test
	void channelAlwaysBelongsToTheSameLane() {
		assertThat(IntStream.range(0, 100).map((i) -> DeliveryLanes.indexOf("channel-" + i, 3)).distinct().sorted())
			.containsExactly(0, 1, 2);
		assertThat(DeliveryLanes.indexOf("orders", 3)).isEqualTo(DeliveryLanes.indexOf("orders", 3));
		assertThat(DeliveryLanes.indexOf("orders", 1)).isZero();
	}

	private PusherErrorEvent error(boolean fatal) {
		return new PusherErrorEvent(this.client, new PusherError(null, "error", null, null, fatal));
	}

	private PusherMessageEvent message() {
		return new PusherMessageEvent(this.client, "orders", "placed", "1", null, JsonMapper.shared());
	}

}

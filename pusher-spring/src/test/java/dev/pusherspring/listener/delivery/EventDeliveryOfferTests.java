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
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what others offer to an {@link EventDelivery}.
 */
class EventDeliveryOfferTests extends AbstractOverflowTests {

	private final List<String> done = new CopyOnWriteArrayList<>();

	@Test
	void itemsAreDeliveredInTurnWithTheEventsOfTheirChannel() {
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100, 1, (event) -> this.done.add(event.toString()));
		delivery.start(this.client);
		delivery.deliver(message("a", "event-0"));
		assertThat(offer(delivery, "first", "second")).isTrue();
		delivery.deliver(message("a", "event-1"));
		delivery.stop();
		assertThat(this.done).hasSize(4);
		assertThat(this.done.subList(1, 3)).containsExactly("first", "second");
		assertThat(delivery.getQueued()).isZero();
	}

	@Test
	void nothingIsTakenWhileDeliveryDoesNotRun() {
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100, 1, (event) -> {
		});
		assertThat(offer(delivery, "early")).isFalse();
		delivery.start(this.client);
		assertThat(delivery.isRunning()).isTrue();
		delivery.stop();
		assertThat(delivery.isRunning()).isFalse();
		assertThat(offer(delivery, "late")).isFalse();
		assertThat(this.done).isEmpty();
	}

	@Test
	void allItemsAreTakenOrNone() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 3);
		assertThat(offer(delivery, "a", "b")).isTrue();
		assertThat(offer(delivery, "c", "d")).isFalse();
		assertThat(offer(delivery, "e")).isTrue();
		assertThat(offer(delivery, "f")).isFalse();
		assertThat(delivery.getQueued()).isEqualTo(3);
		this.gate.open();
		delivery.stop();
		assertThat(this.done).containsExactly("a", "b", "e");
	}

	@Test
	void moreThanEverFitsIsTakenWhenThereIsNothingElse() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 2);
		assertThat(offer(delivery, "a", "b", "c")).isTrue();
		assertThat(offer(delivery, "d")).isFalse();
		this.gate.open();
		delivery.stop();
		assertThat(this.done).containsExactly("a", "b", "c");
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_OLDEST", "DROP_NEWEST" })
	void nothingIsDroppedForTheSakeOfEvents(OverflowPolicy policy) {
		EventDelivery delivery = blockedDelivery(policy, 3);
		assertThat(offer(delivery, "a", "b")).isTrue();
		deliver(delivery, 1, 10);
		this.gate.open();
		delivery.stop();
		assertThat(this.done).containsExactly("a", "b");
		assertThat(delivery.getDropped()).isEqualTo(9);
	}

	private boolean offer(EventDelivery delivery, String... items) {
		Function<String, String> channel = (item) -> "a";
		return delivery.offer(List.of(items), channel, this.done::add);
	}

}

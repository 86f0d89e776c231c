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
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventDelivery} with listeners that are too slow: what is dropped.
 * Pausing is in {@link EventDeliveryPauseTests}.
 */
class EventDeliveryOverflowTests extends AbstractOverflowTests {

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
	@EnumSource
	void readingPausesWhenNewsFillTheQueue(OverflowPolicy policy) {
		int limit = (policy == OverflowPolicy.BLOCK) ? 3 : 1_003;
		EventDelivery delivery = blockedDelivery(policy, 3);
		IntStream.range(1, limit).forEach((i) -> delivery.deliver(outage("room-" + i)));
		assertThat(delivery.isReadingPaused()).isFalse();
		assertThat(delivery.getQueued()).isEqualTo(limit - 1);
		delivery.deliver(outage("room"));
		assertThat(delivery.isReadingPaused()).isTrue();
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).filteredOn(PusherOutageEvent.class::isInstance).hasSize(limit);
		assertThat(delivery.getDropped()).isZero();
		assertThat(delivery.isReadingPaused()).isFalse();
	}

	@ParameterizedTest
	@MethodSource
	void newsThatComeWhileReadingIsPausedAreLimitedToTwiceTheCapacity(OverflowPolicy policy,
			PusherApplicationEvent event) {
		EventDelivery delivery = blockedDelivery(policy, 1_000);
		IntStream.range(0, 2_000).forEach((i) -> delivery.deliver(outage("room")));
		IntStream.range(0, 20_000).forEach((i) -> delivery.deliver(event));
		PusherErrorEvent fatal = errorEvent(true);
		delivery.deliver(fatal);
		PusherApplicationEvent end = new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING,
				ConnectionState.DISCONNECTED);
		delivery.deliver(end);
		assertThat(delivery.getQueued()).as("and two announcements").isEqualTo(2_004);
		assertThat(delivery.getDropped()).isEqualTo(20_000);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).contains(fatal, end);
		assertThat(this.gate.received()).filteredOn(PusherOutageEvent.class::isInstance).hasSize(2_000);
	}

	static Stream<Arguments> newsThatComeWhileReadingIsPausedAreLimitedToTwiceTheCapacity() {
		return Stream.of(OverflowPolicy.values())
			.flatMap((policy) -> repeated().map((event) -> Arguments.of(policy, event)));
	}

	@Test
	void messagesAreDroppedFromBehindNews() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.DROP_OLDEST, 4);
		PusherOutageEvent first = outage("channel");
		PusherOutageEvent second = outage("channel");
		delivery.deliver(first);
		deliver(delivery, 1, 2);
		delivery.deliver(second);
		deliver(delivery, 3, 4);
		assertThat(delivery.getDropped()).isEqualTo(2);
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).containsSubsequence(first, second);
		assertThat(this.gate.receivedMessages()).containsExactly("event-0", "event-3", "event-4");
	}

	@ParameterizedTest
	@EnumSource(names = { "DROP_OLDEST", "DROP_NEWEST" })
	void floodOfErrorsIsLimitedLikeMessages(OverflowPolicy policy) {
		EventDelivery delivery = blockedDelivery(policy, 3);
		IntStream.range(0, 100).forEach((i) -> delivery.deliver(errorEvent(false)));
		PusherErrorEvent fatal = errorEvent(true);
		delivery.deliver(fatal);
		assertThat(delivery.getQueued()).as("three, the announcement and the fatal one").isEqualTo(5);
		assertThat(delivery.getDropped()).isEqualTo(97);
		this.gate.open();
		delivery.stop();
		// one message, three errors, the announcement, the fatal one
		assertThat(this.gate.received()).hasSize(6).endsWith(fatal);
	}

	@ParameterizedTest
	@MethodSource
	void floodThatServersCanCauseIsLimitedLikeMessages(OverflowPolicy policy, PusherApplicationEvent event) {
		EventDelivery delivery = blockedDelivery(policy, 100);
		IntStream.range(0, 20_000).forEach((i) -> delivery.deliver(event));
		assertThat(delivery.getStatistics().queued()).as("a hundred and the announcement").isEqualTo(101);
		assertThat(delivery.getStatistics().dropped()).isEqualTo(20_000 - 100);
		this.gate.open();
		delivery.stop();
		// the first message, what had room, the announcement
		assertThat(this.gate.received()).hasSize(102);
	}

	static Stream<Arguments> floodThatServersCanCauseIsLimitedLikeMessages() {
		return Stream.of(OverflowPolicy.DROP_OLDEST, OverflowPolicy.DROP_NEWEST)
			.flatMap((policy) -> floods().map((event) -> Arguments.of(policy, event)));
	}

	@Test
	void whatIsLeftWhenDeliveryStopsIsReported(CapturedOutput output) {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 100, Duration.ofMillis(50));
		deliver(delivery, 1, 7);
		delivery.stop();
		assertThat(output).contains("Delivery stopped, but 7 events could not be delivered within 50 ms");
	}

}

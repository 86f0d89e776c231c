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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.InOrder;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventDelivery} with listeners that are too slow: pausing of the
 * client.
 */
class EventDeliveryPauseTests extends AbstractOverflowTests {

	@Test
	void blockPausesTheClientWhenTheQueueIsFull() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 3);
		deliver(delivery, 1, 2);
		BDDMockito.then(this.client).should(Mockito.never()).pause(ArgumentMatchers.any());
		deliver(delivery, 3, 3);
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		assertThat(delivery.isReadingPaused()).isTrue();
		assertThat(delivery.getQueued()).as("three and the announcement").isEqualTo(4);
	}

	@Test
	void blockResumesTheClientWhenHalfTheQueueIsFree() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 4);
		deliver(delivery, 1, 4);
		BDDMockito.then(this.client).should(Mockito.never()).resume(ArgumentMatchers.any());
		this.gate.open();
		Awaitility.await().untilAsserted(() -> assertThat(delivery.isReadingPaused()).isFalse());
		InOrder order = Mockito.inOrder(this.client);
		order.verify(this.client).pause(ArgumentMatchers.any());
		order.verify(this.client).resume(ArgumentMatchers.any());
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
		}).given(client).pause(ArgumentMatchers.any());
		BDDMockito.willAnswer((invocation) -> {
			paused.set(false);
			return null;
		}).given(client).resume(ArgumentMatchers.any());
		AtomicInteger received = new AtomicInteger();
		AtomicInteger pauses = new AtomicInteger();
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 2, 4, (event) -> {
			if (event instanceof PusherMessageEvent) {
				received.incrementAndGet();
			}
		});
		delivery.start(client);
		for (int i = 0; i < 2_000; i++) {
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
		assertThat(received).hasValue(2_000);
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
		assertThat(delivery.getStatistics().pauses()).isEqualTo(1);
	}

	@Test
	void readingGoesOnAfterRestartOfDeliveryThatWasStoppedWhileItWasPaused() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 2, Duration.ofMillis(50));
		deliver(delivery, 1, 2);
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		delivery.stop();
		delivery.start(this.client);
		assertThat(delivery.isReadingPaused()).isFalse();
		BDDMockito.then(this.client).should().resume(ArgumentMatchers.any());
		this.gate.open();
		delivery.stop();
	}

	@Test
	void floodOfErrorsPausesReadingWhenNothingMayBeDropped() {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 3);
		IntStream.range(0, 3).forEach((i) -> delivery.deliver(errorEvent(false)));
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		this.gate.open();
		delivery.stop();
		BDDMockito.then(this.client).should().resume(ArgumentMatchers.any());
	}

	@ParameterizedTest
	@MethodSource("floods")
	void floodThatServersCanCausePausesReading(PusherApplicationEvent event) {
		EventDelivery delivery = blockedDelivery(OverflowPolicy.BLOCK, 3);
		IntStream.range(0, 3).forEach((i) -> delivery.deliver(event));
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		assertThat(delivery.getStatistics().readingPaused()).isTrue();
		this.gate.open();
		delivery.stop();
		assertThat(this.gate.received()).filteredOn((received) -> received == event).hasSize(3);
		assertThat(delivery.getStatistics().queued()).isZero();
	}

}

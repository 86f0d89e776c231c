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

package dev.pusherspring.listener.recovery;

import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.event.PusherRecoveryFailedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelRecovery} without a {@code PositionStore}: until when events
 * are complete, and what happens when the client is disconnected or stopped.
 */
class ChannelRecoveryEndTests {

	private static final Instant LOST = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant BACK = LOST.plusSeconds(60);

	private static final Instant LOST_AGAIN = LOST.plusSeconds(100);

	private static final Instant BACK_AGAIN = LOST.plusSeconds(160);

	private static final Instant LATER = LOST.plusSeconds(1000);

	private final Answers source = new Answers();

	private final OfflineRecovery offline = new OfflineRecovery(this.source).start();

	private final ChannelRecovery gate = this.offline.confirmed();

	private void assertOpen() {
		assertThat(this.offline.statistics().active()).isZero();
		assertThat(this.offline.statistics().waiting()).isZero();
		assertThat(this.offline.live(99)).isTrue();
	}

	@Test
	void eventsAreCompleteUntilTheLastReadWhileTheChannelIsSubscribed() {
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LATER);
		this.offline.state(SubscriptionState.PENDING);
		assertThat(this.gate.completeUntil(LATER)).isNull();
		this.offline.unsubscribed(OfflineRecovery.CHANNEL);
		assertThat(this.gate.completeUntil(LATER)).isNull();
	}

	@Test
	void eventsAreCompleteUntilTheOutageWhileMissedOnesAreFetched() {
		CountDownLatch answer = new CountDownLatch(1);
		this.source.hold(answer, 1, 0);
		this.gate.lost(LOST, false);
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST);
		this.offline.returned(LOST, BACK);
		assertThat(this.gate.completeUntil(LATER)).isNull();
		this.offline.deliver();
		this.source.awaitAsked();
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST);
		answer.countDown();
		this.offline.run();
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LATER);
	}

	@Test
	void lastKeyIsTheOneOfTheLastDeliveredEvent() {
		assertThat(this.gate.lastKey()).isNull();
		this.gate.saved(LATER);
		this.gate.hasMoved(LATER);
		assertThat(this.gate.hasMoved(LATER)).isFalse();
		this.offline.live(1);
		assertThat(this.gate.lastKey()).isNull();
		this.offline.deliver();
		assertThat(this.gate.lastKey()).isEqualTo("1");
		assertThat(this.gate.hasMoved(LATER)).isTrue();
	}

	@Test
	void channelIsAbandonedWhenItIsNeitherWantedNorRecovered() {
		assertThat(this.gate.isWanted()).isTrue();
		assertThat(this.gate.isAbandoned()).isFalse();
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.unsubscribed(OfflineRecovery.CHANNEL);
		assertThat(this.gate.isWanted()).isFalse();
		assertThat(this.gate.isAbandoned()).isFalse();
		this.offline.run();
		assertThat(this.gate.isAbandoned()).isTrue();
		this.offline.subscribed(OfflineRecovery.CHANNEL);
		assertThat(this.gate.isAbandoned()).isFalse();
	}

	// disconnecting

	@Test
	void disconnectingCancelsTheFetchAndConnectingFetchesFromItsBeginning() {
		this.source.hold(new CountDownLatch(1), 1, 2);
		this.source.answer(1, 2);
		this.offline.live(0);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		this.offline.live(3);
		this.gate.lost(LOST_AGAIN, true);
		this.offline.run();
		assertThat(this.offline.log()).endsWith("Outage", "3");
		assertThat(this.offline.statistics().active()).isZero();
		assertThat(this.offline.statistics().failed()).isZero();
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST);
		assertThat(this.gate.lastKey()).isEqualTo("0");
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST, LOST);
		assertThat(this.source.requests()).extracting(MissedEventsRequest::lastKey).containsExactly("0", "0");
		assertThat(this.offline.log()).endsWith("Outage", "+1", "+2");
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LATER);
		assertThat(this.gate.lastKey()).isEqualTo("2");
		assertOpen();
	}

	@Test
	void disconnectingBeforeTheFetchPutsItOff() {
		this.source.answer(1, 2);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(3);
		this.gate.lost(LOST_AGAIN, true);
		this.offline.run();
		assertThat(this.source.requests()).isEmpty();
		assertThat(this.offline.log()).endsWith("Outage", "3");
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST);
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST);
		assertThat(this.offline.log()).endsWith("Outage", "+1", "+2");
	}

	@Test
	void disconnectingPutsNothingOffWithoutASource() {
		this.gate.lost(LOST, false);
		this.offline.source(null);
		this.offline.returned(LOST, BACK);
		this.gate.lost(LOST_AGAIN, true);
		this.offline.run();
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST_AGAIN);
	}

	@Test
	void losingTheConnectionDoesNotCancelTheFetch() {
		CountDownLatch answer = new CountDownLatch(1);
		this.source.hold(answer, 1, 2);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		this.gate.lost(LOST_AGAIN, false);
		answer.countDown();
		this.offline.run();
		assertThat(this.offline.log()).endsWith("Outage", "+1", "+2");
		assertThat(this.offline.statistics().active()).isZero();
	}

	// stopping

	@Test
	void stoppingQueuesWhatWaits() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.gate.lost(LOST_AGAIN, false);
		this.offline.live(2);
		this.gate.stop();
		assertThat(this.offline.queued()).containsExactly("SubscriptionSucceeded", "Outage", "1", "2");
		assertThat(this.offline.statistics().active()).isZero();
		assertThat(this.offline.statistics().waiting()).isZero();
		assertThat(this.offline.forgotten()).isEmpty();
		this.gate.stop();
		assertThat(this.offline.statistics().active()).isZero();
		this.offline.run();
		assertThat(this.source.requests()).isEmpty();
		assertThat(this.offline.delivered(PusherRecoveryFailedEvent.class)).isEmpty();
	}

	@Test
	void stoppingEndsThePassingOnOfWaitingEvents() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.offline.live(2);
		this.offline.capacity(1);
		this.offline.deliver();
		this.offline.awaitFull();
		this.gate.stop();
		assertThat(this.offline.queued()).containsExactly("1", "2");
		this.offline.capacity(Integer.MAX_VALUE);
		this.offline.recovery().roomMade();
		this.offline.settle();
		assertThat(this.offline.queued()).containsExactly("1", "2");
		assertThat(this.offline.statistics().active()).isZero();
	}

	@Test
	void nothingWaitsOnceStopped() {
		this.gate.stop();
		assertThat(this.offline.arrive(this.offline.confirmation())).isTrue();
		assertThat(this.offline.arrive(this.offline.outage(LOST, BACK))).isTrue();
		assertThat(this.offline.live(1)).isTrue();
		assertThat(this.offline.recovery().arrived(this.offline.message(2))).isNull();
		assertThat(this.gate.hold(this.offline.message(2))).isFalse();
		this.offline.run();
		assertThat(this.source.requests()).isEmpty();
		assertThat(this.offline.statistics().active()).isZero();
		assertThat(this.offline.forgotten()).isEmpty();
	}

	@Test
	void stoppingCancelsTheFetchAndReportsWhatIsMissing() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.source.answer(() -> {
			asked.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
			return History.events(1, 2);
		});
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		OfflineRecovery.await(asked);
		this.offline.live(3);
		this.gate.stop();
		OfflineRecovery.await(interrupted);
		assertThat(this.offline.statistics().active()).isZero();
		this.offline.run();
		assertThat(this.offline.log()).endsWith("Outage", "3", "RecoveryFailed");
		PusherRecoveryFailedEvent failure = this.offline.delivered(PusherRecoveryFailedEvent.class).get(0);
		assertThat(failure.getCause()).isInstanceOf(CancellationException.class).hasMessage("The client was stopped");
		assertThat(failure.getFrom()).isEqualTo(LOST);
		assertThat(failure.getTo()).isEqualTo(BACK);
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST);
	}

}

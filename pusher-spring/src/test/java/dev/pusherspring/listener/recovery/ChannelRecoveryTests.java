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
import java.util.concurrent.CountDownLatch;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelRecovery} without a {@code PositionStore}: when events wait at
 * the gate, and in which order they go on.
 */
class ChannelRecoveryTests {

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

	// an event that is not a message
	private PusherApplicationEvent notice() {
		return new PusherRecoveryFailedEvent(this.offline.client(), OfflineRecovery.CHANNEL, LOST, BACK, 0,
				new IllegalStateException());
	}

	@Test
	void gateIsOpenWithoutAnOutage() {
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded");
		assertThat(this.offline.recovery().arrived(this.offline.message(1))).isNull();
		assertOpen();
	}

	@Test
	void eventThatFindsTheGateOpenedMeanwhileDoesNotWait() {
		assertThat(this.gate.hold(this.offline.message(1))).isFalse();
		assertThat(this.offline.statistics().waiting()).isZero();
	}

	@Test
	void liveEventsWaitFromTheOutageUntilMissedEventsHaveBeenPassedOn() {
		this.source.answer(1, 2);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		assertThat(this.offline.statistics().active()).isEqualTo(1);
		assertThat(this.offline.live(3)).isFalse();
		assertThat(this.offline.arrive(notice())).isFalse();
		assertThat(this.offline.statistics().waiting()).isEqualTo(2);
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "SubscriptionSucceeded", "Outage", "+1",
				"+2", "3", "RecoveryFailed");
		assertThat(this.offline.counted()).extracting(OfflineRecovery::brief)
			.containsExactlyInAnyOrder("3", "RecoveryFailed");
		assertThat(this.offline.statistics().succeeded()).isEqualTo(1);
		assertThat(this.offline.statistics().failed()).isZero();
		assertThat(this.offline.statistics().recovered()).isEqualTo(2);
		assertOpen();
	}

	@Test
	void missedEventsAreFetchedOnceTheOutageHasBeenDelivered() {
		this.offline.live(1);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.settle();
		assertThat(this.source.requests()).isEmpty();
		this.offline.run();
		assertThat(this.source.requests()).containsExactly(new MissedEventsRequest("shop", OfflineRecovery.CHANNEL,
				LOST.minus(OfflineRecovery.MARGIN), BACK.plus(OfflineRecovery.MARGIN), "1", History.event(1)));
	}

	@Test
	void failureOpensTheGate() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.source.answer(() -> {
			this.offline.unsubscribed(OfflineRecovery.CHANNEL);
			throw new IllegalStateException("gone");
		});
		this.offline.run();
		assertThat(this.offline.log()).endsWith("RecoveryFailed", "1");
		assertThat(this.offline.statistics().failed()).isEqualTo(1);
		assertThat(this.offline.statistics().succeeded()).isZero();
		assertOpen();
	}

	@Test
	void windowBeginsAtTheLossOrAtTheReportedOutageWhicheverIsEarlier() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST.plusSeconds(1), BACK);
		this.offline.run();
		this.gate.lost(LOST_AGAIN, false);
		this.offline.returned(LOST_AGAIN.minusSeconds(1), BACK_AGAIN);
		this.offline.run();
		this.offline.returned(LATER, LATER.plusSeconds(1));
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST, LOST_AGAIN.minusSeconds(1), LATER);
	}

	@Test
	void windowBeginsAtTheFirstLossIfTheConnectionIsLostAgainBeforeTheSubscriptionIsConfirmed() {
		this.gate.lost(LOST, false);
		this.gate.lost(LOST_AGAIN, false);
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST);
	}

	@Test
	void windowBeginsAtTheFirstLossIfTheConnectionIsLostAgainBeforeTheOutageIsReported() {
		this.gate.lost(LOST, false);
		this.offline.arrive(this.offline.confirmation());
		this.gate.lost(LOST_AGAIN, false);
		assertThat(this.offline.live(1)).isFalse();
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST);
		assertThat(this.offline.log()).endsWith("Outage", "1");
	}

	@Test
	void secondOutageIsRecoveredInTurn() {
		CountDownLatch answer = new CountDownLatch(1);
		this.source.hold(answer, 1, 2);
		this.source.answer(4, 5);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		this.offline.live(3);
		this.gate.lost(LOST_AGAIN, false);
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.live(6);
		assertThat(this.offline.statistics().active()).isEqualTo(1);
		answer.countDown();
		this.offline.settle();
		assertThat(this.offline.queued()).containsExactly("+1", "+2", "3", "SubscriptionSucceeded", "Outage");
		assertThat(this.offline.statistics().active()).isEqualTo(1);
		this.offline.run();
		assertThat(this.offline.log()).endsWith("+4", "+5", "6");
		assertThat(this.source.windows()).containsExactly(LOST, LOST_AGAIN);
		assertOpen();
	}

	@Test
	void secondOutageMayBeReportedBeforeTheFirstHasBeenDelivered() {
		this.source.answer(1, 1);
		this.source.answer(2, 2);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.gate.lost(LOST_AGAIN, false);
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST, LOST_AGAIN);
		assertThat(this.offline.log()).endsWith("Outage", "+1", "SubscriptionSucceeded", "Outage", "+2");
		assertOpen();
	}

	@Test
	void outageOfAChannelWhoseSourceIsGoneOpensTheGateAgain() {
		this.gate.lost(LOST, false);
		this.offline.source(null);
		this.offline.returned(LOST, BACK);
		assertThat(this.offline.live(1)).isFalse();
		this.offline.run();
		assertThat(this.source.requests()).isEmpty();
		assertThat(this.offline.log()).endsWith("Outage", "1");
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LATER);
		assertOpen();
	}

	@Test
	void waitingEventsArePassedOnNoFasterThanTheQueueHasRoom() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.offline.live(2);
		this.offline.live(3);
		this.offline.capacity(1);
		this.offline.deliver();
		this.offline.awaitFull();
		assertThat(this.offline.queued()).containsExactly("1");
		this.offline.capacity(2);
		this.offline.recovery().roomMade();
		Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> this.offline.queued().size() == 2);
		this.offline.capacity(Integer.MAX_VALUE);
		this.offline.run();
		assertThat(this.offline.log()).endsWith("1", "2", "3");
	}

	@Test
	void endOfAnotherFetchChangesNothing() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.gate.fetched(
				new Fetch(this.gate, this.offline.recovery(), this.source, new Beginning(LOST, null, null), BACK),
				false);
		assertThat(this.offline.statistics().failed()).isZero();
		assertThat(this.offline.statistics().active()).isEqualTo(1);
	}

	@Test
	void eventThatIsFetchedAndReceivedIsKnown() {
		this.source.answer(1, 2);
		this.offline.live(1);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(2);
		this.offline.live(3);
		this.offline.run();
		assertThat(this.offline.log()).endsWith("1", "SubscriptionSucceeded", "Outage", "+2", "3");
		assertThat(this.offline.statistics().duplicates()).isEqualTo(2);
		assertThat(this.offline.delivered(PusherOutageEvent.class)).hasSize(1);
	}

	// early events

	@Test
	void messagesWaitFromTheLossUntilTheOutageIsReported() {
		this.source.answer(1, 2);
		this.gate.lost(LOST, false);
		assertThat(this.offline.live(3)).isFalse();
		assertThat(this.offline.arrive(notice())).isTrue();
		this.offline.run();
		assertThat(this.offline.statistics().waiting()).isEqualTo(1);
		assertThat(this.offline.statistics().active()).isZero();
		this.offline.returned(LOST, BACK);
		assertThat(this.offline.live(4)).isFalse();
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "RecoveryFailed",
				"SubscriptionSucceeded", "Outage", "+1", "+2", "3", "4");
		assertOpen();
	}

	@Test
	void messagesAfterASecondLossWaitBehindItsOutage() {
		this.source.answer(1, 1);
		this.source.answer(3, 3);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(2);
		this.gate.lost(LOST_AGAIN, false);
		this.offline.live(4);
		this.offline.returned(LOST_AGAIN, BACK_AGAIN);
		this.offline.live(5);
		this.offline.run();
		assertThat(this.offline.log()).endsWith("+1", "2", "SubscriptionSucceeded", "Outage", "+3", "4", "5");
		assertOpen();
	}

	@Test
	void messagesThatWaitForAnOutageGoOnIfTheChannelIsSubscribedForTheFirstTime() {
		this.gate.lost(LOST, false);
		this.offline.live(1);
		this.offline.arrive(this.offline.confirmation());
		CountDownLatch release = new CountDownLatch(1);
		this.offline.occupy(release);
		assertThat(this.offline.live(2)).isFalse();
		assertThat(this.offline.statistics().active()).isEqualTo(1);
		release.countDown();
		this.offline.run();
		assertThat(this.offline.log()).endsWith("SubscriptionSucceeded", "1", "2");
		assertThat(this.source.requests()).isEmpty();
		assertOpen();
		this.gate.lost(LOST_AGAIN, false);
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST_AGAIN);
	}

	@Test
	void gateStaysOpenIfTheChannelIsSubscribedForTheFirstTimeAndNothingWaits() {
		this.gate.lost(LOST, false);
		this.offline.arrive(this.offline.confirmation());
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LOST);
		assertThat(this.offline.live(1)).isTrue();
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LATER);
		assertOpen();
	}

	@Test
	void closedGateStaysClosedIfTheChannelIsSubscribedForTheFirstTime() {
		this.source.answer(1, 1);
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(2);
		this.gate.lost(LOST_AGAIN, false);
		this.offline.live(3);
		this.offline.arrive(this.offline.confirmation());
		this.offline.live(4);
		this.offline.settle();
		assertThat(this.offline.queued()).containsExactly("SubscriptionSucceeded", "Outage");
		assertThat(this.offline.statistics().active()).isEqualTo(1);
		this.offline.run();
		assertThat(this.offline.log()).endsWith("+1", "2", "SubscriptionSucceeded", "3", "4");
		assertOpen();
	}

	@Test
	void messagesOfAChannelThatIsNotWantedDoNotWait() {
		this.offline.unsubscribed(OfflineRecovery.CHANNEL);
		this.gate.lost(LOST, false);
		assertThat(this.offline.live(1)).isTrue();
		this.offline.subscribed(OfflineRecovery.CHANNEL);
		this.gate.lost(LOST_AGAIN, false);
		assertThat(this.offline.live(2)).isTrue();
		assertThat(this.gate.completeUntil(LATER)).isNull();
		this.offline.arrive(this.offline.confirmation());
		assertThat(this.gate.completeUntil(LATER)).isEqualTo(LATER);
	}

	@Test
	void oldestWaitingMessageIsDroppedFirst() {
		this.gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.offline.live(2);
		assertThat(this.gate.removeOldest()).isNotNull().extracting(OfflineRecovery::brief).isEqualTo("1");
		this.offline.run();
		assertThat(this.offline.log()).endsWith("Outage", "2");
	}

}

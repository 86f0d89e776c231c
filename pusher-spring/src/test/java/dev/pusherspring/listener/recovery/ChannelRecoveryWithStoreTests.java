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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.recovery.InMemoryPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelRecovery} with a {@link PositionStore}.
 */
class ChannelRecoveryWithStoreTests {

	private static final Instant STORED = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant LOST = STORED.plusSeconds(60);

	private static final Instant BACK = STORED.plusSeconds(120);

	private static final Instant LATER = STORED.plusSeconds(1000);

	private final Answers source = new Answers();

	private final PositionStore store = new InMemoryPositionStore();

	private OfflineRecovery offline = new OfflineRecovery(this.source, this.store).start();

	private void store(Instant time, @Nullable String key) {
		this.store.save("shop", Map.of(OfflineRecovery.CHANNEL, new Position(time, key)));
	}

	private Instant confirmedAt() {
		return Instant
			.ofEpochMilli(this.offline.delivered(PusherSubscriptionSucceededEvent.class).get(0).getTimestamp());
	}

	private void assertOpen() {
		assertThat(this.offline.statistics().active()).isZero();
		assertThat(this.offline.statistics().waiting()).isZero();
		assertThat(this.offline.live(99)).isTrue();
	}

	@Test
	void eventsWaitUntilThePositionIsKnownAndGoOnIfThereIsNone() {
		this.offline.arrive(this.offline.confirmation());
		assertThat(this.offline.statistics().active()).isEqualTo(1);
		assertThat(this.offline.live(1)).isFalse();
		this.offline.settle();
		assertThat(this.offline.queued()).containsExactly("SubscriptionSucceeded");
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "1");
		assertThat(this.source.requests()).isEmpty();
		assertOpen();
	}

	@Test
	void eventsSinceThePositionAreFetched() {
		store(STORED, "7");
		this.source.answer(8, 9);
		this.offline.arrive(this.offline.confirmation());
		this.offline.live(10);
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage", "+8", "+9", "10");
		PusherOutageEvent outage = this.offline.delivered(PusherOutageEvent.class).get(0);
		assertThat(outage.getChannel()).isEqualTo(OfflineRecovery.CHANNEL);
		assertThat(outage.getClient()).isSameAs(this.offline.client());
		assertThat(outage.getFrom()).isEqualTo(STORED);
		assertThat(outage.getTo()).isEqualTo(confirmedAt());
		MissedEventsRequest request = this.source.requests().get(0);
		assertThat(request.from()).isEqualTo(STORED.minus(OfflineRecovery.MARGIN));
		assertThat(request.to()).isEqualTo(confirmedAt().plus(OfflineRecovery.MARGIN));
		assertThat(request.lastKey()).isEqualTo("7");
		assertThat(request.lastEvent()).isNull();
		assertOpen();
	}

	@Test
	void positionInTheFutureIsTakenAsTheTimeOfTheConfirmation() {
		store(Instant.now().plusSeconds(3600), "7");
		this.offline.confirmed();
		PusherOutageEvent outage = this.offline.delivered(PusherOutageEvent.class).get(0);
		assertThat(outage.getFrom()).isEqualTo(outage.getTo()).isEqualTo(confirmedAt());
	}

	@Test
	void knownKeyIsPreferredToTheStoredOne() {
		this.offline.confirmed();
		this.offline.live(8);
		this.offline.run();
		store(STORED, "7");
		this.offline.confirmed();
		MissedEventsRequest request = this.source.requests().get(0);
		assertThat(request.lastKey()).isEqualTo("8");
		assertThat(request.lastEvent()).isEqualTo(History.event(8));
	}

	@Test
	void outageDuringTheLookupIsPartOfTheOneSinceThePosition() {
		store(STORED, "7");
		this.source.answer(8, 9);
		this.offline.returned(LOST, BACK);
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage", "+8", "+9");
		PusherOutageEvent outage = this.offline.delivered(PusherOutageEvent.class).get(0);
		assertThat(outage.getFrom()).isEqualTo(STORED);
		assertThat(outage.getTo()).isEqualTo(BACK);
		assertOpen();
	}

	@Test
	void outageDuringTheLookupIsReportedIfThereIsNoPosition() {
		this.source.answer(8, 9);
		this.offline.returned(LOST, BACK);
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage", "+8", "+9");
		assertThat(this.source.windows()).containsExactly(LOST);
		assertOpen();
	}

	@Test
	void outageAfterTheLookupIsPartOfTheOneSinceThePosition() {
		store(STORED, "7");
		this.offline.confirmed();
		this.offline.arrive(this.offline.outage(LOST, BACK));
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage");
		assertThat(this.source.windows()).containsExactly(STORED);
		assertOpen();
	}

	@Test
	void outageAfterTheLookupIsRecoveredIfThereIsNoPosition() {
		this.offline.confirmed();
		this.offline.arrive(this.offline.outage(LOST, BACK));
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage");
		assertThat(this.source.windows()).containsExactly(LOST);
		assertOpen();
	}

	@Test
	void outageOfAQuietChannelAfterThePositionIsRecoveredOnItsOwn() {
		store(STORED, "7");
		ChannelRecovery gate = this.offline.confirmed();
		gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(STORED, LOST);
		assertOpen();
	}

	@Test
	void outageAfterOtherEventsIsRecoveredOnItsOwn() {
		store(STORED, "7");
		this.source.answer(8, 8);
		this.source.answer(10, 10);
		this.offline.arrive(this.offline.confirmation());
		this.offline.live(9);
		this.offline.arrive(this.offline.outage(LOST, BACK));
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage", "+8", "9", "Outage", "+10");
		assertThat(this.source.windows()).containsExactly(STORED, LOST);
		assertOpen();
	}

	@Test
	void confirmationAfterALossIsNotLookedUp() {
		ChannelRecovery gate = this.offline.confirmed();
		store(STORED, "7");
		gate.lost(LOST, false);
		this.offline.arrive(this.offline.confirmation());
		assertThat(this.offline.statistics().active()).isZero();
		this.offline.arrive(this.offline.outage(LOST, BACK));
		this.offline.run();
		assertThat(this.source.windows()).containsExactly(LOST);
		assertOpen();
	}

	@Test
	void unfinishedFetchIsContinuedInsteadOfTheStoredPosition() {
		ChannelRecovery gate = this.offline.confirmed();
		this.source.hold(new CountDownLatch(1), 1, 1);
		gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		this.offline.unsubscribed(OfflineRecovery.CHANNEL);
		gate.lost(LATER, true);
		this.offline.run();
		assertThat(gate.completeUntil(LATER)).isEqualTo(LOST);
		store(STORED, "7");
		this.offline.subscribed(OfflineRecovery.CHANNEL).confirmed();
		assertThat(this.source.windows()).containsExactly(LOST, LOST);
	}

	@Test
	void positionThatIsFoundAfterStoppingChangesNothing() throws Exception {
		CountDownLatch loading = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		this.offline = new OfflineRecovery(this.source, new PositionStore() {

			@Override
			public Position load(String app, String channel) {
				loading.countDown();
				OfflineRecovery.await(answer);
				return new Position(STORED, "7");
			}

			@Override
			public void save(String app, Map<String, Position> positions) {
			}

		}).start();
		this.offline.arrive(this.offline.confirmation());
		this.offline.deliver();
		OfflineRecovery.await(loading);
		this.offline.recovery().cancel();
		answer.countDown();
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded");
		assertThat(this.offline.statistics().active()).isZero();
	}

	// stopping

	@Test
	void stoppingLeavesMessagesToTheNextClientWhileTheGateIsClosed() {
		ChannelRecovery gate = this.offline.confirmed();
		this.source.hold(new CountDownLatch(1), 1, 1);
		gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		PusherMessageEvent waiting = this.offline.message(2);
		this.offline.arrive(waiting);
		this.offline.arrive(this.offline.confirmation());
		gate.stop();
		assertThat(this.offline.forgotten()).containsExactly(waiting);
		assertThat(this.offline.queued()).containsExactly("SubscriptionSucceeded");
		assertThat(this.offline.statistics().active()).isZero();
		assertThat(this.offline.statistics().waiting()).isZero();
		PusherMessageEvent late = this.offline.message(3);
		assertThat(this.offline.arrive(late)).isFalse();
		assertThat(this.offline.forgotten()).containsExactly(waiting, late);
		assertThat(this.offline.arrive(this.offline.confirmation())).isTrue();
		assertThat(this.offline.forgotten()).hasSize(2);
		this.offline.run();
		assertThat(this.offline.delivered(PusherRecoveryFailedEvent.class)).isEmpty();
		assertThat(gate.completeUntil(LATER)).isEqualTo(LOST);
	}

	@Test
	void stoppingLeavesMessagesToTheNextClientAfterALoss() {
		ChannelRecovery gate = this.offline.confirmed();
		gate.lost(LOST, false);
		this.offline.live(1);
		gate.stop();
		assertThat(this.offline.forgotten()).hasSize(1);
		assertThat(this.offline.queued()).isEmpty();
		assertThat(this.offline.live(2)).isFalse();
		assertThat(this.offline.forgotten()).hasSize(2);
		assertThat(gate.completeUntil(LATER)).isEqualTo(LOST);
	}

	@Test
	void stoppingLeavesNothingWithoutALoss() {
		ChannelRecovery gate = this.offline.confirmed();
		gate.stop();
		assertThat(this.offline.live(1)).isTrue();
		assertThat(this.offline.forgotten()).isEmpty();
	}

	@Test
	void stoppingLeavesNothingWithoutASource() {
		this.offline.source(null);
		ChannelRecovery gate = this.offline.confirmed();
		gate.lost(LOST, false);
		this.offline.live(1);
		gate.stop();
		assertThat(this.offline.queued()).containsExactly("1");
		assertThat(this.offline.live(2)).isTrue();
		assertThat(this.offline.forgotten()).isEmpty();
	}

	// positions of events

	@Test
	void eventHasThePositionThatItMovesTheChannelTo() {
		this.offline = new OfflineRecovery(this.source, this.store,
				OfflineRecovery.settings(OfflineRecovery.TIMEOUT, Duration.ZERO))
			.start();
		store(STORED, "7");
		this.source.answer(8, 9);
		this.offline.confirmed();
		this.offline.live(10);
		this.offline.run();
		assertThat(this.offline.delivered(PusherMessageEvent.class)).extracting(PusherMessageEvent::getPosition)
			.startsWith(new Position(STORED, "8"), new Position(STORED, "9"));
		PusherMessageEvent last = this.offline.delivered(PusherMessageEvent.class).get(2);
		assertThat(last.getPosition()).isEqualTo(new Position(Instant.ofEpochMilli(last.getTimestamp()), "10"));
	}

	@Test
	void positionsOfEventsDoNotGoBackBehindTheStoredOne() {
		this.offline = new OfflineRecovery(this.source, this.store,
				OfflineRecovery.settings(OfflineRecovery.TIMEOUT, Duration.ZERO))
			.start();
		Instant future = Instant.ofEpochMilli(System.currentTimeMillis()).plusSeconds(3600);
		store(future, "7");
		this.offline.confirmed();
		this.offline.live(8);
		this.offline.run();
		assertThat(this.offline.delivered(PusherMessageEvent.class).get(0).getPosition())
			.isEqualTo(new Position(future, "8"));
	}

	@Test
	void positionsOfEventsStayBeforeWhatHasNotBeenFetched() {
		this.offline = new OfflineRecovery(this.source, this.store,
				OfflineRecovery.settings(OfflineRecovery.TIMEOUT, Duration.ZERO))
			.start();
		ChannelRecovery gate = this.offline.confirmed();
		this.offline.live(1);
		this.offline.run();
		gate.lost(LOST, false);
		this.offline.returned(LOST, BACK);
		this.offline.live(3);
		gate.lost(LATER, true);
		this.offline.run();
		PusherMessageEvent last = this.offline.delivered(PusherMessageEvent.class).get(1);
		assertThat(last.getPosition()).isNotNull().extracting(Position::key).isEqualTo("1");
	}

}

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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.recovery.InMemoryPositionStore;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link MissedEventsRecovery} without a server: which channels it keeps, what
 * it counts, and how it waits for room.
 */
class MissedEventsRecoveryOfflineTests {

	private static final Instant LOST = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant BACK = LOST.plusSeconds(60);

	private static final Instant LATER = LOST.plusSeconds(1000);

	private final Answers source = new Answers();

	private final OfflineRecovery offline = new OfflineRecovery(this.source);

	private final MissedEventsRecovery recovery = this.offline.recovery();

	private static void tick() {
		long start = System.currentTimeMillis();
		while (System.currentTimeMillis() <= start + 1) {
			Thread.onSpinWait();
		}
	}

	private @Nullable RecoveryGate confirm(String channel) {
		return this.recovery.arrived(new PusherSubscriptionSucceededEvent(this.offline.client(), channel));
	}

	// which channels

	@Test
	void channelWithoutASourceHasNoGate() {
		this.offline.start().source(null);
		assertThat(confirm(OfflineRecovery.CHANNEL)).isNull();
		assertThat(this.offline.live(1)).isTrue();
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("1");
		assertThat(this.offline.statistics()).isEqualTo(new RecoveryStatistics(0, 0, 0, 0, 0, 0));
	}

	@Test
	void channelHasAGateIfThereIsAStore() {
		OfflineRecovery offline = new OfflineRecovery(null, new InMemoryPositionStore()).start();
		assertThat(offline.recovery().hasStore()).isTrue();
		assertThat(offline.recovery().arrived(offline.confirmation())).isNotNull();
	}

	@Test
	void channelHasAGateFromItsConfirmationOn() {
		this.offline.start();
		assertThat(this.recovery.hasStore()).isFalse();
		assertThat(this.recovery.arrived(this.offline.message(1))).isNull();
		ChannelRecovery gate = this.offline.confirmed();
		assertThat(confirm(OfflineRecovery.CHANNEL)).isSameAs(gate);
		assertThat(this.recovery.arrived(this.offline.message(1))).isNull();
		gate.lost(LOST, false);
		assertThat(this.recovery.arrived(this.offline.message(1))).isSameAs(gate);
		assertThat(this.recovery.arrived(this.offline.message("other", 1))).isNull();
	}

	@Test
	void eventsBeforeTheStartHaveNoGate() {
		assertThat(confirm(OfflineRecovery.CHANNEL)).isNull();
	}

	@Test
	void recoveryThatHasNotBeenStartedSaysSo() {
		assertThatIllegalStateException().isThrownBy(this.recovery::client)
			.withMessage("Recovery has not been started");
		assertThatIllegalStateException().isThrownBy(this.recovery::target)
			.withMessage("Recovery has not been started");
	}

	@Test
	void eventsOfTheClientHaveNoGate() {
		this.offline.start().confirmed();
		assertThat(this.recovery
			.arrived(new PusherErrorEvent(this.offline.client(), new PusherError(null, "failed", null, null, false))))
			.isNull();
		assertThat(this.recovery.arrived(this.offline.change(ConnectionState.CONNECTED, ConnectionState.CONNECTING)))
			.isNull();
	}

	@Test
	void abandonedChannelsAreRemovedOnceThereAreManyOfThem() {
		this.offline.start();
		RecoveryGate[] gates = confirm(0, 64);
		this.offline.subscribed("channel-63");
		confirm("channel-64");
		RecoveryGate[] again = confirm(0, 64);
		assertThat(again[63]).isSameAs(gates[63]);
		assertThat(again).doesNotContain(IntStream.range(0, 63).mapToObj((i) -> gates[i]).toArray(RecoveryGate[]::new));
	}

	@Test
	void abandonedChannelsAreKeptWhileThereAreFew() {
		this.offline.start();
		RecoveryGate[] gates = confirm(0, 63);
		confirm("channel-63");
		assertThat(confirm(0, 63)).containsExactly(gates);
	}

	@Test
	void abandonedChannelsAreNotSoughtAgainBeforeTheNumberHasDoubled() {
		this.offline.start();
		IntStream.range(0, 64).forEach((i) -> this.offline.subscribed("channel-" + i));
		RecoveryGate[] gates = confirm(0, 64);
		confirm("channel-64");
		IntStream.range(0, 64).forEach((i) -> this.offline.unsubscribed("channel-" + i));
		confirm(65, 128);
		assertThat(confirm(0, 64)).containsExactly(gates);
		confirm("channel-128");
		assertThat(confirm(0, 64)).doesNotContain(gates);
	}

	private RecoveryGate[] confirm(int first, int end) {
		return IntStream.range(first, end).mapToObj((i) -> confirm("channel-" + i)).toArray(RecoveryGate[]::new);
	}

	@Test
	void channelsThatAreNotWantedAreForgottenAndTheirEventsQueued() {
		RecoveryGate gate = this.offline.start().confirmed();
		RecoveryGate other = confirm("other");
		this.offline.subscribed("other");
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.recovery.forgetUnwanted();
		assertThat(this.offline.statistics().waiting()).isEqualTo(1);
		this.offline.unsubscribed(OfflineRecovery.CHANNEL);
		this.recovery.forgetUnwanted();
		assertThat(this.offline.statistics().waiting()).isZero();
		assertThat(this.offline.queued()).endsWith("1");
		assertThat(confirm("other")).isSameAs(other);
		assertThat(confirm(OfflineRecovery.CHANNEL)).isNotNull().isNotSameAs(gate);
	}

	@Test
	void cancellingStopsAllChannels() {
		this.offline.start().confirmed();
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.recovery.cancel();
		assertThat(this.offline.queued()).endsWith("1");
		assertThat(this.offline.statistics().active()).isZero();
	}

	@Test
	void noChannelIsLeftAfterTheEnd() {
		RecoveryGate gate = this.offline.start().confirmed();
		this.offline.returned(LOST, BACK);
		this.offline.live(1);
		this.recovery.stop(true, System.nanoTime());
		assertThat(this.offline.queued()).endsWith("1");
		assertThat(this.offline.live(2)).isTrue();
		this.offline.run();
		assertThat(this.source.requests()).isEmpty();
		tick();
		Instant readAt = this.recovery.readAt();
		this.offline.listeners().get(0).messageRead(1);
		assertThat(this.recovery.readAt()).isEqualTo(readAt);
		assertThat(confirm(OfflineRecovery.CHANNEL)).isNotNull().isNotSameAs(gate);
	}

	@Test
	void positionsAreSavedOnceAtTheEnd() {
		PositionStore store = Mockito.mock(PositionStore.class);
		OfflineRecovery offline = new OfflineRecovery(this.source, store).start();
		offline.confirmed();
		offline.recovery().stop(true, System.nanoTime() + OfflineRecovery.TIMEOUT.toNanos());
		offline.recovery().stop(true, System.nanoTime() + OfflineRecovery.TIMEOUT.toNanos());
		Mockito.verify(store).save(Mockito.eq("shop"), Mockito.anyMap());
	}

	@Test
	void channelDoesNotWaitForAPositionAfterTheEnd() {
		PositionStore store = Mockito.mock(PositionStore.class);
		OfflineRecovery offline = new OfflineRecovery(this.source, store).start();
		offline.recovery().stop(true, System.nanoTime() + OfflineRecovery.TIMEOUT.toNanos());
		offline.confirmed();
		assertThat(offline.live(1)).isTrue();
		assertThat(offline.statistics().active()).isZero();
		Mockito.verifyNoInteractions(store);
	}

	// losses and times

	@Test
	void connectionIsLostWhenItIsNoLongerConnected() {
		ChannelRecovery gate = this.offline.start().confirmed();
		this.offline.arrive(this.offline.change(ConnectionState.CONNECTING, ConnectionState.CONNECTED));
		assertThat(gate.completeUntil(LATER)).isEqualTo(LATER);
		this.offline.arrive(this.offline.change(ConnectionState.CONNECTED, ConnectionState.CONNECTING));
		assertThat(gate.completeUntil(LATER)).isEqualTo(this.recovery.readAt());
	}

	@Test
	void fetchContinuesWhenTheConnectionIsLost() {
		this.offline.start().confirmed();
		CountDownLatch answer = new CountDownLatch(1);
		this.source.hold(answer, 1, 2);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		this.offline.arrive(this.offline.change(ConnectionState.CONNECTED, ConnectionState.CONNECTING));
		answer.countDown();
		this.offline.run();
		assertThat(this.offline.log()).endsWith("+1", "+2");
	}

	@Test
	void fetchIsCancelledWhenTheClientIsDisconnectedEvenIfTheConnectionHasBeenLostBefore() {
		ChannelRecovery gate = this.offline.start().confirmed();
		this.source.hold(new CountDownLatch(1), 1, 2);
		this.offline.returned(LOST, BACK);
		this.offline.deliver();
		this.source.awaitAsked();
		this.offline.arrive(this.offline.change(ConnectionState.CONNECTING, ConnectionState.DISCONNECTED));
		this.offline.run();
		assertThat(this.offline.log()).endsWith("Outage", "ConnectionState");
		assertThat(gate.completeUntil(LATER)).isEqualTo(LOST);
	}

	@Test
	void lastReadIsRecordedWhileThereIsAChannelWithAGate() {
		this.offline.start();
		Instant started = this.recovery.readAt();
		assertThat(started).isBetween(Instant.now().minus(OfflineRecovery.TIMEOUT), Instant.now());
		tick();
		this.offline.listeners().get(0).messageRead(1);
		assertThat(this.recovery.readAt()).isEqualTo(started);
		this.offline.confirmed();
		Instant confirmed = this.recovery.readAt();
		assertThat(confirmed).isAfter(started);
		tick();
		confirm(OfflineRecovery.CHANNEL);
		assertThat(this.recovery.readAt()).isEqualTo(confirmed);
		this.offline.listeners().get(0).messageRead(1);
		assertThat(this.recovery.readAt()).isAfter(confirmed);
	}

	@Test
	void readsOfAnEarlierClientAreIgnored() {
		this.offline.start();
		this.recovery.start(Mockito.mock(PusherClient.class), this.offline);
		this.offline.confirmed();
		tick();
		Instant readAt = this.recovery.readAt();
		this.offline.listeners().get(0).messageRead(1);
		assertThat(this.recovery.readAt()).isEqualTo(readAt);
	}

	@Test
	void clientThatIsStartedAgainIsListenedToOnce() {
		this.offline.start();
		Instant started = this.recovery.readAt();
		tick();
		this.offline.start();
		assertThat(this.offline.listeners()).hasSize(1);
		assertThat(this.recovery.readAt()).isAfter(started);
		assertThat(this.recovery.client()).isSameAs(this.offline.client());
	}

	// counts

	@Test
	void recoveredMessagesAreCountedWhenTheyHaveBeenDelivered() {
		this.offline.start().confirmed();
		this.source.answer(1, 2);
		this.offline.returned(LOST, BACK);
		this.offline.live(3);
		this.offline.deliver();
		this.offline.settle();
		assertThat(this.offline.statistics().recovered()).isZero();
		this.offline.run();
		assertThat(this.offline.statistics().recovered()).isEqualTo(2);
	}

	@Test
	void messageIsOnlyKnownOnAChannelWithAGate() {
		PusherMessageEvent recovered = new PusherMessageEvent(this.offline.client(), OfflineRecovery.CHANNEL,
				"numbered", History.data(1), null, JsonMapper.shared(), true);
		this.offline.start();
		assertThat(this.recovery.isKnown(recovered)).isFalse();
		confirm("other");
		assertThat(this.recovery.isKnown(recovered)).isFalse();
		this.recovery.delivered(recovered);
		assertThat(this.offline.statistics().recovered()).isZero();
		confirm(OfflineRecovery.CHANNEL);
		assertThat(this.recovery.isKnown(recovered)).isFalse();
		assertThat(this.offline.statistics().duplicates()).isZero();
		assertThat(this.recovery.isKnown(recovered)).isTrue();
		assertThat(this.offline.statistics().duplicates()).isEqualTo(1);
		assertThat(this.recovery.isKnown(this.offline.confirmation())).isFalse();
		this.recovery.stop(true, System.nanoTime());
		assertThat(this.recovery.isKnown(recovered)).isFalse();
	}

	@Test
	void deliveryOfOtherEventsCountsNothing() {
		this.recovery.delivered(this.offline.message(1));
		this.offline.start().confirmed();
		this.recovery.delivered(this.offline.change(ConnectionState.CONNECTING, ConnectionState.CONNECTED));
		this.recovery.delivered(this.offline.message(1));
		this.recovery.delivered(this.offline.confirmation());
		assertThat(this.offline.statistics()).isEqualTo(new RecoveryStatistics(0, 0, 0, 0, 0, 0));
	}

	@Test
	void onlyMessagesOfKnownChannelsHavePositionsAndOnlyIfListenersSaveThem() {
		PusherMessageEvent message = this.offline.message(1);
		this.offline.start().confirmed();
		assertThat(this.recovery.withPosition(message)).isSameAs(message);
		OfflineRecovery periodic = new OfflineRecovery(this.source, new InMemoryPositionStore()).start();
		periodic.confirmed();
		assertThat(periodic.recovery().withPosition(message)).isSameAs(message);
		OfflineRecovery saving = savedByListeners();
		assertThat(saving.recovery().withPosition(message)).isSameAs(message);
		saving.confirmed();
		assertThat(((PusherMessageEvent) saving.recovery().withPosition(message)).getPosition()).isNotNull();
		PusherSubscriptionSucceededEvent confirmation = saving.confirmation();
		assertThat(saving.recovery().withPosition(confirmation)).isSameAs(confirmation);
	}

	@Test
	void missedEventHasItsPositionOnlyIfListenersSaveThem() {
		Position position = new Position(LOST, "1");
		this.offline.start();
		this.recovery.passOn(OfflineRecovery.CHANNEL, History.event(1), position);
		this.offline.deliver();
		assertThat(this.offline.delivered(PusherMessageEvent.class).get(0).getPosition()).isNull();
		OfflineRecovery saving = savedByListeners();
		saving.recovery().passOn(OfflineRecovery.CHANNEL, History.event(1), position);
		saving.deliver();
		assertThat(saving.delivered(PusherMessageEvent.class).get(0).getPosition()).isEqualTo(position);
	}

	private OfflineRecovery savedByListeners() {
		return new OfflineRecovery(this.source, new PositionStore() {

			@Override
			public @Nullable Position load(String app, String channel) {
				return null;
			}

			@Override
			public void save(String app, Map<String, Position> positions) {
			}

		}, OfflineRecovery.settings(OfflineRecovery.TIMEOUT, Duration.ZERO)).start();
	}

	// room

	@Test
	void thereIsRoomUntilTheQueueIsFull() throws Exception {
		this.offline.start().capacity(1);
		this.recovery.awaitRoom();
		this.offline.live(1);
		awaitRoom(() -> {
			this.offline.capacity(2);
			this.recovery.roomMade();
		});
	}

	@Test
	void whoWaitsForRoomIsToldWhenChannelsAreCancelled() throws Exception {
		this.offline.start().capacity(0);
		awaitRoom(() -> {
			this.offline.capacity(1);
			this.recovery.cancel();
		});
	}

	@Test
	void whoWaitsForRoomIsToldWhenChannelsAreForgotten() throws Exception {
		this.offline.start().capacity(0);
		awaitRoom(() -> {
			this.offline.capacity(1);
			this.recovery.forgetUnwanted();
		});
	}

	@Test
	void whoWaitsForRoomGoesOnWaitingIfThereIsStillNone() throws Exception {
		this.offline.start().capacity(0);
		awaitRoom(() -> {
			this.recovery.roomMade();
			this.offline.awaitFull();
			this.offline.capacity(1);
			this.recovery.roomMade();
		});
	}

	private void awaitRoom(Runnable change) throws Exception {
		CountDownLatch room = new CountDownLatch(1);
		AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
		Thread waiting = new Thread(() -> {
			try {
				this.recovery.awaitRoom();
				room.countDown();
			}
			catch (Throwable ex) {
				failure.set(ex);
			}
		}, "waiting-for-room");
		waiting.setDaemon(true);
		waiting.start();
		this.offline.awaitFull();
		while (waiting.getState() != Thread.State.WAITING) {
			Thread.onSpinWait();
		}
		assertThat(room.getCount()).isEqualTo(1);
		change.run();
		OfflineRecovery.await(room);
		assertThat(failure.get()).isNull();
	}

}

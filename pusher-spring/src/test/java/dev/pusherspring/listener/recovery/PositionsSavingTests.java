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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Positions} without a server: when positions are saved, and what
 * happens if the store fails.
 */
class PositionsSavingTests {

	private static final String CHANNEL = OfflineRecovery.CHANNEL;

	private static final Duration INTERVAL = Duration.ofMillis(2);

	private static final String LOG = "dev.pusherspring.recovery";

	private final Store store = new Store();

	private OfflineRecovery offline = offline(INTERVAL);

	private OfflineRecovery offline(Duration interval) {
		return new OfflineRecovery(new Answers(), this.store,
				OfflineRecovery.settings(OfflineRecovery.TIMEOUT, interval));
	}

	@AfterEach
	void stop() {
		this.offline.recovery().stop(false, System.nanoTime());
	}

	private void awaitSaves(int count) {
		Awaitility.await()
			.pollInterval(INTERVAL)
			.atMost(OfflineRecovery.TIMEOUT)
			.until(() -> this.store.saves.size() >= count);
	}

	private void awaitKey(String key) {
		Awaitility.await().pollInterval(INTERVAL).atMost(OfflineRecovery.TIMEOUT).until(() -> key.equals(last().key()));
	}

	private Position last() {
		return this.store.saves.get(this.store.saves.size() - 1).get(CHANNEL);
	}

	private static long in(Duration duration) {
		return System.nanoTime() + duration.toNanos();
	}

	// periodically

	@Test
	void positionIsSavedAgainWheneverEventsHaveBeenDelivered() {
		this.offline.start().confirmed();
		awaitSaves(1);
		assertThat(last().time()).isEqualTo(this.offline.recovery().readAt());
		assertThat(last().key()).isNull();
		this.offline.live(1);
		this.offline.deliver();
		awaitKey("1");
		this.offline.live(2);
		this.offline.deliver();
		awaitKey("2");
		assertThat(this.store.apps).containsOnly("shop");
	}

	@Test
	void positionOfAQuietChannelIsSavedOnceAMinute() {
		ChannelRecovery gate = this.offline.start().confirmed();
		awaitSaves(1);
		this.offline.awaitRound();
		assertThat(this.store.saves).hasSize(1);
		int count = this.store.saves.size();
		Instant saved = last().time();
		gate.lost(saved.plusSeconds(60), false);
		this.offline.awaitRound();
		assertThat(this.store.saves).hasSize(count);
		this.offline.returned(saved, saved);
		this.offline.run();
		gate.lost(saved.plusSeconds(60).plusMillis(1), false);
		awaitSaves(count + 1);
		assertThat(last().time()).isEqualTo(saved.plusSeconds(60).plusMillis(1));
	}

	@Test
	void nothingIsSavedWhileEventsWaitToBeDelivered() {
		this.offline.awaitDelivery(() -> false);
		this.offline.start().confirmed();
		this.offline.live(1);
		this.offline.deliver();
		this.offline.awaitRound();
		assertThat(this.store.saves).isEmpty();
		assertThat(this.offline.deadlines().get(0)).isGreaterThan(System.nanoTime())
			.isLessThan(in(OfflineRecovery.TIMEOUT.multipliedBy(2)));
		this.offline.awaitDelivery(() -> true);
		awaitSaves(1);
		assertThat(last().key()).isEqualTo("1");
	}

	@Test
	void deliveryIsNotWaitedForWhileNothingIsComplete() {
		this.offline.start();
		awaitIntervals();
		assertThat(this.offline.deadlines()).isEmpty();
		this.offline.confirmed();
		awaitSaves(1);
	}

	private void awaitIntervals() {
		CountDownLatch intervals = new CountDownLatch(1);
		this.offline.recovery().threads().later(INTERVAL.multipliedBy(20), intervals::countDown);
		OfflineRecovery.await(intervals);
	}

	@Test
	void channelThatHasBeenForgottenMeanwhileIsNotSaved() {
		AtomicBoolean forgotten = new AtomicBoolean();
		this.offline.awaitDelivery(() -> {
			if (forgotten.compareAndSet(false, true)) {
				this.offline.unsubscribed(CHANNEL);
				this.offline.recovery().forgetUnwanted();
				this.offline.subscribed("other");
			}
			return true;
		});
		this.offline.start().confirmed();
		Awaitility.await().atMost(OfflineRecovery.TIMEOUT).untilTrue(forgotten);
		awaitIntervals();
		assertThat(this.store.saves).isEmpty();
		assertThat(this.offline.deadlines()).hasSize(1);
	}

	@Test
	void savingEndsWhenItsThreadIsInterrupted() {
		this.offline.awaitDelivery(() -> {
			throw new InterruptedException();
		});
		this.offline.start().confirmed();
		Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> this.offline.deadlines().size() == 1);
		awaitIntervals();
		assertThat(this.offline.deadlines()).hasSize(1);
		assertThat(this.store.saves).isEmpty();
	}

	@Test
	void savingEndsWithTheClient() {
		this.offline.start().confirmed();
		awaitSaves(1);
		this.offline.recovery().stop(false, System.nanoTime());
		this.offline.settle();
		int rounds = this.offline.deadlines().size();
		awaitIntervals();
		assertThat(this.offline.deadlines()).hasSize(rounds);
	}

	@Test
	void positionsAreNotSavedPeriodicallyIfListenersSaveThem() {
		this.offline = offline(Duration.ZERO);
		this.offline.start().confirmed();
		awaitIntervals();
		assertThat(this.offline.deadlines()).isEmpty();
		assertThat(this.store.saves).hasSize(1);
	}

	@Test
	void positionIsSavedAgainUntilTheStoreHasTakenIt() {
		this.offline.start().confirmed();
		awaitSaves(1);
		this.offline.awaitRound();
		this.store.failing(true);
		this.offline.live(1);
		this.offline.deliver();
		Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> this.store.failures() >= 3);
		int count = this.store.saves.size();
		this.store.failing(false);
		awaitSaves(count + 1);
		assertThat(last().key()).isEqualTo("1");
	}

	@Test
	void storeThatFailsIsLoggedOnceUntilItWorksAgain() {
		try (LogRecorder log = new LogRecorder(LOG)) {
			this.store.failing(true);
			this.offline.start().confirmed();
			Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> this.store.failures() >= 3);
			assertThat(warnings(log)).isEqualTo(1);
			assertThat(log.text()).contains("no database");
			this.store.failing(false);
			awaitSaves(1);
			this.offline.awaitRound();
			assertThat(warnings(log)).isEqualTo(1);
			this.store.failing(true);
			this.offline.live(1);
			this.offline.deliver();
			Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> warnings(log) == 2);
		}
	}

	private static int warnings(LogRecorder log) {
		return StringUtils.countOccurrencesOf(log.text(),
				"WARN dev.pusherspring.recovery The positions of channels could not be saved; saving will be retried");
	}

	// at the end

	@Test
	void lastPositionsAreSavedAtTheEnd() {
		this.offline = offline(Duration.ofHours(1));
		this.offline.start().confirmed();
		this.offline.live(1);
		this.offline.deliver();
		try (LogRecorder log = new LogRecorder(LOG)) {
			this.offline.recovery().stop(true, in(OfflineRecovery.TIMEOUT));
			assertThat(log.text()).isEmpty();
		}
		assertThat(this.store.saves).hasSize(1);
		assertThat(last().key()).isEqualTo("1");
	}

	@Test
	void lastPositionsAreSavedEvenIfTheyHaveNotMoved() {
		this.offline.start().confirmed();
		awaitSaves(1);
		this.offline.awaitRound();
		int count = this.store.saves.size();
		this.offline.recovery().stop(true, in(OfflineRecovery.TIMEOUT));
		assertThat(this.store.saves).hasSize(count + 1);
	}

	@Test
	void lastPositionsAreNotSavedIfEventsHaveBeenLost() {
		this.offline = offline(Duration.ofHours(1));
		this.offline.start().confirmed();
		this.offline.recovery().stop(false, in(OfflineRecovery.TIMEOUT));
		this.offline.settle();
		assertThat(this.store.saves).isEmpty();
	}

	@Test
	void lastPositionsAreNotSavedIfListenersHaveSavedThem() {
		this.offline = offline(Duration.ZERO);
		this.offline.start().confirmed();
		int count = this.store.saves.size();
		this.offline.recovery().stop(true, in(OfflineRecovery.TIMEOUT));
		this.offline.settle();
		assertThat(this.store.saves).hasSize(count);
	}

	@Test
	void endDoesNotWaitForAStoreBeyondItsDeadline() {
		this.offline = offline(Duration.ofHours(1));
		this.offline.start().confirmed();
		CountDownLatch answer = new CountDownLatch(1);
		this.store.saving(() -> {
			OfflineRecovery.await(answer);
			return null;
		});
		try (LogRecorder log = new LogRecorder(LOG)) {
			this.offline.recovery().stop(true, in(Duration.ofMillis(20)));
			assertThat(log.text()).contains("The last positions of app 'shop' could not be saved in time");
		}
		answer.countDown();
	}

	@Test
	void interruptEndsTheWaitForTheStore() {
		this.offline = offline(Duration.ofHours(1));
		this.offline.start().confirmed();
		CountDownLatch answer = new CountDownLatch(1);
		this.store.saving(() -> {
			OfflineRecovery.await(answer);
			return null;
		});
		Thread.currentThread().interrupt();
		this.offline.recovery().stop(true, in(OfflineRecovery.TIMEOUT));
		assertThat(Thread.interrupted()).isTrue();
		answer.countDown();
	}

	@Test
	void endWithoutAnyChannelSavesNothing() {
		this.offline.start().recovery().stop(true, in(OfflineRecovery.TIMEOUT));
		assertThat(this.store.saves).isEmpty();
	}

	// loading

	@Test
	void firstPositionIsSavedIfListenersSaveTheNextOnes() {
		this.offline = offline(Duration.ZERO);
		this.offline.start().confirmed();
		assertThat(this.store.saves).hasSize(1);
		assertThat(last().key()).isNull();
		assertThat(last().time()).isBetween(this.offline.recovery().readAt().minusSeconds(10), Instant.now());
		this.store.position.set(last());
		this.offline.confirmed();
		assertThat(this.store.saves).hasSize(1);
	}

	@Test
	void firstPositionIsNotSavedIfPositionsAreSavedPeriodically() {
		this.offline = offline(Duration.ofHours(1));
		this.offline.start().confirmed();
		assertThat(this.store.loads).containsExactly("shop/orders");
		assertThat(this.store.saves).isEmpty();
	}

	@Test
	void storeIsAskedAgainForAPosition() {
		this.offline = offline(Duration.ofHours(1));
		this.store.position.set(new Position(Instant.EPOCH, "1"));
		this.store.failing(2);
		this.offline.start().confirmed();
		Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> this.store.loads.size() == 3);
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Outage");
		assertThat(this.offline.delivered(PusherErrorEvent.class)).isEmpty();
	}

	@Test
	void storeThatGoesOnFailingIsReported() {
		this.offline = offline(Duration.ofHours(1));
		this.store.failing(true);
		String message = "The position of channel 'orders' could not be loaded, so events missed before the start are "
				+ "not recovered";
		try (LogRecorder log = new LogRecorder(LOG)) {
			this.offline.start().confirmed();
			Awaitility.await().atMost(OfflineRecovery.TIMEOUT).until(() -> this.store.loads.size() == 3);
			this.offline.run();
			assertThat(log.text()).contains(message, "no database");
		}
		assertThat(this.store.loads).hasSize(3);
		PusherErrorEvent error = this.offline.delivered(PusherErrorEvent.class).get(0);
		assertThat(error.getMessage()).isEqualTo(message);
		assertThat(error.getCause()).hasMessage("no database");
		assertThat(error.getChannel()).isEqualTo(CHANNEL);
		assertThat(error.getClient()).isSameAs(this.offline.client());
		assertThat(this.offline.statistics().active()).isZero();
	}

	@Test
	void storeIsNotAskedAgainAfterTheEnd() {
		this.offline = offline(Duration.ofHours(1));
		this.store.loading(() -> {
			this.offline.recovery().stop(false, System.nanoTime());
			throw new IllegalStateException("no database");
		});
		this.offline.start().confirmed();
		this.offline.run();
		assertThat(this.store.loads).hasSize(1);
		assertThat(this.offline.log()).containsExactly("SubscriptionSucceeded", "Error");
	}

	/**
	 * A store that can fail.
	 */
	private static final class Store implements PositionStore {

		private final AtomicReference<@Nullable Position> position = new AtomicReference<>();

		private final List<String> apps = new CopyOnWriteArrayList<>();

		private final List<String> loads = new CopyOnWriteArrayList<>();

		private final List<Map<String, Position>> saves = new CopyOnWriteArrayList<>();

		private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();

		private final AtomicInteger failing = new AtomicInteger();

		private volatile Callable<@Nullable Void> loading = () -> null;

		private volatile Callable<@Nullable Void> saving = () -> null;

		void failing(boolean failing) {
			failing(failing ? Integer.MAX_VALUE : 0);
		}

		void failing(int count) {
			this.failing.set(count);
		}

		int failures() {
			return this.failures.size();
		}

		void loading(Callable<@Nullable Void> loading) {
			this.loading = loading;
		}

		void saving(Callable<@Nullable Void> saving) {
			this.saving = saving;
		}

		@Override
		public @Nullable Position load(String app, String channel) {
			this.loads.add(app + '/' + channel);
			call(this.loading);
			return this.position.get();
		}

		@Override
		public void save(String app, Map<String, Position> positions) {
			call(this.saving);
			this.apps.add(app);
			this.saves.add(positions);
		}

		private void call(Callable<@Nullable Void> action) {
			if (this.failing.getAndUpdate((count) -> Math.max(0, count - 1)) > 0) {
				IllegalStateException failure = new IllegalStateException("no database");
				this.failures.add(failure);
				throw failure;
			}
			try {
				action.call();
			}
			catch (RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}

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

package dev.pusherspring.client.internal.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Reconnection} and {@link ReconnectOptions}.
 */
class ReconnectionTests {

	private static final Duration INITIAL = Duration.ofSeconds(1);

	private static final Duration MAX = Duration.ofSeconds(30);

	private final ManualEventLoop loop = new ManualEventLoop();

	@Test
	void delaysGrowToTheMaximumAndStayThere() {
		Reconnection reconnection = reconnection(0, null);
		assertThat(new Duration[] { next(reconnection), next(reconnection), next(reconnection), next(reconnection),
				next(reconnection), next(reconnection), next(reconnection) })
			.containsExactly(seconds(1), seconds(2), seconds(4), seconds(8), seconds(16), MAX, MAX);
		assertThat(reconnection.attempt()).isEqualTo(7);
	}

	@Test
	void jitterSpreadsDelaysWithinBounds() {
		Set<Duration> seconds = new HashSet<>();
		for (int client = 0; client < 200; client++) {
			Reconnection reconnection = reconnection(0.5, null);
			assertThat(next(reconnection)).isBetween(Duration.ofMillis(500), seconds(1));
			Duration second = next(reconnection);
			assertThat(second).isBetween(seconds(1), seconds(2));
			seconds.add(second);
			for (int i = 0; i < 10; i++) {
				assertThat(next(reconnection)).isBetween(seconds(2), MAX);
			}
			assertThat(next(reconnection)).isBetween(seconds(15), MAX);
		}
		assertThat(seconds).hasSizeGreaterThan(50);
	}

	@Test
	void fullJitterSpreadsDelaysFromNothingToTheWhole() {
		ReconnectOptions settings = new ReconnectOptions(INITIAL, 2, MAX, 1, null, null);
		Reconnection eager = new Reconnection(settings, this.loop, () -> 1);
		Reconnection patient = new Reconnection(settings, this.loop, () -> 0);
		Reconnection average = new Reconnection(settings, this.loop, () -> 0.5);
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 30, 30 }) {
			assertThat(next(eager)).isEqualTo(Duration.ZERO);
			assertThat(next(patient)).isEqualTo(seconds(seconds));
			assertThat(next(average)).isEqualTo(seconds(seconds).dividedBy(2));
		}
	}

	@Test
	void chanceNeverShortensAPauseThatTheServerAskedFor() {
		ReconnectOptions settings = new ReconnectOptions(INITIAL, 2, MAX, 1, null, null);
		Reconnection average = new Reconnection(settings, this.loop, () -> 0.5);
		assertThat(average.next(CloseAction.RECONNECT_AFTER_PAUSE)).isEqualTo(Duration.ofMillis(1500));
		assertThat(average.next(CloseAction.RECONNECT_AFTER_PAUSE)).isEqualTo(seconds(3));
		assertThat(average.next(CloseAction.RECONNECT)).isEqualTo(seconds(2));
	}

	@Test
	void aStableConnectionStartsDelaysAnew() {
		Reconnection reconnection = reconnection(0, null);
		next(reconnection);
		next(reconnection);
		reconnection.connectionEnded(Reconnection.STABLE);
		assertThat(next(reconnection)).isEqualTo(INITIAL);
		assertThat(reconnection.attempt()).isEqualTo(1);
	}

	@Test
	void aShortConnectionDoesNot() {
		Reconnection reconnection = reconnection(0, null);
		next(reconnection);
		next(reconnection);
		reconnection.connectionEnded(Reconnection.STABLE.minusMillis(1));
		assertThat(next(reconnection)).isEqualTo(seconds(4));
		assertThat(reconnection.attempt()).isEqualTo(3);
	}

	@Test
	void grantsAnImmediateAttemptOnceInAWhile() {
		Reconnection reconnection = reconnection(0, null);
		assertThat(reconnection.next(CloseAction.RECONNECT_IMMEDIATELY)).isEqualTo(Duration.ZERO);
		assertThat(reconnection.next(CloseAction.RECONNECT_IMMEDIATELY)).isEqualTo(seconds(1));
		assertThat(reconnection.next(CloseAction.RECONNECT_WITH_TLS)).isEqualTo(seconds(2));
		this.loop.advance(Reconnection.STABLE.minusMillis(1));
		assertThat(reconnection.next(CloseAction.RECONNECT_IMMEDIATELY)).isEqualTo(seconds(4));
		this.loop.advance(Duration.ofMillis(1));
		assertThat(reconnection.next(CloseAction.RECONNECT_IMMEDIATELY)).isEqualTo(Duration.ZERO);
	}

	@Test
	void startsAnewWhenTheUserAsksForIt() {
		Reconnection reconnection = reconnection(0, 2);
		reconnection.next(CloseAction.RECONNECT_IMMEDIATELY);
		next(reconnection);
		assertThat(reconnection.next(CloseAction.RECONNECT)).isNull();
		reconnection.reset();
		assertThat(reconnection.next(CloseAction.RECONNECT_IMMEDIATELY)).isEqualTo(Duration.ZERO);
		assertThat(next(reconnection)).isEqualTo(INITIAL);
	}

	@Test
	void givesUpAfterThePermittedNumberOfAttempts() {
		Reconnection reconnection = reconnection(0, 3);
		for (int i = 0; i < 3; i++) {
			assertThat(next(reconnection)).isNotNull();
		}
		assertThat(reconnection.next(CloseAction.RECONNECT)).isNull();
		assertThat(reconnection(0, 0).next(CloseAction.RECONNECT_IMMEDIATELY)).isNull();
	}

	@Test
	void neverGivesUpWithoutALimit() {
		Reconnection reconnection = reconnection(0.5, null);
		for (int i = 0; i < 100_000; i++) {
			assertThat(reconnection.next(CloseAction.RECONNECT)).isBetween(INITIAL.dividedBy(2), MAX);
		}
	}

	@Test
	void copesWithDelaysThatAreZeroOrEqual() {
		Reconnection zero = new Reconnection(new ReconnectOptions(Duration.ZERO, 1, Duration.ZERO, 1, null, null),
				this.loop);
		Reconnection equal = new Reconnection(new ReconnectOptions(INITIAL, 1, INITIAL, 1, null, null), this.loop);
		for (int i = 0; i < 100; i++) {
			assertThat(next(zero)).isLessThanOrEqualTo(Duration.ofMillis(1));
			assertThat(next(equal)).isBetween(Duration.ZERO, INITIAL);
		}
	}

	@Test
	void refusesSettingsThatMakeNoSense() {
		assertRefused("'initialDelay' must not be negative", seconds(-1), 2, MAX, 0, null);
		assertRefused("'multiplier' must be at least 1", INITIAL, 0.5, MAX, 0, null);
		assertRefused("'maxDelay' must not be less than 'initialDelay'", MAX, 2, INITIAL, 0, null);
		assertRefused("'jitter' must be between 0 and 1", INITIAL, 2, MAX, 1.1, null);
		assertRefused("'jitter' must be between 0 and 1", INITIAL, 2, MAX, -0.1, null);
		assertRefused("'maxAttempts' must not be negative", INITIAL, 2, MAX, 0, -1);
	}

	private static void assertRefused(String message, Duration initialDelay, double multiplier, Duration maxDelay,
			double jitter, Integer maxAttempts) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReconnectOptions(initialDelay, multiplier, maxDelay, jitter, maxAttempts, null))
			.withMessage(message);
	}

	private Reconnection reconnection(double jitter, Integer maxAttempts) {
		return new Reconnection(new ReconnectOptions(INITIAL, 2, MAX, jitter, maxAttempts, null), this.loop);
	}

	private static Duration next(Reconnection reconnection) {
		Duration delay = reconnection.next(CloseAction.RECONNECT);
		assertThat(delay).isNotNull();
		return delay;
	}

	@Test
	void overTheQuotaEachDelayIsTheOneForThatLengthenedByChance() {
		ReconnectOptions settings = new ReconnectOptions(INITIAL, 2, MAX, 0.5, null, Duration.ofMinutes(5));
		Reconnection least = new Reconnection(settings, this.loop, () -> 0);
		Reconnection most = new Reconnection(settings, this.loop, () -> 1);
		for (int i = 0; i < 5; i++) {
			assertThat(least.next(CloseAction.STOP_FOR_NOW)).isEqualTo(Duration.ofMinutes(5));
			assertThat(most.next(CloseAction.STOP_FOR_NOW)).isEqualTo(Duration.ofSeconds(450));
		}
		assertThat(least.next(CloseAction.RECONNECT)).isEqualTo(INITIAL);
	}

	@Test
	void pausesForAServerOverCapacityGrowToTheDelayForAnAppOverItsQuota() {
		ReconnectOptions settings = new ReconnectOptions(INITIAL, 2, MAX, 0, null, Duration.ofMinutes(5));
		Reconnection reconnection = new Reconnection(settings, this.loop);
		List<Duration> delays = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			delays.add(reconnection.next(CloseAction.RECONNECT_AFTER_PAUSE));
		}
		assertThat(delays).startsWith(INITIAL, INITIAL.multipliedBy(2)).endsWith(Duration.ofMinutes(5));
		assertThat(reconnection.next(CloseAction.RECONNECT)).isEqualTo(INITIAL);
	}

	private static Duration seconds(long seconds) {
		return Duration.ofSeconds(seconds);
	}

}

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

import org.springframework.util.Assert;

import dev.pusherspring.listener.RetrySettings;

/**
 * Settings of {@link MissedEventsRecovery}.
 *
 * @param timeout maximum time to wait for a source to answer, and for each event
 * @param retry the retry settings for calls of a source
 * @param margin time to add to both ends of an outage, to allow for clock differences and
 * network delays
 * @param maxConcurrency maximum number of channels to recover concurrently
 * @param rememberedKeys number of keys to remember for each channel; ten times as many
 * are remembered in total
 * @param positionInterval interval at which to save positions; zero if listeners save
 * them
 * @since 1.0.0
 */
public record RecoverySettings(Duration timeout, RetrySettings retry, Duration margin, int maxConcurrency,
		int rememberedKeys, Duration positionInterval) {

	public RecoverySettings {
		Assert.isTrue(timeout.toMillis() > 0, () -> "'timeout' must be positive but is %s".formatted(timeout));
		Assert.isTrue(!margin.isNegative(), () -> "'margin' must not be negative but is %s".formatted(margin));
		Assert.isTrue(maxConcurrency > 0,
				() -> "'maxConcurrency' must be positive but is %d".formatted(maxConcurrency));
		Assert.isTrue(rememberedKeys >= 0,
				() -> "'rememberedKeys' must not be negative but is %d".formatted(rememberedKeys));
		Assert.isTrue(positionInterval.isZero() || positionInterval.toMillis() > 0,
				() -> "'positionInterval' must be zero or at least 1 ms but is %s".formatted(positionInterval));
	}

	/**
	 * Return whether only listeners save positions.
	 * @return whether only listeners save positions
	 */
	boolean savedByListeners() {
		return this.positionInterval.isZero();
	}

	/**
	 * Return the default settings: a timeout of 30 seconds, three calls with delays that
	 * start at one second, a margin of five seconds, four concurrent channels, 10,000
	 * keys, and a position interval of five seconds.
	 * @return the settings
	 */
	public static RecoverySettings defaults() {
		return new RecoverySettings(Duration.ofSeconds(30), RetrySettings.none().withMaxAttempts(3),
				Duration.ofSeconds(5), 4, 10_000, Duration.ofSeconds(5));
	}

}

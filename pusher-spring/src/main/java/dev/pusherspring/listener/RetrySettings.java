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

package dev.pusherspring.listener;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Settings for calling a failed listener method again with the same event.
 *
 * @param maxAttempts maximum number of calls including the first one, 1 for no retry,
 * {@link #UNLIMITED} for no limit
 * @param initialDelay delay before the first retry
 * @param multiplier multiplier to apply to the delay after each retry
 * @param maxDelay maximum delay between retries
 * @since 1.0.0
 */
public record RetrySettings(int maxAttempts, Duration initialDelay, double multiplier, Duration maxDelay) {

	/**
	 * Number of calls that has no limit.
	 */
	public static final int UNLIMITED = -1;

	public RetrySettings {
		Assert.isTrue(maxAttempts > 0 || maxAttempts == UNLIMITED,
				() -> "'maxAttempts' must be positive, or %d for no limit, but is %d".formatted(UNLIMITED,
						maxAttempts));
		Assert.isTrue(!initialDelay.isNegative(),
				() -> "'initialDelay' must not be negative but is %s".formatted(initialDelay));
		Assert.isTrue(multiplier >= 1, () -> "'multiplier' must be at least 1 but is %s".formatted(multiplier));
		Assert.isTrue(maxDelay.compareTo(initialDelay) >= 0 && !maxDelay.isZero(),
				() -> "'maxDelay' must be positive and not less than 'initialDelay' but is %s".formatted(maxDelay));
	}

	/**
	 * Return settings without retries.
	 * @return the settings
	 */
	public static RetrySettings none() {
		return new RetrySettings(1, Duration.ofSeconds(1), 2, Duration.ofSeconds(10));
	}

	/**
	 * Return these settings with a different maximum number of calls.
	 * @param maxAttempts maximum number of calls including the first one, 1 for no retry,
	 * {@link #UNLIMITED} for no limit
	 * @return the settings
	 */
	public RetrySettings withMaxAttempts(int maxAttempts) {
		return new RetrySettings(maxAttempts, this.initialDelay, this.multiplier, this.maxDelay);
	}

	/**
	 * Return these settings with a different initial delay. A smaller maximum delay is
	 * increased to the same value.
	 * @param initialDelay delay before the first retry
	 * @return the settings
	 */
	public RetrySettings withInitialDelay(Duration initialDelay) {
		return new RetrySettings(this.maxAttempts, initialDelay, this.multiplier,
				(this.maxDelay.compareTo(initialDelay) < 0) ? initialDelay : this.maxDelay);
	}

	/**
	 * Return these settings with a different multiplier.
	 * @param multiplier multiplier to apply to the delay after each retry
	 * @return the settings
	 */
	public RetrySettings withMultiplier(double multiplier) {
		return new RetrySettings(this.maxAttempts, this.initialDelay, multiplier, this.maxDelay);
	}

	/**
	 * Return these settings with a different maximum delay. A larger initial delay is
	 * reduced to the same value.
	 * @param maxDelay maximum delay between retries
	 * @return the settings
	 */
	public RetrySettings withMaxDelay(Duration maxDelay) {
		return new RetrySettings(this.maxAttempts,
				(this.initialDelay.compareTo(maxDelay) > 0) ? maxDelay : this.initialDelay, this.multiplier, maxDelay);
	}

	/**
	 * Return the delay before the next call.
	 * @param failures number of calls that have failed
	 * @return the delay, or {@code null} if there is no next call
	 */
	public @Nullable Duration delayAfter(int failures) {
		if (this.maxAttempts != UNLIMITED && failures >= this.maxAttempts) {
			return null;
		}
		double millis = this.initialDelay.toMillis() * Math.pow(this.multiplier, failures - 1);
		return (millis < this.maxDelay.toMillis()) ? Duration.ofMillis((long) millis) : this.maxDelay;
	}

}

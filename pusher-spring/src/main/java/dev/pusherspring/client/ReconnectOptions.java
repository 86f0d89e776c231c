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

package dev.pusherspring.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Delays between attempts to connect, which grow from the initial to the maximum delay.
 *
 * @param initialDelay delay before the first attempt to reconnect
 * @param multiplier factor from one delay to the next, at least 1
 * @param maxDelay maximum delay
 * @param jitter fraction of a delay by which it is randomly shortened, from 0 to 1, so
 * that many clients do not reconnect at the same time. If the server has asked for a
 * pause, the delay is randomly lengthened instead
 * @param maxAttempts maximum number of attempts, or {@code null} for no limit
 * @param overQuotaDelay delay between attempts while the server refuses the connection
 * because the app is over its quota (4004) or disabled (4003), randomly lengthened; also
 * the maximum delay while the server is over capacity (4100 to 4199). Use {@code null} to
 * stop on 4003 and 4004
 * @since 1.0.0
 */
public record ReconnectOptions(Duration initialDelay, double multiplier, Duration maxDelay, double jitter,
		@Nullable Integer maxAttempts, @Nullable Duration overQuotaDelay) {

	public ReconnectOptions {
		Assert.isTrue(!initialDelay.isNegative(), "'initialDelay' must not be negative");
		Assert.isTrue(multiplier >= 1, "'multiplier' must be at least 1");
		Assert.isTrue(maxDelay.compareTo(initialDelay) >= 0, "'maxDelay' must not be less than 'initialDelay'");
		Assert.isTrue(jitter >= 0 && jitter <= 1, "'jitter' must be between 0 and 1");
		Assert.isTrue(maxAttempts == null || maxAttempts >= 0, "'maxAttempts' must not be negative");
		if (overQuotaDelay != null) {
			OptionChecks.positive("overQuotaDelay", overQuotaDelay);
		}
	}

	/**
	 * Return the defaults: from 1 to 30 seconds, doubled each time, with full jitter and
	 * without a limit of attempts.
	 * @return the defaults
	 */
	public static ReconnectOptions defaults() {
		return new ReconnectOptions(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 1, null, null);
	}

	/**
	 * Return options with the same delay between all attempts and without a limit of
	 * attempts.
	 * @param delay the delay
	 * @return the options
	 */
	public static ReconnectOptions fixedDelay(Duration delay) {
		return new ReconnectOptions(delay, 1, delay, 0, null, null);
	}

	/**
	 * Return a copy with other delays.
	 * @param initialDelay delay before the first attempt to reconnect
	 * @param multiplier factor from one delay to the next
	 * @param maxDelay maximum delay
	 * @return the copy
	 */
	public ReconnectOptions withDelays(Duration initialDelay, double multiplier, Duration maxDelay) {
		return new ReconnectOptions(initialDelay, multiplier, maxDelay, this.jitter, this.maxAttempts,
				this.overQuotaDelay);
	}

	/**
	 * Return a copy with another jitter.
	 * @param jitter fraction of a delay by which it is randomly shortened
	 * @return the copy
	 */
	public ReconnectOptions withJitter(double jitter) {
		return new ReconnectOptions(this.initialDelay, this.multiplier, this.maxDelay, jitter, this.maxAttempts,
				this.overQuotaDelay);
	}

	/**
	 * Return a copy with another maximum number of attempts.
	 * @param maxAttempts maximum number of attempts, or {@code null} for no limit
	 * @return the copy
	 */
	public ReconnectOptions withMaxAttempts(@Nullable Integer maxAttempts) {
		return new ReconnectOptions(this.initialDelay, this.multiplier, this.maxDelay, this.jitter, maxAttempts,
				this.overQuotaDelay);
	}

	/**
	 * Return a copy with another delay while the app is over its quota or disabled.
	 * @param overQuotaDelay delay between attempts, or {@code null} to stop
	 * @return the copy
	 */
	public ReconnectOptions withOverQuotaDelay(@Nullable Duration overQuotaDelay) {
		return new ReconnectOptions(this.initialDelay, this.multiplier, this.maxDelay, this.jitter, this.maxAttempts,
				overQuotaDelay);
	}

}

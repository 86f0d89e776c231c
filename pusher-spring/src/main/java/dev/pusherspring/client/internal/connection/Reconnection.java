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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * Determines when to retry. Delays grow with each attempt and are only reset after a
 * stable connection, so that a server that accepts and then drops connections does not
 * cause a tight loop. For the same reason an immediate retry is only allowed from time to
 * time.
 * <p>
 * Jitter randomly shortens a delay, down to zero if set to 1 ("full jitter"), so that
 * clients that lost their server at the same time reconnect evenly spread. If the server
 * has asked for a pause, it lengthens the delay instead.
 */
final class Reconnection {

	/**
	 * Minimum duration of a stable connection.
	 */
	static final Duration STABLE = Duration.ofSeconds(10);

	private final ReconnectOptions settings;

	private final EventLoop loop;

	private final DoubleSupplier random;

	private BackOffExecution backOff;

	// for a server that is over capacity, which may take long
	private BackOffExecution pauses;

	private int attempts;

	private @Nullable Long lastImmediate;

	Reconnection(ReconnectOptions settings, EventLoop loop) {
		this(settings, loop, () -> ThreadLocalRandom.current().nextDouble());
	}

	Reconnection(ReconnectOptions settings, EventLoop loop, DoubleSupplier random) {
		this.settings = settings;
		this.loop = loop;
		this.random = random;
		this.backOff = createBackOff(settings.maxDelay());
		this.pauses = this.backOff;
		startAnew();
	}

	private void startAnew() {
		Duration maxDelay = this.settings.maxDelay();
		Duration overQuotaDelay = this.settings.overQuotaDelay();
		this.backOff = createBackOff(maxDelay);
		this.pauses = (overQuotaDelay != null && overQuotaDelay.compareTo(maxDelay) > 0) ? createBackOff(overQuotaDelay)
				: this.backOff;
		this.attempts = 0;
	}

	private BackOffExecution createBackOff(Duration maxDelay) {
		long initialDelay = Math.max(1, this.settings.initialDelay().toMillis());
		ExponentialBackOff backOff = new ExponentialBackOff(initialDelay, this.settings.multiplier());
		backOff.setMaxInterval(Math.max(initialDelay, maxDelay.toMillis()));
		return backOff.start();
	}

	/**
	 * Reset the delays.
	 */
	void reset() {
		startAnew();
		this.lastImmediate = null;
	}

	/**
	 * Record that an established connection has ended.
	 * @param lifetime the duration of the connection
	 */
	void connectionEnded(Duration lifetime) {
		if (lifetime.compareTo(STABLE) >= 0) {
			startAnew();
		}
	}

	/**
	 * Return the delay before the next attempt.
	 * @param action the action required by the protocol
	 * @return the delay, or {@code null} to stop
	 */
	@Nullable Duration next(CloseAction action) {
		Integer maxAttempts = this.settings.maxAttempts();
		if (maxAttempts != null && this.attempts >= maxAttempts) {
			return null;
		}
		this.attempts++;
		if (isImmediate(action) && immediateIsDue()) {
			this.lastImmediate = this.loop.nanoTime();
			return Duration.ZERO;
		}
		long delay = delay(action);
		long change = Math.round(delay * this.settings.jitter() * this.random.getAsDouble());
		boolean mustPause = action == CloseAction.RECONNECT_AFTER_PAUSE || action == CloseAction.STOP_FOR_NOW;
		return Duration.ofMillis(mustPause ? delay + change : delay - change);
	}

	private long delay(CloseAction action) {
		Duration overQuotaDelay = this.settings.overQuotaDelay();
		if (action == CloseAction.STOP_FOR_NOW && overQuotaDelay != null) {
			return overQuotaDelay.toMillis();
		}
		return ((action == CloseAction.RECONNECT_AFTER_PAUSE) ? this.pauses : this.backOff).nextBackOff();
	}

	private static boolean isImmediate(CloseAction action) {
		return action == CloseAction.RECONNECT_IMMEDIATELY || action == CloseAction.RECONNECT_WITH_TLS;
	}

	private boolean immediateIsDue() {
		Long last = this.lastImmediate;
		return last == null || this.loop.nanoTime() - last >= STABLE.toNanos();
	}

	/**
	 * Return the number of the attempt for which {@link #next} last returned a delay.
	 * @return the number, from 1
	 */
	int attempt() {
		return this.attempts;
	}

}

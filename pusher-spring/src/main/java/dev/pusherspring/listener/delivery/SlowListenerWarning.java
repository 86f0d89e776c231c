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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * Warns about slow listeners: once, and again only after a call that was not slow.
 */
final class SlowListenerWarning {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.delivery");

	private final Duration threshold;

	private final LongSupplier nanoTime;

	private final Set<Object> slow = ConcurrentHashMap.newKeySet();

	/**
	 * Create a new {@link SlowListenerWarning} instance.
	 * @param threshold duration above which a call is slow
	 * @param nanoTime the clock
	 */
	SlowListenerWarning(Duration threshold, LongSupplier nanoTime) {
		Assert.isTrue(!threshold.isNegative() && !threshold.isZero(),
				() -> "'slowThreshold' must be positive but is %s".formatted(threshold));
		this.threshold = threshold;
		this.nanoTime = nanoTime;
	}

	long start() {
		return this.nanoTime.getAsLong();
	}

	/**
	 * Warn if a call was slow.
	 * @param listener the listener method, or {@code null} for all listeners of the
	 * application context together
	 * @param event the event
	 * @param start the value that {@link #start()} has returned
	 * @return the duration of the call, in nanoseconds
	 */
	long end(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long start) {
		long nanos = this.nanoTime.getAsLong() - start;
		Object key = (listener != null) ? listener : this;
		if (nanos <= this.threshold.toNanos()) {
			if (!this.slow.isEmpty()) {
				this.slow.remove(key);
			}
		}
		else if (this.slow.add(key)) {
			logger.warn(LogMessage.format(
					"%s took %d ms to handle %s, and delayed other events", (listener != null)
							? "Listener '" + listener.getId() + "'" : "The event listeners of the application context",
					nanos / 1_000_000, event));
		}
		return nanos;
	}

}

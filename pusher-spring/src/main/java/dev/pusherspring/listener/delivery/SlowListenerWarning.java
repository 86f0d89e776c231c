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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * Warns about slow listeners: once, and again only after a call that was not slow. Also
 * warns about each call that takes several times as long and has not returned. Calls in
 * progress are checked only while there are any, from time to time.
 */
final class SlowListenerWarning {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.delivery");

	// thresholds after which a call that has not returned is reported
	private static final int HANGING = 3;

	private final Duration threshold;

	private final LongSupplier nanoTime;

	private final BiConsumer<Duration, Runnable> timer;

	private final Set<Object> slow = ConcurrentHashMap.newKeySet();

	private final ThreadLocal<Current> current = ThreadLocal.withInitial(this::addCurrent);

	// of all threads
	private final Set<Current> all = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean checking = new AtomicBoolean();

	/**
	 * Create a new {@link SlowListenerWarning} instance.
	 * @param threshold duration above which a call is slow
	 * @param nanoTime the clock
	 */
	SlowListenerWarning(Duration threshold, LongSupplier nanoTime) {
		this(threshold, nanoTime,
				(delay, task) -> CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
					.execute(task));
	}

	SlowListenerWarning(Duration threshold, LongSupplier nanoTime, BiConsumer<Duration, Runnable> timer) {
		Assert.isTrue(!threshold.isNegative() && !threshold.isZero(),
				() -> "'slowThreshold' must be positive but is %s".formatted(threshold));
		this.threshold = threshold;
		this.nanoTime = nanoTime;
		this.timer = timer;
	}

	private Current addCurrent() {
		Current current = new Current(Thread.currentThread(), new AtomicReference<>());
		this.all.add(current);
		return current;
	}

	/**
	 * Called before a call, on the thread that makes it.
	 * @param listener the listener method, or {@code null} for all listeners of the
	 * application context together
	 * @param event the event
	 * @return the current time, in nanoseconds
	 */
	long start(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event) {
		long start = this.nanoTime.getAsLong();
		// before looking whether there will be a check, which otherwise could miss it
		this.current.get().call.set(new Call(listener, event, start));
		if (!this.checking.get()) {
			checkLater();
		}
		return start;
	}

	private void checkLater() {
		if (this.checking.compareAndSet(false, true)) {
			this.timer.accept(this.threshold, this::check);
		}
	}

	private void check() {
		this.checking.set(false);
		boolean busy = false;
		for (Current current : this.all) {
			Call call = current.call.get();
			if (call != null) {
				busy = true;
				check(call, current.thread);
			}
			else if (!current.thread.isAlive()) {
				this.all.remove(current);
			}
		}
		if (busy) {
			checkLater();
		}
	}

	private void check(Call call, Thread thread) {
		long nanos = this.nanoTime.getAsLong() - call.start;
		if (!call.reported && nanos / HANGING >= this.threshold.toNanos()) {
			call.reported = true;
			logger.warn(LogMessage.format("%s not returned from %s after %d ms, on thread '%s'; other events wait",
					name(call.listener) + ((call.listener != null) ? " has" : " have"), call.event, nanos / 1_000_000,
					thread.getName()));
		}
	}

	private static String name(@Nullable PusherListenerEndpoint listener) {
		return (listener != null) ? "Listener '" + listener.getId() + "'"
				: "The event listeners of the application context";
	}

	/**
	 * Called after a call, on the same thread. Warns if it was slow.
	 * @param listener the listener method, or {@code null} for all listeners of the
	 * application context together
	 * @param event the event
	 * @param start the value that {@link #start} has returned
	 * @return the duration of the call, in nanoseconds
	 */
	long end(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long start) {
		this.current.get().call.lazySet(null);
		long nanos = this.nanoTime.getAsLong() - start;
		Object key = (listener != null) ? listener : this;
		if (nanos <= this.threshold.toNanos()) {
			if (!this.slow.isEmpty()) {
				this.slow.remove(key);
			}
		}
		else if (this.slow.add(key)) {
			logger.warn(LogMessage.format("%s took %d ms to handle %s, and delayed other events", name(listener),
					nanos / 1_000_000, event));
		}
		return nanos;
	}

	/**
	 * A call in progress.
	 */
	private static final class Call {

		private final @Nullable PusherListenerEndpoint listener;

		private final PusherApplicationEvent event;

		private final long start;

		// accessed by checks, of which there is one at a time
		private volatile boolean reported;

		private Call(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long start) {
			this.listener = listener;
			this.event = event;
			this.start = start;
		}

	}

	/**
	 * The call in progress on one thread.
	 *
	 * @param thread the thread
	 * @param call the call, or {@code null} between calls
	 */
	private record Current(Thread thread, AtomicReference<@Nullable Call> call) {

	}

}

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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherIdleEvent;

/**
 * Reports when no message has arrived for a while.
 */
final class IdleWatch {

	private final Duration interval;

	private final ThreadFactory threadFactory;

	private final Consumer<PusherApplicationEvent> target;

	private final LongSupplier nanoTime;

	private volatile long lastArrival;

	private @Nullable ScheduledThreadPoolExecutor timer;

	/**
	 * Create a new {@link IdleWatch} instance.
	 * @param interval time after which to report, and to report again
	 * @param threadFactory creates the thread of the timer
	 * @param target receives the reports
	 * @param nanoTime the clock
	 */
	IdleWatch(Duration interval, ThreadFactory threadFactory, Consumer<PusherApplicationEvent> target,
			LongSupplier nanoTime) {
		this.interval = interval;
		this.threadFactory = threadFactory;
		this.target = target;
		this.nanoTime = nanoTime;
	}

	synchronized void start(PusherClient client) {
		this.lastArrival = this.nanoTime.getAsLong();
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, this.threadFactory,
				new ThreadPoolExecutor.DiscardPolicy());
		timer.schedule(() -> check(client, timer, 0), this.interval.toNanos(), TimeUnit.NANOSECONDS);
		this.timer = timer;
	}

	synchronized void stop() {
		if (this.timer != null) {
			this.timer.shutdownNow();
			this.timer = null;
		}
	}

	void arrived() {
		this.lastArrival = this.nanoTime.getAsLong();
	}

	private void check(PusherClient client, ScheduledThreadPoolExecutor timer, long reported) {
		long idle = this.nanoTime.getAsLong() - this.lastArrival;
		long intervals = idle / this.interval.toNanos();
		// fewer than before: a message has arrived in between
		if (intervals > 0 && intervals != reported) {
			this.target.accept(new PusherIdleEvent(client, Duration.ofNanos(idle)));
		}
		timer.schedule(() -> check(client, timer, intervals), this.interval.toNanos() * (intervals + 1) - idle,
				TimeUnit.NANOSECONDS);
	}

}

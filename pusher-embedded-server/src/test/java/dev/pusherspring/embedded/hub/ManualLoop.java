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

package dev.pusherspring.embedded.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A loop whose time passes when a test says so, on the thread of the test.
 */
public final class ManualLoop extends AbstractExecutorService implements ScheduledExecutorService {

	private final List<Timer> timers = new ArrayList<>();

	private long now;

	/**
	 * Count what is still to be done.
	 * @return the number of timers that are neither done nor cancelled
	 */
	public int timers() {
		return this.timers.size();
	}

	public void advance(Duration time) {
		long end = this.now + time.toNanos();
		for (Timer next = next(end); next != null; next = next(end)) {
			this.now = Math.max(this.now, next.due);
			next.fire();
		}
		this.now = end;
	}

	private Timer next(long end) {
		return this.timers.stream()
			.filter((timer) -> timer.due <= end)
			.min(Comparator.comparingLong((timer) -> timer.due))
			.orElse(null);
	}

	@Override
	public void execute(Runnable command) {
		schedule(command, 0, TimeUnit.NANOSECONDS);
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
		return new Timer(command, unit.toNanos(delay), 0);
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long delay, long period, TimeUnit unit) {
		return new Timer(command, unit.toNanos(delay), unit.toNanos(period));
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long delay, long period, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void shutdown() {
		this.timers.clear();
	}

	@Override
	public List<Runnable> shutdownNow() {
		shutdown();
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return false;
	}

	@Override
	public boolean isTerminated() {
		return false;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return true;
	}

	private final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {

		private final long period;

		private long due;

		Timer(Runnable command, long delay, long period) {
			super(command, null);
			this.due = ManualLoop.this.now + delay;
			this.period = period;
			ManualLoop.this.timers.add(this);
		}

		void fire() {
			if (this.period > 0 && runAndReset()) {
				this.due += this.period;
				return;
			}
			ManualLoop.this.timers.remove(this);
			run();
		}

		@Override
		public boolean cancel(boolean interrupt) {
			ManualLoop.this.timers.remove(this);
			return super.cancel(interrupt);
		}

		@Override
		public long getDelay(TimeUnit unit) {
			return unit.convert(this.due - ManualLoop.this.now, TimeUnit.NANOSECONDS);
		}

		@Override
		public int compareTo(Delayed other) {
			return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
		}

	}

}

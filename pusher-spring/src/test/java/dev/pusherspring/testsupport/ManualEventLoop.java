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

package dev.pusherspring.testsupport;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link EventLoop} whose time passes only when a test says so, and whose queued tasks
 * run on the test's thread. An exception of a task fails the test.
 */
public final class ManualEventLoop implements EventLoop {

	/**
	 * Time at which the clock starts.
	 */
	public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	// the reading of nanoTime() overflows after five seconds: whoever compares two
	// readings instead of subtracting them is found out
	private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final List<ManualTimer> timers = new ArrayList<>();

	private Duration elapsed = Duration.ZERO;

	private final ReentrantLock turn = new ReentrantLock();

	private volatile @Nullable Thread running;

	private boolean held;

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	@Override
	public void runHere(Runnable task) {
		this.turn.lock();
		Thread outer = this.running;
		this.running = Thread.currentThread();
		try {
			task.run();
		}
		finally {
			this.running = outer;
			this.turn.unlock();
		}
	}

	@Override
	public synchronized Timer schedule(Duration delay, Runnable task) {
		Duration due = delay.isNegative() ? this.elapsed : this.elapsed.plus(delay);
		ManualTimer timer = new ManualTimer(due, task);
		this.timers.add(timer);
		return timer;
	}

	@Override
	public boolean inEventLoop() {
		return Thread.currentThread() == this.running;
	}

	@Override
	public long nanoTime() {
		return ORIGIN + this.elapsed.toNanos();
	}

	@Override
	public Instant now() {
		return START.plus(this.elapsed);
	}

	@Override
	public void hold() {
		this.held = true;
	}

	@Override
	public void release() {
		this.held = false;
	}

	/**
	 * Return whether the loop would keep the JVM alive.
	 * @return whether it is held
	 */
	public boolean isHeld() {
		return this.held;
	}

	/**
	 * Run everything that is queued, and everything that is queued by that.
	 */
	public void runQueued() {
		runHere(() -> {
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				task.run();
			}
		});
	}

	/**
	 * Run a task on the loop, now, with everything that is queued before and by it.
	 * @param task the task
	 */
	public void call(Runnable task) {
		execute(task);
		runQueued();
	}

	/**
	 * Let time pass. Timers run when they are due, in order; what they queue runs before
	 * the next timer.
	 * @param duration how much time passes
	 */
	public void advance(Duration duration) {
		Duration target = this.elapsed.plus(duration);
		runQueued();
		for (ManualTimer timer = nextTimer(target); timer != null; timer = nextTimer(target)) {
			this.elapsed = timer.due;
			call(timer.task);
		}
		this.elapsed = target;
	}

	/**
	 * Let time pass as if the process were suspended: timers run late, when all of the
	 * time has passed.
	 * @param duration how much time passes
	 */
	public void suspend(Duration duration) {
		this.elapsed = this.elapsed.plus(duration);
		for (ManualTimer timer = nextTimer(this.elapsed); timer != null; timer = nextTimer(this.elapsed)) {
			call(timer.task);
		}
	}

	private synchronized @Nullable ManualTimer nextTimer(Duration until) {
		ManualTimer next = this.timers.stream()
			.filter((timer) -> timer.due.compareTo(until) <= 0)
			.min(Comparator.comparing((timer) -> timer.due))
			.orElse(null);
		if (next != null) {
			this.timers.remove(next);
		}
		return next;
	}

	/**
	 * Return the number of timers that have neither run nor been cancelled.
	 * @return the number
	 */
	public synchronized int pendingTimers() {
		return this.timers.size();
	}

	/**
	 * Return the time until the next timer is due.
	 * @return the time
	 */
	public synchronized Duration timeToNextTimer() {
		return this.timers.stream()
			.map((timer) -> timer.due)
			.min(Comparator.naturalOrder())
			.map((due) -> due.minus(this.elapsed))
			.orElseThrow(() -> new AssertionError("No timer is pending"));
	}

	private final class ManualTimer implements Timer {

		private final Duration due;

		private final Runnable task;

		private ManualTimer(Duration due, Runnable task) {
			this.due = due;
			this.task = task;
		}

		@Override
		public void cancel() {
			synchronized (ManualEventLoop.this) {
				ManualEventLoop.this.timers.remove(this);
			}
		}

	}

}

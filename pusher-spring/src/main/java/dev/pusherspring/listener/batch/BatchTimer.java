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

package dev.pusherspring.listener.batch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Clock and timer for batches.
 *
 * @since 1.0.0
 */
public interface BatchTimer {

	/**
	 * Return the current time.
	 * @return the time in nanoseconds, as returned by {@link System#nanoTime()}
	 */
	long nanoTime();

	/**
	 * Run a task after a delay. The task checks whether a batch is due and never blocks.
	 * @param delay the delay
	 * @param task the task
	 */
	void schedule(Duration delay, Runnable task);

	/**
	 * Return a timer that uses the system clock.
	 * @return the timer
	 */
	static BatchTimer system() {
		return new BatchTimer() {

			@Override
			public long nanoTime() {
				return System.nanoTime();
			}

			@Override
			public void schedule(Duration delay, Runnable task) {
				CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run).execute(task);
			}

		};
	}

}

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

package dev.pusherspring.client.internal.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Runs all tasks that change the state of a client, one after the other. Tasks must not
 * block.
 * <p>
 * The loop has a thread of its own for queued tasks and timers. A thread that reads
 * messages from a socket may run its task in place when it is its turn, which saves a
 * change of threads for each message.
 * <p>
 * Tasks run with the context class loader of the application on any thread. Time is only
 * read and waited for through this interface, so that tests can control it.
 *
 * @since 1.0.0
 */
public interface EventLoop extends Executor {

	/**
	 * Queue a task. Tasks of one thread run in the order in which they were queued. An
	 * exception of a task is logged and does not affect other tasks.
	 * @param task the task
	 */
	@Override
	void execute(Runnable task);

	/**
	 * Run a task on the current thread. Waits for the task that is currently running, but
	 * not for queued tasks, and returns when the task is done. An exception of the task
	 * is logged. The current thread must not hold a lock that a task could need.
	 * @param task the task
	 */
	void runHere(Runnable task);

	/**
	 * Run a task after a delay.
	 * @param delay the delay; zero or negative means as soon as possible
	 * @param task the task
	 * @return the timer, for cancellation
	 */
	Timer schedule(Duration delay, Runnable task);

	/**
	 * Return whether the current thread is running a task of the loop.
	 * @return {@code true} if state may be accessed
	 */
	boolean inEventLoop();

	/**
	 * Return the reading of a monotonic clock.
	 * @return nanoseconds since an arbitrary origin
	 */
	long nanoTime();

	/**
	 * Return the current time.
	 * @return the current time
	 */
	Instant now();

	/**
	 * Keep the loop's thread, and with it the JVM, alive until {@link #release()}.
	 */
	void hold();

	/**
	 * Let the loop's thread end once there is nothing left to do. The loop remains
	 * usable: the next task starts a new thread.
	 */
	void release();

	/**
	 * Run a task now if the current thread is running a task of the loop, else queue it.
	 * @param task the task
	 */
	default void run(Runnable task) {
		if (inEventLoop()) {
			task.run();
		}
		else {
			execute(task);
		}
	}

	/**
	 * A scheduled task.
	 */
	@FunctionalInterface
	interface Timer {

		/**
		 * Cancel the task if it has not run yet.
		 */
		void cancel();

	}

}

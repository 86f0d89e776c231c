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

package dev.pusherspring.listener.recovery;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A call of application code that is abandoned if it makes no progress in time. The call
 * is then over, even if its thread does not return.
 */
final class TimedCall {

	private final RecoveryThreads threads;

	private final Duration timeout;

	private final Task task;

	private final Consumer<@Nullable Throwable> end;

	// the following fields are guarded by this

	private @Nullable Thread thread;

	private long since;

	private boolean stopped;

	private boolean ended;

	private boolean givenUp;

	/**
	 * Create a new {@link TimedCall} instance.
	 * @param threads the threads
	 * @param timeout maximum time without progress
	 * @param task the call
	 * @param end receives the exception of the call, or {@code null}; not called once the
	 * call has been cancelled
	 */
	TimedCall(RecoveryThreads threads, Duration timeout, Task task, Consumer<@Nullable Throwable> end) {
		this.threads = threads;
		this.timeout = timeout;
		this.task = task;
		this.end = end;
	}

	void run() {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.thread = Thread.currentThread();
			this.since = System.nanoTime();
		}
		this.threads.soon(this.timeout, this::check);
		Throwable failure = null;
		try {
			this.task.run(this);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		if (comeBack()) {
			this.end.accept(failure);
		}
	}

	private synchronized boolean comeBack() {
		this.thread = null;
		if (this.givenUp) {
			this.threads.free();
		}
		// clear an interrupt that was meant for this call, not for the next one
		Thread.interrupted();
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	/**
	 * Called when the application has answered. The timeout is suspended until
	 * {@link #proceed}.
	 */
	synchronized void stopTime() {
		this.stopped = true;
	}

	/**
	 * Use the answer of the application, and resume the timeout.
	 * @param action the action; must not block
	 * @return whether the action was run, {@code false} once the call is over
	 */
	synchronized boolean proceed(Runnable action) {
		if (this.ended) {
			return false;
		}
		action.run();
		this.stopped = false;
		this.since = System.nanoTime();
		return true;
	}

	/**
	 * Cancel the call. Anything that it does from now on has no effect.
	 */
	synchronized void cancel() {
		this.ended = true;
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

	private void check() {
		Duration left = giveUpIfLate();
		if (left == null) {
			this.threads.execute(() -> this.end
				.accept(new TimeoutException("No answer within %d ms".formatted(this.timeout.toMillis()))));
		}
		else if (!left.isZero()) {
			this.threads.soon(left, this::check);
		}
	}

	private synchronized @Nullable Duration giveUpIfLate() {
		if (this.ended) {
			return Duration.ZERO;
		}
		Duration left = this.stopped ? this.timeout : this.timeout.minusNanos(System.nanoTime() - this.since);
		if (left.toMillis() > 0) {
			return left;
		}
		this.givenUp = true;
		this.threads.occupy();
		cancel();
		return null;
	}

	/**
	 * The code to call.
	 */
	@FunctionalInterface
	interface Task {

		void run(TimedCall call) throws Exception;

	}

}

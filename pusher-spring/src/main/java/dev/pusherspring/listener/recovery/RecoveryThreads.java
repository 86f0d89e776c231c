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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Threads that may block, with the class loader of the thread that created this instance.
 * Idle threads end. A thread that is stuck in a call is replaced, up to a limit beyond
 * which calls fail immediately.
 */
final class RecoveryThreads {

	private static final int MAX_STUCK = 4;

	private final int size;

	private final ThreadPoolExecutor executor;

	// guarded by this
	private int stuck;

	RecoveryThreads(int size, ThreadFactory threadFactory) {
		this.size = size;
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		this.executor = new ThreadPoolExecutor(size, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = threadFactory.newThread(task);
					thread.setContextClassLoader(classLoader);
					return thread;
				}, new ThreadPoolExecutor.DiscardPolicy());
		this.executor.allowCoreThreadTimeOut(true);
	}

	void execute(Runnable task) {
		this.executor.execute(task);
	}

	/**
	 * Run a task later, on one of the threads.
	 * @param delay the delay
	 * @param task the task
	 */
	void later(Duration delay, Runnable task) {
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this.executor).execute(task);
	}

	/**
	 * Run a short task later, even if all threads are busy.
	 * @param delay the delay
	 * @param task the task
	 */
	void soon(Duration delay, Runnable task) {
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run).execute(task);
	}

	/**
	 * Call code of the application.
	 * @param timeout maximum time without progress
	 * @param task the call
	 * @param end receives the exception of the call, or {@code null}
	 * @return the call
	 */
	TimedCall call(Duration timeout, TimedCall.Task task, Consumer<@Nullable Throwable> end) {
		int stuck = stuck();
		TimedCall call = new TimedCall(this, timeout, (stuck < MAX_STUCK * this.size) ? task : (none) -> {
			throw new IllegalStateException(
					"%d earlier calls have not returned although they were interrupted".formatted(stuck));
		}, end);
		execute(call::run);
		return call;
	}

	private synchronized int stuck() {
		return this.stuck;
	}

	synchronized void occupy() {
		this.stuck++;
		this.executor.setCorePoolSize(this.size + this.stuck);
	}

	synchronized void free() {
		this.stuck--;
		this.executor.setCorePoolSize(this.size + this.stuck);
	}

}

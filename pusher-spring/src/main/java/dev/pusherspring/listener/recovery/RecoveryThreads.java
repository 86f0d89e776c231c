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
 * Threads that may block, with the class loader of the thread that made this. There are
 * none while there is nothing to do. One that is stuck in a call is replaced, up to a
 * limit beyond which calls fail at once.
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
	 * Run something later, on one of the threads.
	 * @param delay time until then
	 * @param task what to run
	 */
	void later(Duration delay, Runnable task) {
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this.executor).execute(task);
	}

	/**
	 * Run something later that takes no time, even if all threads are busy.
	 * @param delay time until then
	 * @param task what to run
	 */
	void soon(Duration delay, Runnable task) {
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run).execute(task);
	}

	/**
	 * Call the application's code.
	 * @param timeout longest time without progress
	 * @param task the call
	 * @param end receives what the call has thrown, or {@code null}
	 * @return the call
	 */
	TimedCall call(Duration timeout, TimedCall.Task task, Consumer<@Nullable Throwable> end) {
		int stuck = stuck();
		TimedCall call = new TimedCall(this, timeout, (stuck < MAX_STUCK * this.size) ? task : (none) -> {
			throw new IllegalStateException(
					"%d earlier calls have not come back although they were interrupted".formatted(stuck));
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

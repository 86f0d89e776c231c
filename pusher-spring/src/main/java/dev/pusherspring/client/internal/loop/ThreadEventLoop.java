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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@link EventLoop} with a thread of its own. Unless it is a daemon, the thread keeps the
 * JVM of a non-web application alive between {@link #hold()} and {@link #release()}. It
 * is started by the first task and, unless held, ends shortly after the last one, so that
 * a loop needs no shutdown.
 *
 * @since 1.0.0
 */
public final class ThreadEventLoop implements EventLoop {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private static final long KEEP_ALIVE_MILLIS = 100;

	private final ScheduledThreadPoolExecutor executor;

	// fair, so that a socket that is never silent does not block timers
	private final ReentrantLock turn = new ReentrantLock(true);

	private final @Nullable ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	/**
	 * Create a new {@link ThreadEventLoop} instance.
	 * @param threadName name of the thread
	 */
	public ThreadEventLoop(String threadName) {
		this(threadName, false);
	}

	/**
	 * Create a new {@link ThreadEventLoop} instance.
	 * @param threadName name of the thread
	 * @param daemon whether the JVM may exit while the thread is running
	 */
	public ThreadEventLoop(String threadName, boolean daemon) {
		this.executor = new ScheduledThreadPoolExecutor(1, (worker) -> {
			Thread thread = new Thread(worker, threadName);
			thread.setDaemon(daemon);
			thread.setContextClassLoader(this.contextClassLoader);
			return thread;
		});
		this.executor.setRemoveOnCancelPolicy(true);
		this.executor.setKeepAliveTime(KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(() -> runGuarded(task));
	}

	@Override
	public Timer schedule(Duration delay, Runnable task) {
		// unlike toNanos(), convert() accepts any duration
		long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(delay));
		ScheduledFuture<?> future = this.executor.schedule(() -> runGuarded(task), nanos, TimeUnit.NANOSECONDS);
		return () -> future.cancel(false);
	}

	@Override
	public void runHere(Runnable task) {
		runGuarded(task);
	}

	@Override
	public boolean inEventLoop() {
		return this.turn.isHeldByCurrentThread();
	}

	@Override
	public long nanoTime() {
		return System.nanoTime();
	}

	@Override
	public Instant now() {
		return Instant.now();
	}

	@Override
	public void hold() {
		this.executor.allowCoreThreadTimeOut(false);
		this.executor.prestartCoreThread();
	}

	@Override
	public void release() {
		this.executor.allowCoreThreadTimeOut(true);
	}

	private void runGuarded(Runnable task) {
		this.turn.lock();
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		boolean foreign = before != this.contextClassLoader;
		try {
			if (foreign) {
				thread.setContextClassLoader(this.contextClassLoader);
			}
			task.run();
		}
		catch (Throwable ex) {
			logger.error("Unexpected failure in the Pusher client. The connection is kept", ex);
		}
		finally {
			if (foreign) {
				thread.setContextClassLoader(before);
			}
			this.turn.unlock();
		}
	}

}

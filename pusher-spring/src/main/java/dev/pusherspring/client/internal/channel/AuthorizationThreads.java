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

package dev.pusherspring.client.internal.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Threads that call authorizers and authenticators: up to the maximum number of
 * concurrent authorizations, and none if there is nothing to do.
 * <p>
 * A call that does not return in time fails. Its thread is interrupted and no longer
 * counts as in use, whether it ends or not. If too many such threads have not ended,
 * further calls fail immediately until one of them does. Thus every call has an outcome
 * and the number of threads is bounded, whatever a bean of the application does.
 * <p>
 * Confined to the event loop: calls are submitted and completed there.
 */
public final class AuthorizationThreads {

	/**
	 * Maximum number of stuck threads, as a multiple of the maximum concurrency.
	 */
	private static final int MAX_STUCK_FACTOR = 4;

	private final int maxConcurrency;

	private final Duration timeout;

	private final EventLoop loop;

	private final Executor threads;

	private final Queue<Call<?>> waiting = new ArrayDeque<>();

	private int running;

	private int stuck;

	/**
	 * Create a new {@link AuthorizationThreads} instance. Threads are started on demand.
	 * @param clientName the prefix of the names of the threads
	 * @param maxConcurrency the maximum number of concurrent calls
	 * @param timeout the maximum duration of a call, measured from its start
	 * @param loop the event loop
	 */
	public AuthorizationThreads(String clientName, int maxConcurrency, Duration timeout, EventLoop loop) {
		this(new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), (worker) -> {
			Thread thread = new Thread(worker, clientName + "-auth");
			thread.setDaemon(true);
			return thread;
		}), maxConcurrency, timeout, loop);
	}

	AuthorizationThreads(Executor threads, int maxConcurrency, Duration timeout, EventLoop loop) {
		this.threads = threads;
		this.maxConcurrency = maxConcurrency;
		this.timeout = timeout;
		this.loop = loop;
	}

	/**
	 * Submit a call, which runs when it is its turn.
	 * @param who the subject of error messages, as in "The authorizer did not return"
	 * @param task the call, which runs on an authorization thread
	 * @param <T> type of the result
	 * @return a future for the result, completed on the event loop. It only fails with an
	 * {@link AuthorizationException}. If it is cancelled while the call is waiting for
	 * its turn, the call is not made
	 */
	public <T> CompletableFuture<T> submit(String who, Callable<@Nullable T> task) {
		Call<T> call = new Call<>(who, task);
		this.waiting.add(call);
		proceed();
		return call;
	}

	private void proceed() {
		if (this.stuck >= MAX_STUCK_FACTOR * this.maxConcurrency) {
			List<Call<?>> hopeless = List.copyOf(this.waiting);
			this.waiting.clear();
			hopeless.forEach(Call::refuse);
		}
		while (this.running < this.maxConcurrency && !this.waiting.isEmpty()) {
			Call<?> call = this.waiting.remove();
			if (!call.isDone()) {
				call.start();
			}
		}
	}

	/**
	 * One call. All methods except {@link #run()} are called on the event loop.
	 */
	private final class Call<T> extends CompletableFuture<T> implements Runnable {

		private final String who;

		private final Callable<@Nullable T> task;

		private final Object monitor = new Object();

		// guarded by the monitor, so that an interrupt never affects a later call
		private @Nullable Thread thread;

		private EventLoop.@Nullable Timer timer;

		private boolean late;

		// guarded by the monitor
		private boolean abandoned;

		private Call(String who, Callable<@Nullable T> task) {
			this.who = who;
			this.task = task;
		}

		private void start() {
			AuthorizationThreads.this.running++;
			this.timer = AuthorizationThreads.this.loop.schedule(AuthorizationThreads.this.timeout, this::timeUp);
			AuthorizationThreads.this.threads.execute(this);
		}

		@Override
		public void run() {
			T result = null;
			Throwable failure = null;
			if (enter()) {
				try {
					result = this.task.call();
				}
				catch (Throwable ex) {
					failure = ex;
				}
				leave();
			}
			T returned = result;
			Throwable thrown = failure;
			AuthorizationThreads.this.loop.execute(() -> ended(returned, thrown));
		}

		private boolean enter() {
			synchronized (this.monitor) {
				this.thread = this.abandoned ? null : Thread.currentThread();
				return !this.abandoned;
			}
		}

		private void leave() {
			synchronized (this.monitor) {
				this.thread = null;
			}
		}

		// a call in progress continues, as does its timeout
		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			synchronized (this.monitor) {
				if (this.thread != null) {
					return false;
				}
				this.abandoned = true;
			}
			if (this.timer != null) {
				this.timer.cancel();
			}
			return super.cancel(false);
		}

		private void ended(@Nullable T result, @Nullable Throwable failure) {
			if (this.late) {
				AuthorizationThreads.this.stuck--;
			}
			else {
				AuthorizationThreads.this.running--;
				if (this.timer != null) {
					this.timer.cancel();
				}
			}
			if (result != null) {
				complete(result);
			}
			else if (failure instanceof AuthorizationException ex) {
				completeExceptionally(ex);
			}
			else if (failure != null) {
				fail("failed with " + failure.getClass().getName(), true, failure);
			}
			else {
				fail("returned nothing", true, null);
			}
			proceed();
		}

		private void timeUp() {
			this.late = true;
			AuthorizationThreads.this.running--;
			AuthorizationThreads.this.stuck++;
			fail("did not return within %d ms".formatted(AuthorizationThreads.this.timeout.toMillis()), true,
					interrupt());
			proceed();
		}

		// the stack trace shows where the call is stuck
		private TimeoutException interrupt() {
			TimeoutException cause = new TimeoutException();
			synchronized (this.monitor) {
				if (this.thread != null) {
					cause.setStackTrace(this.thread.getStackTrace());
					this.thread.interrupt();
				}
			}
			return cause;
		}

		private void refuse() {
			fail("was not called: %d earlier calls have not returned. Configure a timeout for whatever they wait for"
				.formatted(AuthorizationThreads.this.stuck), true, null);
		}

		private void fail(String reason, boolean retryable, @Nullable Throwable cause) {
			completeExceptionally(new AuthorizationException("The " + this.who + " " + reason, null, retryable, cause));
		}

	}

}

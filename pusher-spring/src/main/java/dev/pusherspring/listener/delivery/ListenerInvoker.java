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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.PusherListenerRecoverer;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.batch.BatchListenerFailedException;
import dev.pusherspring.listener.batch.UnreadableEventsException;

/**
 * Calls a listener with an event, retries failed calls as configured, and handles the
 * exception of the last attempt.
 */
final class ListenerInvoker {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.listener");

	private final PusherListenerErrorHandler errorHandler;

	private final RetrySettings retry;

	private final SlowListenerWarning slow;

	private final DeliveryWatch watch;

	private volatile List<PusherListenerInterceptor> interceptors = List.of();

	private PusherListenerRecoverer recoverer;

	private @Nullable Scheduler scheduler;

	/**
	 * Create a new {@link ListenerInvoker} instance.
	 * @param errorHandler handles the exception of the last attempt, unless the listener
	 * has an error handler of its own
	 * @param recoverer recovers events whose last attempt has failed
	 * @param retry the retry settings for listeners without settings of their own
	 * @param slow warns about slow listeners
	 * @param watch counts calls and notifies observers
	 */
	ListenerInvoker(PusherListenerErrorHandler errorHandler, PusherListenerRecoverer recoverer, RetrySettings retry,
			SlowListenerWarning slow, DeliveryWatch watch) {
		this.errorHandler = errorHandler;
		this.recoverer = recoverer;
		this.retry = retry;
		this.slow = slow;
		this.watch = watch;
	}

	synchronized void add(PusherListenerInterceptor interceptor) {
		List<PusherListenerInterceptor> interceptors = new ArrayList<>(this.interceptors);
		interceptors.add(interceptor);
		this.interceptors = List.copyOf(interceptors);
	}

	synchronized void remove(PusherListenerInterceptor interceptor) {
		this.interceptors = this.interceptors.stream().filter((candidate) -> candidate != interceptor).toList();
	}

	void recoverWith(PusherListenerRecoverer recoverer) {
		this.recoverer = recoverer;
	}

	/**
	 * Set the scheduler for retries of unordered listeners, so that the thread does not
	 * have to wait.
	 * @param scheduler schedules the retries
	 */
	void repeatWith(Scheduler scheduler) {
		this.scheduler = scheduler;
	}

	void serve(PusherListenerEndpoint listener, PusherChannelEvent event) {
		new Delivery(listener, event).run();
	}

	private static void pause(Duration delay) throws InterruptedException {
		// nothing else counts this latch down
		new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
	}

	/**
	 * Runs a task later.
	 */
	@FunctionalInterface
	interface Scheduler {

		void schedule(PusherChannelEvent event, Duration delay, Runnable task);

	}

	/**
	 * The delivery of one event to one listener.
	 */
	private final class Delivery implements Runnable {

		private final PusherListenerEndpoint listener;

		// for a batch, the messages that are still to be handled
		private PusherChannelEvent event;

		private int failures;

		private @Nullable Throwable failure;

		private @Nullable Duration delay;

		private boolean done;

		private Delivery(PusherListenerEndpoint listener, PusherChannelEvent event) {
			this.listener = listener;
			this.event = event;
		}

		@Override
		public void run() {
			while (!attempt()) {
				Duration delay = this.delay;
				if (delay == null) {
					continue;
				}
				Scheduler scheduler = ListenerInvoker.this.scheduler;
				if (scheduler != null && !this.listener.isOrdered()) {
					scheduler.schedule(this.event, delay, this);
					return;
				}
				try {
					pause(delay);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					end((this.failure != null) ? this.failure : ex);
				}
			}
		}

		private boolean attempt() {
			if (this.done) {
				return true;
			}
			PusherChannelEvent event = this.event;
			this.failure = null;
			boolean failed = true;
			long start = ListenerInvoker.this.slow.start(this.listener, event);
			try {
				call(ListenerInvoker.this.interceptors);
				failed = false;
				// an interceptor may have handled the failure, but the other messages are
				// still to come
				this.done = this.done || !(this.failure instanceof UnreadableEventsException);
			}
			catch (Throwable ex) {
				// an exception of an interceptor has not been handled yet
				failed(ex);
			}
			finally {
				long nanos = ListenerInvoker.this.slow.end(this.listener, event, start);
				ListenerInvoker.this.watch.called(this.listener, event, nanos, failed);
			}
			return this.done;
		}

		private void call(List<PusherListenerInterceptor> interceptors) throws Throwable {
			if (!interceptors.isEmpty()) {
				interceptors.get(0)
					.intercept(this.listener, this.event, () -> call(interceptors.subList(1, interceptors.size())));
				return;
			}
			try {
				this.listener.call(this.event);
			}
			catch (Throwable ex) {
				// here rather than outside, so that log messages are part of the trace
				failed(ex);
				throw ex;
			}
		}

		private void failed(Throwable ex) {
			if (this.failure != null || this.done) {
				return;
			}
			this.failure = ex;
			if (this.event instanceof PusherBatchEvent batch) {
				failed(batch, ex);
				return;
			}
			this.failures++;
			this.delay = delay(ex);
			if (this.delay == null) {
				end(ex);
			}
		}

		private void failed(PusherBatchEvent batch, Throwable ex) {
			List<PusherMessageEvent> events = batch.getEvents();
			if (ex instanceof UnreadableEventsException unreadable && unreadable.getCauses().firstKey() >= 0
					&& unreadable.getCauses().lastKey() < events.size()) {
				proceedWith(batch.without(unreadable.getCauses().keySet()));
				unreadable.getCauses().forEach((index, cause) -> giveUp(events.get(index), cause));
				return;
			}
			BatchListenerFailedException located = BatchListenerFailedException.find(ex);
			if (located != null && located.getIndex() >= 0 && located.getIndex() < events.size()) {
				failedAt(located.getIndex(), events, (located.getCause() != null) ? located.getCause() : located, ex);
				return;
			}
			this.failures++;
			this.delay = delay(ex);
			if (this.delay == null) {
				end(ex);
			}
		}

		private void failedAt(int index, List<PusherMessageEvent> events, Throwable cause, Throwable ex) {
			// a listener that got further has not failed on this event before
			this.failures = (index > 0) ? 1 : this.failures + 1;
			this.event = new PusherBatchEvent(events.subList(index, events.size()));
			this.delay = delay(cause);
			if (cause instanceof InterruptedException) {
				end(ex);
			}
			else if (this.delay == null) {
				this.failures = 0;
				proceedWith(events.subList(index + 1, events.size()));
				giveUp(events.get(index), ex);
			}
		}

		// without a delay
		private void proceedWith(List<PusherMessageEvent> events) {
			this.delay = null;
			if (events.isEmpty()) {
				this.done = true;
			}
			else {
				this.event = new PusherBatchEvent(events);
			}
		}

		private @Nullable Duration delay(Throwable ex) {
			return mayPass(ex) ? settings().delayAfter(this.failures) : null;
		}

		// a failed conversion would fail again, and an interrupted thread must stop
		private boolean mayPass(Throwable ex) {
			return ex instanceof Exception && !(ex instanceof PayloadConversionException)
					&& !(ex instanceof InterruptedException);
		}

		private RetrySettings settings() {
			return this.listener.getRetry().apply(ListenerInvoker.this.retry);
		}

		private void end(Throwable cause) {
			this.done = true;
			giveUp(this.event, cause);
		}

		private void giveUp(PusherChannelEvent event, Throwable cause) {
			ListenerInvoker.this.watch.failed(Overflow.weight(event));
			PusherListenerErrorHandler own = this.listener.getErrorHandler();
			try {
				((own != null) ? own : ListenerInvoker.this.errorHandler).handle(this.listener, event, cause);
			}
			catch (Throwable ex) {
				log("The error handler", ex, cause);
			}
			if (event instanceof PusherBatchEvent batch) {
				batch.getEvents().forEach((message) -> recover(message, cause));
			}
			else {
				recover(event, cause);
			}
		}

		private void recover(PusherChannelEvent event, Throwable cause) {
			try {
				ListenerInvoker.this.recoverer.recover(this.listener, event, cause);
			}
			catch (Throwable ex) {
				log("The recoverer", ex, cause);
			}
		}

		private void log(String who, Throwable ex, Throwable cause) {
			logger.error(
					LogMessage.format("%s failed to handle an exception of listener '%s'", who, this.listener.getId()),
					ex);
			if (ex != cause) {
				logger.error(LogMessage.format("The exception of listener '%s' was:", this.listener.getId()), cause);
			}
		}

	}

}

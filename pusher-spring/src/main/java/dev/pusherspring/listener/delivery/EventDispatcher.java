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
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.Registration;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherListenerFailedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.PusherListenerRecoverer;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;

/**
 * Dispatches an event to its listeners: first to {@link PusherListener} methods, then to
 * the listeners of the application context.
 *
 * @since 1.0.0
 */
public final class EventDispatcher implements Consumer<PusherApplicationEvent> {

	private final String app;

	private final PusherListenerRegistry registry;

	private final ApplicationEventListeners applicationListeners;

	private final SlowListenerWarning slow;

	private final DeliveryWatch watch = new DeliveryWatch();

	private final ListenerInvoker invoker;

	private @Nullable DeliveryQueue queue;

	/**
	 * Create a new {@link EventDispatcher} instance for the default app, without retries.
	 * @param registry the listener methods
	 * @param applicationListeners the listeners of the application context
	 * @param errorHandler handles exceptions of listener methods, or {@code null} to log
	 * and publish them
	 */
	public EventDispatcher(PusherListenerRegistry registry, ApplicationEventListeners applicationListeners,
			@Nullable PusherListenerErrorHandler errorHandler) {
		this(PusherClient.DEFAULT_NAME, registry, applicationListeners, errorHandler, RetrySettings.none(),
				Duration.ofSeconds(10));
	}

	/**
	 * Create a new {@link EventDispatcher} instance.
	 * @param app name of the app that receives the events
	 * @param registry the listener methods
	 * @param applicationListeners the listeners of the application context
	 * @param errorHandler handles the exception of the last attempt to call a listener
	 * method, or {@code null} to log and publish it
	 * @param retry the retry settings
	 * @param slowThreshold duration of a call above which a warning is logged
	 * @throws IllegalArgumentException if the registry does not know the app
	 */
	public EventDispatcher(String app, PusherListenerRegistry registry, ApplicationEventListeners applicationListeners,
			@Nullable PusherListenerErrorHandler errorHandler, RetrySettings retry, Duration slowThreshold) {
		this(app, registry, applicationListeners, errorHandler, retry,
				new SlowListenerWarning(slowThreshold, System::nanoTime));
	}

	EventDispatcher(String app, PusherListenerRegistry registry, ApplicationEventListeners applicationListeners,
			@Nullable PusherListenerErrorHandler errorHandler, RetrySettings retry, SlowListenerWarning slow) {
		// fail now rather than with each event
		registry.getListeners(app);
		this.app = app;
		this.registry = registry;
		this.applicationListeners = applicationListeners;
		this.slow = slow;
		this.invoker = new ListenerInvoker(
				(errorHandler != null) ? errorHandler
						: (listener, event, cause) -> applicationListeners.failed("Listener '" + listener.getId() + "'",
								event, cause),
				(listener, event, cause) -> applicationListeners
					.publish(new PusherListenerFailedEvent(listener.getId(), event, cause)),
				retry, slow, this.watch);
	}

	/**
	 * Add an interceptor. It is called within the interceptors that were added before.
	 * @param interceptor the interceptor
	 * @return a registration that removes the interceptor
	 */
	public Registration addInterceptor(PusherListenerInterceptor interceptor) {
		this.invoker.add(interceptor);
		return () -> this.invoker.remove(interceptor);
	}

	/**
	 * Set the recoverer for events whose last attempt has failed. By default, a
	 * {@link PusherListenerFailedEvent} is published. Call this method before events are
	 * delivered.
	 * @param recoverer the recoverer
	 */
	public void setRecoverer(PusherListenerRecoverer recoverer) {
		this.invoker.recoverWith(recoverer);
	}

	DeliveryWatch getWatch() {
		return this.watch;
	}

	/**
	 * Connect this dispatcher to the queue.
	 * @param queue receives reports of failures, and calls of listeners that must not run
	 * on the current thread
	 */
	void join(DeliveryQueue queue) {
		this.queue = queue;
		this.applicationListeners.reportTo(queue::offer);
		this.invoker.repeatWith(queue::schedule);
	}

	@Override
	public void accept(PusherApplicationEvent event) {
		if (event instanceof PusherChannelEvent channelEvent) {
			for (PusherListenerEndpoint listener : this.registry.getListeners(this.app, channelEvent)) {
				pass(listener, channelEvent);
			}
		}
		long start = this.slow.start(null, event);
		int failures = this.applicationListeners.publish(event);
		long nanos = this.slow.end(null, event, start);
		this.watch.failed(failures);
		this.watch.called(null, event, nanos, failures > 0);
	}

	private void pass(PusherListenerEndpoint listener, PusherChannelEvent event) {
		boolean apart = listener.getConcurrency() > 0 || listener.isBatch();
		if (apart && this.queue != null && listener.isActive()) {
			this.queue.handOver(listener, event);
		}
		else {
			serve(listener, (listener.isBatch() && event instanceof PusherMessageEvent message)
					? new PusherBatchEvent(List.of(message)) : event);
		}
	}

	void serve(PusherListenerEndpoint listener, PusherChannelEvent event) {
		if (listener.isActive()) {
			this.invoker.serve(listener, event);
		}
	}

}

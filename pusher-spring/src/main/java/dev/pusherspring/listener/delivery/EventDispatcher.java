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
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * Brings an event to everybody who listens: {@link PusherListener} methods first, then
 * the listeners of the application context.
 *
 * @since 1.0.0
 */
public final class EventDispatcher implements Consumer<PusherApplicationEvent> {

	private static final Log logger = LogFactory.getLog(EventDispatcher.class);

	private final String app;

	private final PusherListenerRegistry registry;

	private final ApplicationEventListeners applicationListeners;

	private final PusherListenerErrorHandler errorHandler;

	private final SlowListenerWarning slow;

	private final @Nullable ListenerRetry retry;

	private final DeliveryWatch watch = new DeliveryWatch();

	private final List<PusherListenerInterceptor> interceptors = new ArrayList<>();

	/**
	 * Create a new {@link EventDispatcher} instance for the only app, that calls no
	 * method again.
	 * @param registry the listener methods
	 * @param applicationListeners the listeners of the application context
	 * @param errorHandler what to do when a listener method throws, or {@code null} to
	 * log and publish it
	 */
	public EventDispatcher(PusherListenerRegistry registry, ApplicationEventListeners applicationListeners,
			@Nullable PusherListenerErrorHandler errorHandler) {
		this(PusherClient.DEFAULT_NAME, registry, applicationListeners, errorHandler, RetrySettings.none(),
				Duration.ofSeconds(10));
	}

	/**
	 * Create a new {@link EventDispatcher} instance.
	 * @param app name of the app that the events are from
	 * @param registry the listener methods
	 * @param applicationListeners the listeners of the application context
	 * @param errorHandler what to do when a listener method throws for the last time, or
	 * {@code null} to log and publish it
	 * @param retry whether a listener method that throws is called again
	 * @param slowThreshold what takes longer is warned of
	 * @throws IllegalArgumentException if the registry does not know the app
	 */
	public EventDispatcher(String app, PusherListenerRegistry registry, ApplicationEventListeners applicationListeners,
			@Nullable PusherListenerErrorHandler errorHandler, RetrySettings retry, Duration slowThreshold) {
		this(app, registry, applicationListeners, errorHandler, retry,
				new SlowListenerWarning(slowThreshold, System::nanoTime));
	}

	EventDispatcher(String app, PusherListenerRegistry registry, ApplicationEventListeners applicationListeners,
			@Nullable PusherListenerErrorHandler errorHandler, RetrySettings retry, SlowListenerWarning slow) {
		// fails now rather than with each event
		registry.getListeners(app);
		this.app = app;
		this.registry = registry;
		this.applicationListeners = applicationListeners;
		this.errorHandler = (errorHandler != null) ? errorHandler : (listener, event, cause) -> applicationListeners
			.failed("Listener '" + listener.getId() + "'", event, cause);
		this.retry = (retry.maxAttempts() > 1) ? new ListenerRetry(retry) : null;
		this.slow = slow;
	}

	/**
	 * Add what stands around each call of a listener method, inside of what has been
	 * added before. To be called before events are delivered.
	 * @param interceptor the interceptor
	 */
	public void addInterceptor(PusherListenerInterceptor interceptor) {
		this.interceptors.add(interceptor);
	}

	/**
	 * Join what queues events.
	 * @param failures takes the report of what a listener has thrown
	 * @return counts what becomes of events
	 */
	DeliveryWatch join(Consumer<PusherApplicationEvent> failures) {
		this.applicationListeners.reportTo(failures);
		return this.watch;
	}

	@Override
	public void accept(PusherApplicationEvent event) {
		if (event instanceof PusherChannelEvent channelEvent) {
			for (PusherListenerEndpoint listener : this.registry.getListeners(this.app, channelEvent)) {
				if (listener.isActive()) {
					serve(listener, channelEvent);
				}
			}
		}
		long start = this.slow.start();
		int failures = this.applicationListeners.publish(event);
		long nanos = this.slow.end(null, event, start);
		this.watch.failed(failures);
		this.watch.called(null, event, nanos, failures > 0);
	}

	private void serve(PusherListenerEndpoint listener, PusherChannelEvent event) {
		try {
			if (this.retry != null) {
				this.retry.call(() -> call(listener, event));
			}
			else {
				call(listener, event);
			}
		}
		catch (Throwable ex) {
			this.watch.failed(1);
			handle(listener, event, ex);
		}
	}

	private void call(PusherListenerEndpoint listener, PusherChannelEvent event) throws Throwable {
		boolean failed = true;
		long start = this.slow.start();
		try {
			call(listener, event, 0);
			failed = false;
		}
		finally {
			long nanos = this.slow.end(listener, event, start);
			this.watch.called(listener, event, nanos, failed);
		}
	}

	private void call(PusherListenerEndpoint listener, PusherChannelEvent event, int position) throws Throwable {
		if (position == this.interceptors.size()) {
			listener.call(event);
		}
		else {
			this.interceptors.get(position).intercept(listener, event, () -> call(listener, event, position + 1));
		}
	}

	private void handle(PusherListenerEndpoint listener, PusherChannelEvent event, Throwable cause) {
		try {
			this.errorHandler.handle(listener, event, cause);
		}
		catch (RuntimeException ex) {
			logger.error(
					LogMessage.format("The error handler failed on what listener '%s' has thrown", listener.getId()),
					ex);
		}
	}

}

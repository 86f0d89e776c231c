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

package dev.pusherspring.observation;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * {@link ReceiverContext} for calls of listener methods. Its getter provides the trace
 * context of the event, if the event has one and it can be extracted.
 *
 * @since 1.0.0
 */
public class PusherListenerObservationContext extends ReceiverContext<PusherChannelEvent> {

	private final PusherListenerEndpoint listener;

	private final PusherChannelEvent event;

	/**
	 * Create a new {@link PusherListenerObservationContext} instance.
	 * @param listener the listener
	 * @param event the event
	 * @param traceContext extracts the trace context of the event, at most once
	 */
	public PusherListenerObservationContext(PusherListenerEndpoint listener, PusherChannelEvent event,
			Function<PusherChannelEvent, Map<String, String>> traceContext) {
		super(new TraceContextGetter(traceContext), Kind.CONSUMER);
		this.listener = listener;
		this.event = event;
		setCarrier(event);
		setRemoteServiceName("pusher");
	}

	/**
	 * Return the listener.
	 * @return the listener
	 */
	public PusherListenerEndpoint getListener() {
		return this.listener;
	}

	/**
	 * Return the event.
	 * @return the event
	 */
	public PusherChannelEvent getEvent() {
		return this.event;
	}

	/**
	 * Extracts the trace context on first access.
	 */
	private static final class TraceContextGetter implements Propagator.Getter<PusherChannelEvent> {

		private final Function<PusherChannelEvent, Map<String, String>> traceContext;

		private @Nullable Map<String, String> entries;

		private TraceContextGetter(Function<PusherChannelEvent, Map<String, String>> traceContext) {
			this.traceContext = traceContext;
		}

		@Override
		public @Nullable String get(PusherChannelEvent event, String key) {
			Map<String, String> entries = this.entries;
			if (entries == null) {
				entries = this.traceContext.apply(event);
				this.entries = entries;
			}
			String value = entries.get(key);
			return (value != null) ? value : entries.get(key.toLowerCase(Locale.ROOT));
		}

	}

}

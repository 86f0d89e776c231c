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

import java.util.Map;

import dev.pusherspring.event.PusherChannelEvent;

/**
 * Strategy for extracting the trace context that a sender has added to an event, so that
 * the call of a listener becomes part of the sender's trace. The protocol does not define
 * a place for it, so sender and receiver have to agree on one. A bean of this type
 * replaces {@code pusher.listener.trace-context-field}.
 * <p>
 * A trace context is only as trustworthy as the publishers of the channel.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface TraceContextExtractor {

	/**
	 * Extract the trace context of an event. Called on delivery threads. Must not throw
	 * exceptions.
	 * @param event the event
	 * @return entries such as {@code traceparent} and {@code tracestate}, with names in
	 * lower case; empty if there is no trace context
	 */
	Map<String, String> extract(PusherChannelEvent event);

	/**
	 * Return an extractor that never finds a trace context.
	 * @return the extractor
	 */
	static TraceContextExtractor none() {
		return (event) -> Map.of();
	}

}

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
 * Reads the trace context that a sender has put into an event, so that the call of a
 * listener becomes part of the sender's trace. The protocol has no place for it: where it
 * stands is a matter between the two. A bean of this type replaces
 * {@code pusher.listener.trace-context-field}.
 * <p>
 * What comes from a channel is as trustworthy as those who may publish on it.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface TraceContextExtractor {

	/**
	 * Read the trace context of an event. Called on delivery threads; must not throw.
	 * @param event the event
	 * @return entries such as {@code traceparent} and {@code tracestate}, with names in
	 * lower case; empty if there are none
	 */
	Map<String, String> extract(PusherChannelEvent event);

	/**
	 * Return an extractor that finds nothing.
	 * @return the extractor
	 */
	static TraceContextExtractor none() {
		return (event) -> Map.of();
	}

}

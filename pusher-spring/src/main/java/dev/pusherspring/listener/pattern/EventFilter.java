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

package dev.pusherspring.listener.pattern;

import java.util.List;

/**
 * Selects events by the names of the channel and the event. Events of the protocol are
 * selected only by names and patterns that start with the prefix of the protocol.
 */
public final class EventFilter {

	private static final String PROTOCOL_PREFIX = "pusher:";

	private final List<NamePattern> channels;

	private final List<NamePattern> events;

	private final List<NamePattern> protocolEvents;

	/**
	 * Create a new {@link EventFilter} instance.
	 * @param channels names and patterns of channels
	 * @param events names and patterns of events, empty for all events of the application
	 */
	public EventFilter(List<String> channels, List<String> events) {
		this.channels = channels.stream().map(NamePattern::of).toList();
		this.events = events.stream().map(NamePattern::of).toList();
		this.protocolEvents = events.stream().filter(EventFilter::isOfProtocol).map(NamePattern::of).toList();
	}

	/**
	 * Return whether an event belongs to the protocol.
	 * @param event name or pattern of the event
	 * @return {@code false} for an event of the application
	 */
	public static boolean isOfProtocol(String event) {
		return event.startsWith(PROTOCOL_PREFIX);
	}

	/**
	 * Return whether an event is selected.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @return whether it is selected
	 */
	public boolean matches(String channel, String event) {
		return matchesChannel(channel) && matchesEvent(event);
	}

	/**
	 * Return whether events of a channel can be selected.
	 * @param channel name of the channel
	 * @return whether the channel matches
	 */
	public boolean matchesChannel(String channel) {
		return matches(this.channels, channel);
	}

	private boolean matchesEvent(String event) {
		if (isOfProtocol(event)) {
			return matches(this.protocolEvents, event);
		}
		return this.events.isEmpty() || matches(this.events, event);
	}

	private static boolean matches(List<NamePattern> patterns, String name) {
		for (NamePattern pattern : patterns) {
			if (pattern.matches(name)) {
				return true;
			}
		}
		return false;
	}

}

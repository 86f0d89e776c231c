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

package dev.pusherspring.listener.method.argument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.pattern.NamePattern;

/**
 * The arguments of a listener method.
 */
public final class ListenerArguments {

	private static final String PROTOCOL_PREFIX = "pusher:";

	private static final String INTERNAL_PREFIX = "pusher_internal:";

	private final ListenerArgument[] arguments;

	private final int payloadIndex;

	private final @Nullable PayloadKind payloadKind;

	private final List<Class<?>> eventTypes;

	private final List<@Nullable String> names;

	ListenerArguments(List<ListenerParameter> parameters, List<ListenerArgument> arguments, int payloadIndex,
			@Nullable PayloadKind payloadKind) {
		this.arguments = arguments.toArray(ListenerArgument[]::new);
		this.payloadIndex = payloadIndex;
		this.payloadKind = payloadKind;
		this.eventTypes = parameters.stream()
			.<Class<?>>map(ListenerParameter::type)
			.filter(EventArguments::isEvent)
			.toList();
		this.names = parameters.stream().map((parameter) -> parameter.parameter().getParameterName()).toList();
	}

	/**
	 * Return the values for an event.
	 * @param event the event
	 * @return one value for each parameter
	 */
	public @Nullable Object[] resolve(PusherChannelEvent event) {
		@Nullable Object[] values = new @Nullable Object[this.arguments.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments[i].resolve(event);
		}
		return values;
	}

	/**
	 * Return the payload in the type that the method declares.
	 * @param event the event
	 * @param values the values for the event
	 * @return the payload, or its text if the method has no payload parameter
	 */
	public @Nullable Object payload(PusherChannelEvent event, @Nullable Object[] values) {
		return (this.payloadIndex >= 0) ? this.arguments[this.payloadIndex].payload(values[this.payloadIndex])
				: PayloadArgument.text(event);
	}

	/**
	 * Return the kind of payload of the method.
	 * @return the kind, or {@code null} if the method has no payload parameter
	 */
	public @Nullable PayloadKind payloadKind() {
		return this.payloadKind;
	}

	/**
	 * Return the names of the parameters.
	 * @return one name for each parameter, {@code null} if unknown
	 */
	public List<@Nullable String> names() {
		return this.names;
	}

	/**
	 * Return the events that the method receives.
	 * @param named the events that its annotation names
	 * @return these, or the events that its parameters imply if there are none
	 */
	public List<String> events(List<String> named) {
		Set<String> implied = new TreeSet<>();
		this.eventTypes.forEach((type) -> implied.addAll(EventArguments.news(type)));
		if (!named.isEmpty() || implied.isEmpty()) {
			return named;
		}
		List<String> events = new ArrayList<>(implied);
		if (this.eventTypes.stream().anyMatch((type) -> type.isAssignableFrom(PusherMessageEvent.class))) {
			events.add("*");
		}
		return List.copyOf(events);
	}

	/**
	 * Return the reasons why the method can never be called, or one of its arguments
	 * never has a value.
	 * @param events the events that it receives
	 * @return the reasons, empty if there are none
	 */
	public List<String> problems(List<String> events) {
		List<String> problems = new ArrayList<>();
		for (String event : events) {
			if (event.startsWith(INTERNAL_PREFIX)) {
				problems
					.add("'%s' is an internal event of the protocol, which listeners never receive".formatted(event));
			}
			else if (event.startsWith(PROTOCOL_PREFIX) && !matchesAny(event, EventArguments.allNews())) {
				problems.add("there is no event '%s' in the protocol. The events are %s".formatted(event,
						EventArguments.allNews()));
			}
		}
		for (Class<?> type : this.eventTypes) {
			Set<String> news = EventArguments.news(type);
			if (!news.isEmpty() && events.stream().noneMatch((event) -> matchesAny(event, news))) {
				problems.add("its parameter of type %s is always null, because it requires the event %s"
					.formatted(type.getSimpleName(), news));
			}
		}
		return problems;
	}

	private static boolean matchesAny(String pattern, Set<String> names) {
		return pattern.startsWith(PROTOCOL_PREFIX) && names.stream().anyMatch(NamePattern.of(pattern)::matches);
	}

}

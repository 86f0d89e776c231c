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

package dev.pusherspring.listener.method;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.method.argument.PayloadKind;
import dev.pusherspring.listener.pattern.NamePattern;

/**
 * The methods that share the events of a class. Selects the method for each event.
 *
 * @see PusherHandler
 */
final class HandlerGroup implements PusherListenerEndpoint.Handler {

	private static final String ALL = "*";

	private static final String PROTOCOL_PREFIX = "pusher:";

	private final Class<?> type;

	// grouped by name, the most specific name first
	private final List<Named> named;

	private final List<Member> unnamed;

	private final @Nullable Member fallback;

	private HandlerGroup(Class<?> type, List<Named> named, List<Member> unnamed, @Nullable Member fallback) {
		this.type = type;
		this.named = named;
		this.unnamed = unnamed;
		this.fallback = fallback;
	}

	/**
	 * Return a group of methods.
	 * @param type the class
	 * @param methods the handler methods of the class
	 * @return the group
	 * @throws InvalidPusherListenerException if the methods cannot be distinguished
	 */
	static HandlerGroup of(Class<?> type, Collection<Member> methods) {
		List<Member> defaults = methods.stream().filter(Member::isDefault).toList();
		if (defaults.size() > 1) {
			throw ambiguous(defaults.get(0), defaults.get(1), "both are the default method");
		}
		Map<String, List<Member>> byName = new LinkedHashMap<>();
		List<Member> unnamed = new ArrayList<>();
		for (Member method : methods) {
			method.events().forEach((name) -> byName.computeIfAbsent(name, (key) -> new ArrayList<>()).add(method));
			if (method.isDefault()) {
				requireUnnamed(method);
			}
			else if (method.events().isEmpty()) {
				requireKind(method);
				unnamed.add(method);
			}
		}
		List<Named> named = byName.entrySet()
			.stream()
			.map((entry) -> new Named(entry.getKey(), NamePattern.of(entry.getKey()), sorted(entry.getValue())))
			.sorted(Comparator.comparing((Named one) -> NamePattern.isPattern(one.name))
				.thenComparing((one) -> -one.name.length()))
			.toList();
		return new HandlerGroup(ClassUtils.getUserClass(type), named, sorted(unnamed),
				defaults.isEmpty() ? null : defaults.get(0));
	}

	private static void requireUnnamed(Member method) {
		if (!method.events().isEmpty()) {
			throw new InvalidPusherListenerException(
					"@PusherHandler method %s is the default method, but handles only %s".formatted(describe(method),
							method.events()),
					"Remove 'isDefault', or the names of the events.");
		}
	}

	private static void requireKind(Member method) {
		if (method.payload() == null || !method.payload().isKnown()) {
			throw new InvalidPusherListenerException(
					"@PusherHandler method %s neither names an event nor has a payload whose type could select it"
						.formatted(describe(method)),
					"Name its events, or make it the default method.");
		}
	}

	// subtypes first
	private static List<Member> sorted(List<Member> methods) {
		for (Member one : methods) {
			for (Member other : methods) {
				if (one != other && !one.differsFrom(other)) {
					throw ambiguous(one, other, "they cannot be distinguished");
				}
			}
		}
		return methods.stream()
			.sorted(Comparator.comparing((one) -> -methods.stream().filter(one::isPartOf).count()))
			.toList();
	}

	private static InvalidPusherListenerException ambiguous(Member one, Member other, String reason) {
		String first = describe(one);
		String second = describe(other);
		// sorted, as reflection returns methods in any order
		return new InvalidPusherListenerException("There are @PusherHandler methods %s and %s, but %s".formatted(
				(first.compareTo(second) < 0) ? first : second, (first.compareTo(second) < 0) ? second : first, reason),
				"Name the events that each of them handles.");
	}

	// with parameters, as handlers are often overloaded
	private static String describe(Member method) {
		return Arrays.stream(method.method().getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", ClassUtils.getQualifiedMethodName(method.method()) + "(", ")"));
	}

	/**
	 * Return the events that the methods handle.
	 * @return names and patterns
	 */
	List<String> events() {
		Set<String> events = new LinkedHashSet<>();
		if (!this.unnamed.isEmpty() || this.fallback != null) {
			events.add(ALL);
		}
		this.named.forEach((one) -> events.add(one.name));
		return List.copyOf(events);
	}

	/**
	 * Return the reasons why methods can never be called.
	 * @param events names and patterns of the events that the class receives, empty for
	 * all events
	 * @return the reasons, empty if there are none
	 */
	List<String> problems(List<String> events) {
		if (events.isEmpty()) {
			return List.of();
		}
		List<NamePattern> patterns = events.stream().map(NamePattern::of).toList();
		return this.named.stream()
			.map(Named::name)
			.filter((name) -> !NamePattern.isPattern(name)
					&& patterns.stream().noneMatch((pattern) -> pattern.matches(name)))
			.map((name) -> "the class receives %s, which does not include the event '%s' of a handler".formatted(events,
					name))
			.toList();
	}

	@Override
	public void handle(PusherChannelEvent event) throws Throwable {
		find(event).call().handle(event);
	}

	private Member find(PusherChannelEvent event) {
		PayloadKind.Candidate data = null;
		for (Named one : this.named) {
			if (one.matches(event.getEvent())) {
				if (one.methods.size() == 1) {
					return one.methods.get(0);
				}
				data = (data != null) ? data : new PayloadKind.Candidate(event);
				Member found = find(one.methods, data);
				if (found != null) {
					return found;
				}
			}
		}
		if (!this.unnamed.isEmpty()) {
			Member found = find(this.unnamed, (data != null) ? data : new PayloadKind.Candidate(event));
			if (found != null) {
				return found;
			}
		}
		if (this.fallback == null) {
			throw new PayloadConversionException(
					("No @PusherHandler method of %s matches the data of event '%s' on channel '%s', and there is no "
							+ "default method")
						.formatted(this.type.getName(), PrintableText.of(event.getEvent()),
								PrintableText.of(event.getChannel())),
					null);
		}
		return this.fallback;
	}

	private static @Nullable Member find(List<Member> methods, PayloadKind.Candidate data) {
		for (Member method : methods) {
			if (method.payload() != null && data.isOf(method.payload())) {
				return method;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.type.getName();
	}

	/**
	 * A handler method.
	 *
	 * @param method the method
	 * @param events names and patterns of the events that it handles, empty if the
	 * payload decides
	 * @param isDefault whether it is the default method
	 * @param payload the kind of its payload, or {@code null} if it has no payload
	 * @param call calls the method
	 */
	record Member(Method method, List<String> events, boolean isDefault, @Nullable PayloadKind payload,
			ListenerMethod call) {

		private boolean differsFrom(Member other) {
			return this.payload != null && other.payload != null && this.payload.differsFrom(other.payload);
		}

		private boolean isPartOf(Member other) {
			return this.payload != null && other.payload != null && this.payload.isPartOf(other.payload);
		}

	}

	/**
	 * Methods with the same event name.
	 */
	private record Named(String name, NamePattern pattern, List<Member> methods) {

		boolean matches(String event) {
			return event.startsWith(PROTOCOL_PREFIX) == this.name.startsWith(PROTOCOL_PREFIX)
					&& this.pattern.matches(event);
		}

	}

}

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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotationCollectors;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.RepeatableContainers;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListeners;

/**
 * The listener annotations of a class.
 *
 * @param methods the listener methods
 * @param shared the annotations of the class itself
 * @param handlers the handler methods
 */
record ListenerDeclarations(Map<Method, Set<PusherListener>> methods, Set<PusherListener> shared,
		Map<Method, PusherHandler> handlers) {

	private static final Comparator<MergedAnnotation<PusherListener>> OVERRIDDEN_METHODS_FIRST = Comparator
		.<MergedAnnotation<PusherListener>>comparingInt(MergedAnnotation::getAggregateIndex)
		.reversed();

	static final ListenerDeclarations NONE = new ListenerDeclarations(Map.of(), Set.of(), Map.of());

	/**
	 * Find the annotations of a class.
	 * @param type the class
	 * @return the annotations
	 */
	static ListenerDeclarations of(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type,
				List.of(PusherListener.class, PusherListeners.class, PusherHandler.class))) {
			return NONE;
		}
		Map<Method, Set<PusherListener>> methods = new LinkedHashMap<>();
		Map<Method, PusherHandler> handlers = new LinkedHashMap<>();
		MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<Annotations>) Annotations::find)
			.forEach((method, annotations) -> {
				if (!annotations.listeners.isEmpty()) {
					methods.put(method, annotations.listeners);
				}
				if (annotations.handler != null) {
					handlers.put(method, annotations.handler);
				}
			});
		return new ListenerDeclarations(methods, listeners(annotations(type)), handlers);
	}

	private static MergedAnnotations annotations(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY,
				RepeatableContainers.explicitRepeatable(PusherListener.class, PusherListeners.class));
	}

	private static Set<PusherListener> listeners(MergedAnnotations annotations) {
		return annotations.stream(PusherListener.class)
			.sorted(OVERRIDDEN_METHODS_FIRST)
			.collect(MergedAnnotationCollectors.toAnnotationSet());
	}

	boolean isEmpty() {
		return this.methods.isEmpty() && this.shared.isEmpty() && this.handlers.isEmpty();
	}

	/**
	 * Check that the class is annotated if it has handler methods, and that it has
	 * handler methods if it is annotated.
	 * @param type the class
	 * @throws InvalidPusherListenerException if only one of both is the case
	 */
	void requireHandlersWhereShared(Class<?> type) {
		if (!this.shared.isEmpty() && this.handlers.isEmpty()) {
			throw new InvalidPusherListenerException(
					"%s is annotated with @PusherListener, but has no @PusherHandler methods".formatted(type),
					"Annotate its methods with @PusherHandler, or move @PusherListener to the method that is to "
							+ "receive the events.");
		}
		if (this.shared.isEmpty() && !this.handlers.isEmpty()) {
			throw new InvalidPusherListenerException(
					"%s has @PusherHandler methods, but does not name their channels".formatted(type),
					"Annotate the class with @PusherListener.");
		}
	}

	/**
	 * Return all listener and handler methods.
	 * @return the methods
	 */
	Set<Method> all() {
		Set<Method> all = new LinkedHashSet<>(this.methods.keySet());
		all.addAll(this.handlers.keySet());
		return all;
	}

	/**
	 * The annotations of a method.
	 */
	private record Annotations(Set<PusherListener> listeners, @Nullable PusherHandler handler) {

		private static @Nullable Annotations find(Method method) {
			MergedAnnotations annotations = ListenerDeclarations.annotations(method);
			// as for most methods of most beans
			if (!annotations.iterator().hasNext()) {
				return null;
			}
			Set<PusherListener> listeners = ListenerDeclarations.listeners(annotations);
			PusherHandler handler = annotations.stream(PusherHandler.class)
				.findFirst()
				.map(MergedAnnotation::synthesize)
				.orElse(null);
			return (listeners.isEmpty() && handler == null) ? null : new Annotations(listeners, handler);
		}

	}

}

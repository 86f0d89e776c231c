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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherEventNameFormatter;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListeners;
import dev.pusherspring.listener.method.argument.BatchArguments;
import dev.pusherspring.listener.method.argument.ListenerArgumentFactory;
import dev.pusherspring.listener.method.argument.ListenerArguments;

/**
 * Makes listeners of the {@link PusherListener} methods of a class.
 */
final class ListenerEndpointFactory {

	private static final Log logger = LogFactory.getLog(ListenerEndpointFactory.class);

	private final ConfigurableBeanFactory beanFactory;

	private final ListenerNames names;

	private final ListenerAttributes attributes;

	private final ListenerArgumentFactory arguments;

	private final Map<Class<?>, Map<Method, Set<PusherListener>>> methods = new ConcurrentHashMap<>();

	ListenerEndpointFactory(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.names = new ListenerNames(beanFactory);
		this.attributes = new ListenerAttributes(beanFactory, this.names::text);
		this.arguments = new ListenerArgumentFactory(beanFactory);
	}

	boolean hasListeners(Class<?> type) {
		return !methods(type).isEmpty();
	}

	private Map<Method, Set<PusherListener>> methods(Class<?> type) {
		return this.methods.computeIfAbsent(type, ListenerEndpointFactory::findIfPossible);
	}

	// beans of Spring's own, and those that nobody can make, have none
	private static Map<Method, Set<PusherListener>> findIfPossible(Class<?> type) {
		if (type.getName().startsWith("org.springframework.")) {
			return Map.of();
		}
		try {
			return find(type);
		}
		catch (IllegalStateException | LinkageError ex) {
			logger.debug(LogMessage.format("The methods of %s are not known", type), ex);
			return Map.of();
		}
	}

	/**
	 * Find the listener methods of a class.
	 * @param type the class
	 * @return its methods with their annotations
	 */
	static Map<Method, Set<PusherListener>> find(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, List.of(PusherListener.class, PusherListeners.class))) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<Set<PusherListener>>) (method) -> {
					Set<PusherListener> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(method,
							PusherListener.class, PusherListeners.class);
					return annotations.isEmpty() ? null : annotations;
				});
	}

	/**
	 * Make the listeners of a bean.
	 * @param beanName name of the bean
	 * @param type the bean's own class
	 * @param target returns what to call for a method of that class
	 * @return the listeners
	 */
	List<PusherListenerEndpoint> create(String beanName, Class<?> type, Function<Method, TargetBean> target) {
		List<PusherListenerEndpoint> endpoints = new ArrayList<>();
		methods(type).forEach((method, annotations) -> {
			int number = 0;
			for (PusherListener annotation : annotations) {
				endpoints.add(create(beanName, type, method, annotation, number, target));
				number++;
			}
		});
		return endpoints;
	}

	private PusherListenerEndpoint create(String beanName, Class<?> type, Method method, PusherListener annotation,
			int number, Function<Method, TargetBean> target) {
		try {
			String id = annotation.id().isEmpty() ? id(beanName, method, number) : this.names.text(annotation.id());
			List<String> channels = this.names.list(annotation.channels(), (name) -> warnOfComma(method, name));
			List<String> events = this.names.list(annotation.events(), (name) -> warnOfComma(method, name));
			PusherListenerEndpoint.Builder builder;
			if (annotation.batch()) {
				BatchArguments arguments = this.arguments.createBatch(method, type, beanName, channels, events);
				builder = PusherListenerEndpoint.builder(id, new BatchListenerMethod(
						new ListenerCall(method, target.apply(method)), arguments, condition(annotation)));
			}
			else {
				ListenerArguments arguments = this.arguments.create(method, type, beanName);
				events = arguments.events(events);
				arguments.problems(events)
					.forEach((problem) -> logger
						.warn(LogMessage.format("Listener '%s' can never be called as it says: %s", id, problem)));
				builder = PusherListenerEndpoint.builder(id, new ListenerMethod(
						new ListenerCall(method, target.apply(method)), arguments, condition(annotation)));
			}
			PusherListenerEndpoint endpoint = this.attributes.apply(annotation, method, builder)
				.app(this.names.text(annotation.app()))
				.channels(channels)
				.events(events)
				.autoStartup(this.names.flag("autoStartup", annotation.autoStartup()))
				.build();
			PusherEventNameFormatter formatter = this.beanFactory.getBeanProvider(PusherEventNameFormatter.class)
				.getIfUnique();
			return (formatter != null) ? endpoint.withEvents(formatter::format) : endpoint;
		}
		catch (InvalidPusherListenerException ex) {
			throw new BeanCreationException(beanName, String.valueOf(ex.getMessage()), ex);
		}
		catch (RuntimeException ex) {
			InvalidPusherListenerException invalid = new InvalidPusherListenerException(
					"@PusherListener method %s of bean '%s' cannot be used: %s"
						.formatted(ClassUtils.getQualifiedMethodName(method), beanName, ex.getMessage()),
					"Correct the method or its annotation.", ex);
			throw new BeanCreationException(beanName, String.valueOf(invalid.getMessage()), invalid);
		}
	}

	private static String id(String beanName, Method method, int number) {
		String types = StringUtils.collectionToCommaDelimitedString(
				Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList());
		return "%s.%s(%s)%s".formatted(beanName, method.getName(), types, (number > 0) ? "#" + number : "");
	}

	private static void warnOfComma(Method method, String name) {
		logger.warn(LogMessage.format(
				"'%s' of @PusherListener method %s is one name with a comma in it; "
						+ "several names are several strings of the annotation",
				name, ClassUtils.getQualifiedMethodName(method)));
	}

	private @Nullable ListenerCondition condition(PusherListener annotation) {
		return annotation.condition().isEmpty() ? null
				: new ListenerCondition(annotation.condition(), this.beanFactory);
	}

}

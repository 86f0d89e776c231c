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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHandler;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.method.argument.BatchArguments;
import dev.pusherspring.listener.method.argument.ListenerArgumentFactory;
import dev.pusherspring.listener.method.argument.ListenerArguments;
import dev.pusherspring.listener.method.result.ListenerResult;
import dev.pusherspring.listener.method.result.ListenerReturnValueHandler;
import dev.pusherspring.listener.pattern.PusherEventNameFormatter;

/**
 * Creates listeners from the {@link PusherListener} and {@link PusherHandler} methods of
 * a class.
 */
final class ListenerEndpointFactory {

	private static final Log logger = LogFactory.getLog(ListenerEndpointFactory.class);

	private static final String PROTOCOL_PREFIX = "pusher:";

	private final ConfigurableBeanFactory beanFactory;

	private final ListenerNames names;

	private final ListenerAttributes attributes;

	private final ListenerArgumentFactory arguments;

	private final Map<Class<?>, ListenerDeclarations> declarations = new ConcurrentHashMap<>();

	ListenerEndpointFactory(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.names = new ListenerNames(beanFactory);
		this.attributes = new ListenerAttributes(beanFactory, this.names::text);
		this.arguments = new ListenerArgumentFactory(beanFactory);
	}

	boolean hasListeners(Class<?> type) {
		return !declarations(type).isEmpty();
	}

	private ListenerDeclarations declarations(Class<?> type) {
		return this.declarations.computeIfAbsent(type, ListenerEndpointFactory::findIfPossible);
	}

	// beans of Spring itself, and beans whose class cannot be loaded, have no listeners
	private static ListenerDeclarations findIfPossible(Class<?> type) {
		if (type.getName().startsWith("org.springframework.")) {
			return ListenerDeclarations.NONE;
		}
		try {
			return ListenerDeclarations.of(type);
		}
		catch (IllegalStateException | LinkageError ex) {
			logger.debug(LogMessage.format("The methods of %s cannot be determined", type), ex);
			return ListenerDeclarations.NONE;
		}
	}

	/**
	 * Create the listeners of a bean.
	 * @param beanName name of the bean
	 * @param type the class of the bean
	 * @param target returns the bean to call for a method of that class
	 * @return the listeners
	 */
	List<PusherListenerEndpoint> create(String beanName, Class<?> type, Function<Method, TargetBean> target) {
		Source source = new Source(beanName, type, target);
		ListenerDeclarations declarations = declarations(type);
		List<PusherListenerEndpoint> endpoints = new ArrayList<>();
		declarations.methods().forEach((method, annotations) -> {
			int number = 0;
			for (PusherListener annotation : annotations) {
				int position = number++;
				endpoints.add(source.create("method " + ClassUtils.getQualifiedMethodName(method),
						() -> listener(source, method, annotation, id(annotation, id(beanName, method), position))));
			}
		});
		source.create("class " + type.getName(), () -> {
			declarations.requireHandlersWhereShared(type);
			int number = 0;
			for (PusherListener annotation : declarations.shared()) {
				endpoints.add(group(source, declarations.handlers(), annotation, id(annotation, beanName, number++)));
			}
			return endpoints;
		});
		return endpoints;
	}

	private String id(PusherListener annotation, String fallback, int number) {
		String id = this.names.text(annotation.id());
		if (!id.isEmpty()) {
			return id;
		}
		return (number > 0) ? fallback + "#" + number : fallback;
	}

	private static String id(String beanName, Method method) {
		return "%s.%s(%s)".formatted(beanName, method.getName(), StringUtils.collectionToCommaDelimitedString(
				Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList()));
	}

	private PusherListenerEndpoint listener(Source source, Method method, PusherListener annotation, String id) {
		Integer order = OrderUtils.getOrder(method);
		return (annotation.batch() ? batch(source, method, annotation, id) : single(source, method, annotation, id))
			.order((order != null) ? order : order(method.getDeclaringClass()))
			.build();
	}

	private PusherListenerEndpoint.Builder single(Source source, Method method, PusherListener annotation, String id) {
		ListenerArguments arguments = this.arguments.create(method, source.type, source.beanName);
		List<String> events = arguments.events(events(annotation.events(), id));
		warn(id, arguments.problems(events));
		return endpoint(annotation, id, method(source, method, arguments, annotation), format(events));
	}

	private PusherListenerEndpoint.Builder batch(Source source, Method method, PusherListener annotation, String id) {
		List<String> events = events(annotation.events(), id);
		BatchArguments arguments = this.arguments.createBatch(method, source.type, source.beanName,
				names(annotation.channels(), id), events);
		return endpoint(annotation, id,
				new BatchListenerMethod(call(source, method), arguments, condition(annotation, List.of())),
				format(events));
	}

	private PusherListenerEndpoint group(Source source, Map<Method, PusherHandler> handlers, PusherListener annotation,
			String id) {
		Assert.state(!annotation.batch(), "'batch' is not supported with @PusherHandler methods");
		List<HandlerGroup.Member> members = new ArrayList<>();
		handlers.forEach((method, handler) -> {
			ListenerArguments arguments = this.arguments.create(method, source.type, source.beanName);
			List<String> events = arguments.events(events(handler.events(), id));
			warn(id, arguments.problems(events));
			members.add(new HandlerGroup.Member(method, format(events), handler.isDefault(), arguments.payloadKind(),
					method(source, method, arguments, annotation)));
		});
		HandlerGroup group = HandlerGroup.of(source.type, members);
		List<String> events = format(events(annotation.events(), id));
		warn(id, group.problems(events));
		return endpoint(annotation, id, group, events.isEmpty() ? group.events() : events).order(order(source.type))
			.build();
	}

	private static int order(Class<?> type) {
		return OrderUtils.getOrder(type, Ordered.LOWEST_PRECEDENCE);
	}

	private ListenerMethod method(Source source, Method method, ListenerArguments arguments,
			PusherListener annotation) {
		return new ListenerMethod(call(source, method), arguments, condition(annotation, arguments.names()));
	}

	private ListenerCall call(Source source, Method method) {
		ListenerReturnValueHandler handler = this.beanFactory.getBeanProvider(ListenerReturnValueHandler.class)
			.orderedStream()
			.filter((candidate) -> candidate.supports(method))
			.findFirst()
			.orElse(null);
		return new ListenerCall(method, source.target.apply(method), ListenerResult.of(method, handler));
	}

	private @Nullable ListenerCondition condition(PusherListener annotation, List<@Nullable String> parameters) {
		return annotation.condition().isEmpty() ? null
				: new ListenerCondition(annotation.condition(), parameters, this.beanFactory);
	}

	private PusherListenerEndpoint.Builder endpoint(PusherListener annotation, String id,
			PusherListenerEndpoint.Handler handler, List<String> events) {
		return this.attributes.apply(annotation, PusherListenerEndpoint.builder(id, handler))
			.app(this.names.text(annotation.app()))
			.channels(names(annotation.channels(), id))
			.events(events)
			.autoStartup(this.names.flag("autoStartup", annotation.autoStartup()));
	}

	// an empty list would mean all events
	private List<String> events(String[] expressions, String id) {
		List<String> events = names(expressions, id);
		Assert.state(expressions.length == 0 || !events.isEmpty(),
				() -> "the name of an event must not be empty, but %s resolves to no name"
					.formatted(Arrays.toString(expressions)));
		return events;
	}

	private List<String> names(String[] expressions, String id) {
		return this.names.list(expressions,
				(name) -> logger.warn(LogMessage.format(
						"'%s' of listener '%s' is treated as one name that contains "
								+ "a comma. To specify several names, use several strings in the annotation",
						name, id)));
	}

	private List<String> format(List<String> events) {
		PusherEventNameFormatter formatter = this.beanFactory.getBeanProvider(PusherEventNameFormatter.class)
			.getIfUnique();
		if (formatter == null) {
			return events;
		}
		return events.stream()
			.map((event) -> event.startsWith(PROTOCOL_PREFIX) ? event : formatter.format(event))
			.toList();
	}

	private static void warn(String id, List<String> problems) {
		problems.forEach((problem) -> logger
			.warn(LogMessage.format("Listener '%s' can never be called as declared: %s", id, problem)));
	}

	/**
	 * The bean with the listeners.
	 */
	private record Source(String beanName, Class<?> type, Function<Method, TargetBean> target) {

		private <T> T create(String subject, Supplier<T> creation) {
			try {
				return creation.get();
			}
			catch (InvalidPusherListenerException ex) {
				throw new BeanCreationException(this.beanName, String.valueOf(ex.getMessage()), ex);
			}
			catch (RuntimeException ex) {
				InvalidPusherListenerException invalid = new InvalidPusherListenerException(
						"@PusherListener %s of bean '%s' is invalid: %s".formatted(subject, this.beanName,
								ex.getMessage()),
						"Correct the method or its annotation.", ex);
				throw new BeanCreationException(this.beanName, String.valueOf(invalid.getMessage()), invalid);
			}
		}

	}

}

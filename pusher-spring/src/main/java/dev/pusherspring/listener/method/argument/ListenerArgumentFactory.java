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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.InvalidPusherListenerException;

/**
 * Creates the argument resolvers for listener methods. A parameter with an unknown
 * annotation is not treated as the payload.
 */
public final class ListenerArgumentFactory {

	private static final String SPRING = "org.springframework.";

	private static final List<String> HARMLESS_ANNOTATIONS = List.of(SPRING + "lang.", SPRING + "format.annotation.",
			SPRING + "validation.annotation.", SPRING + "aot.", SPRING + "messaging.handler.annotation.Payload");

	private static final List<String> FOREIGN_TYPES = List.of(SPRING + "messaging.", "com.rabbitmq.client.",
			"org.apache.kafka.");

	private final ConfigurableBeanFactory beanFactory;

	private final boolean messagingPresent;

	// without the type, which may not be present
	private volatile @Nullable Object messaging;

	/**
	 * Create a new {@link ListenerArgumentFactory} instance.
	 * @param beanFactory the bean factory for values, validators and resolvers
	 */
	public ListenerArgumentFactory(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.messagingPresent = isMessagingPresent();
	}

	static boolean isMessagingPresent() {
		return ClassUtils.isPresent(SPRING + "messaging.handler.invocation.HandlerMethodArgumentResolver",
				ListenerArgumentFactory.class.getClassLoader());
	}

	/**
	 * Return the arguments of a method.
	 * @param method the method of the bean's class
	 * @param beanType the bean's class
	 * @param beanName name of the bean
	 * @return its arguments
	 * @throws InvalidPusherListenerException if a parameter is not valid
	 */
	public ListenerArguments create(Method method, Class<?> beanType, String beanName) {
		List<ListenerParameter> parameters = ListenerParameter.of(method, beanType);
		List<ListenerArgument> arguments = new ArrayList<>();
		int payloadIndex = -1;
		PayloadKind payloadKind = null;
		for (ListenerParameter parameter : parameters) {
			ListenerArgument argument = special(parameter, beanName);
			if (argument == null || argument instanceof MessageArgument) {
				if (payloadIndex >= 0) {
					throw new InvalidPusherListenerException(
							"%s is a second payload in addition to '%s', but an event has only one".formatted(parameter,
									parameters.get(payloadIndex).name()),
							"Annotate one of them with @ChannelName, @EventName or @UserId, or remove it.");
				}
				payloadIndex = arguments.size();
				payloadKind = PayloadKind
					.of((argument instanceof MessageArgument) ? MessageArgument.content(parameter) : parameter);
				argument = ValidatedArgument.of(parameter, (argument != null) ? argument : payload(parameter),
						this.beanFactory);
			}
			arguments.add(argument);
		}
		return new ListenerArguments(parameters, arguments, payloadIndex, payloadKind);
	}

	/**
	 * Return the arguments of a batch listener method.
	 * @param method the method of the bean's class
	 * @param beanType the bean's class
	 * @param beanName name of the bean
	 * @param channels names and patterns of its channels
	 * @param events names and patterns of its events
	 * @return its arguments
	 * @throws InvalidPusherListenerException if a parameter is not valid
	 */
	public BatchArguments createBatch(Method method, Class<?> beanType, String beanName, List<String> channels,
			List<String> events) {
		return new BatchArgumentFactory(this, channels, events).create(ListenerParameter.of(method, beanType),
				beanName);
	}

	/**
	 * Return the resolver for a parameter that spring-messaging supports and that is not
	 * the payload.
	 * @param parameter the parameter
	 * @return the resolver, or {@code null} if there is none, or the parameter is a
	 * message
	 */
	@Nullable ListenerArgument header(ListenerParameter parameter) {
		ListenerArgument argument = this.messagingPresent ? messaging().find(parameter) : null;
		return (argument instanceof MessageArgument) ? null : argument;
	}

	ListenerArgument validated(ListenerParameter parameter, ListenerArgument payload) {
		return ValidatedArgument.of(parameter, payload, this.beanFactory);
	}

	private @Nullable ListenerArgument special(ListenerParameter parameter, String beanName) {
		if (EventArguments.supports(parameter)) {
			return EventArguments.of(parameter);
		}
		if (parameter.isAnnotated(Value.class)) {
			return value(parameter, beanName);
		}
		return this.messagingPresent ? messaging().find(parameter) : null;
	}

	// not earlier, as resolvers are beans
	private MessagingArguments messaging() {
		if (!(this.messaging instanceof MessagingArguments arguments)) {
			MessagingArguments created = new MessagingArguments(this.beanFactory);
			this.messaging = created;
			return created;
		}
		return arguments;
	}

	ListenerArgument value(ListenerParameter parameter, String beanName) {
		if (!(this.beanFactory instanceof AutowireCapableBeanFactory autowiring)) {
			throw new InvalidPusherListenerException(
					"%s has a @Value expression that cannot be resolved".formatted(parameter),
					"Inject the value into the constructor of the bean.");
		}
		Object value = autowiring.resolveDependency(new DependencyDescriptor(parameter.parameter(), true), beanName);
		return (event) -> value;
	}

	ListenerArgument payload(ListenerParameter parameter) {
		for (Annotation annotation : parameter.parameter().getParameterAnnotations()) {
			String name = annotation.annotationType().getName();
			if (name.startsWith(SPRING) && HARMLESS_ANNOTATIONS.stream().noneMatch(name::startsWith)) {
				throw new InvalidPusherListenerException(
						"%s is annotated with @%s, which is not supported on a @PusherListener method"
							.formatted(parameter, ClassUtils.getShortName(annotation.annotationType())),
						"Remove the annotation if the parameter is to receive the payload, or define a "
								+ "HandlerMethodArgumentResolver bean that supports it.");
			}
		}
		if (isForeign(parameter.type())) {
			throw new InvalidPusherListenerException(
					"%s is of type %s, which is neither a payload nor otherwise supported by @PusherListener methods"
						.formatted(parameter, parameter.type().getName()),
					"Inject the dependency into the constructor of the bean, or define a "
							+ "HandlerMethodArgumentResolver bean that supports it.");
		}
		return new PayloadArgument(parameter,
				this.messagingPresent && Boolean.TRUE.equals(MessagingArguments.isPayloadRequired(parameter)));
	}

	private static boolean isForeign(Class<?> type) {
		String name = type.getName();
		boolean service = name.startsWith(SPRING) && type.isInterface() && !Collection.class.isAssignableFrom(type)
				&& !Map.class.isAssignableFrom(type);
		return service || type == Principal.class
				|| (type.getPackageName().equals(PusherClient.class.getPackageName()) && type != Member.class)
				|| FOREIGN_TYPES.stream().anyMatch(name::startsWith);
	}

	/**
	 * Return the payload types of a method, as far as they can be determined without
	 * beans.
	 * @param method the method
	 * @param beanType the bean's class
	 * @return the types that data is converted to
	 */
	public static List<Type> payloadTypes(Method method, Class<?> beanType) {
		boolean messaging = isMessagingPresent();
		return ListenerParameter.of(method, beanType)
			.stream()
			.filter(Predicate.not(EventArguments::supports))
			.map((parameter) -> (messaging && MessagingArguments.isMessage(parameter))
					? MessageArgument.content(parameter) : parameter)
			.<Type>flatMap((parameter) -> Stream.concat(Stream.of(parameter.genericType()),
					PayloadKind.relatives(parameter.type()).stream()))
			.toList();
	}

}

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

package dev.pusherspring.listener;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMemberEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Finds the value of one parameter of a listener method.
 */
@FunctionalInterface
interface ListenerArgument {

	@Nullable Object resolve(ListenerEvent event);

	/**
	 * Return what finds the value of a parameter.
	 * @param method the listener method
	 * @param parameter its parameter
	 * @return what finds the value
	 * @throws IllegalStateException if the parameter makes no sense
	 */
	static ListenerArgument of(Method method, Parameter parameter) {
		ListenerArgument annotated = annotated(method, parameter);
		if (annotated != null) {
			return annotated;
		}
		Class<?> type = parameter.getType();
		if (PusherApplicationEvent.class.isAssignableFrom(type)) {
			return (event) -> type.isInstance(event.source()) ? event.source() : null;
		}
		if (PusherClient.class == type) {
			return (event) -> event.source().getClient();
		}
		return payload(type, parameter.getParameterizedType());
	}

	/**
	 * Return whether a parameter takes the payload.
	 * @param parameter the parameter
	 * @return whether it is neither annotated nor of one of our types
	 */
	static boolean isPayload(Parameter parameter) {
		return !parameter.isAnnotationPresent(ChannelName.class) && !parameter.isAnnotationPresent(EventName.class)
				&& !parameter.isAnnotationPresent(UserId.class)
				&& !PusherApplicationEvent.class.isAssignableFrom(parameter.getType())
				&& PusherClient.class != parameter.getType();
	}

	private static @Nullable ListenerArgument annotated(Method method, Parameter parameter) {
		ListenerArgument argument = null;
		if (parameter.isAnnotationPresent(ChannelName.class)) {
			argument = ListenerEvent::channel;
		}
		else if (parameter.isAnnotationPresent(EventName.class)) {
			argument = ListenerEvent::name;
		}
		else if (parameter.isAnnotationPresent(UserId.class)) {
			argument = (event) -> (event.source() instanceof PusherMessageEvent message) ? message.getUserId() : null;
		}
		if (argument != null && parameter.getType() != String.class) {
			throw new IllegalStateException("Parameter '%s' of @PusherListener method %s must be a String but is %s"
				.formatted(parameter.getName(), ClassUtils.getQualifiedMethodName(method),
						parameter.getType().getName()));
		}
		return argument;
	}

	private static ListenerArgument payload(Class<?> type, Type genericType) {
		if (type == byte[].class) {
			return (event) -> {
				String text = event.text();
				return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
			};
		}
		ParameterizedTypeReference<?> reference = ParameterizedTypeReference.forType(genericType);
		return (event) -> {
			if (event.source() instanceof PusherMessageEvent message) {
				return (type == String.class) ? message.getData() : message.getData(reference);
			}
			if (event.source() instanceof PusherMemberEvent memberEvent) {
				return type.isInstance(memberEvent.getMember()) ? memberEvent.getMember()
						: memberEvent.getMember().getInfo(type);
			}
			return null;
		};
	}

}

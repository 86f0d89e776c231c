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

import java.lang.annotation.Annotation;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.UserId;

/**
 * Finds the value of one parameter of a listener method.
 */
@FunctionalInterface
interface ListenerArgument {

	List<Class<? extends Annotation>> ANNOTATIONS = List.of(ChannelName.class, EventName.class, UserId.class);

	@Nullable Object resolve(PusherChannelEvent event);

	/**
	 * Return the payload in a value that this has found.
	 * @param value the value
	 * @return the payload
	 */
	default @Nullable Object payload(@Nullable Object value) {
		return value;
	}

	/**
	 * Return what finds the value of a parameter.
	 * @param parameter the parameter
	 * @return what finds the value
	 * @throws InvalidPusherListenerException if the parameter makes no sense
	 */
	static ListenerArgument of(ListenerParameter parameter) {
		ListenerArgument annotated = annotated(parameter);
		if (annotated != null) {
			return annotated;
		}
		Class<?> type = parameter.type();
		if (PusherApplicationEvent.class.isAssignableFrom(type)) {
			return (event) -> type.isInstance(event) ? event : null;
		}
		if (PusherClient.class == type) {
			return (event) -> event.getClient();
		}
		return isMessage(parameter) ? new MessageArgument(parameter) : new PayloadArgument(parameter);
	}

	/**
	 * Return whether a parameter takes the payload.
	 * @param parameter the parameter
	 * @return whether it is neither annotated nor of one of our types
	 */
	static boolean isPayload(ListenerParameter parameter) {
		return ANNOTATIONS.stream().noneMatch(parameter::isAnnotated)
				&& !PusherApplicationEvent.class.isAssignableFrom(parameter.type())
				&& PusherClient.class != parameter.type();
	}

	// by name: most applications do not have that class
	static boolean isMessage(ListenerParameter parameter) {
		return parameter.type().getName().equals("org.springframework.messaging.Message");
	}

	private static @Nullable ListenerArgument annotated(ListenerParameter parameter) {
		ListenerArgument argument = null;
		if (parameter.isAnnotated(ChannelName.class)) {
			argument = PusherChannelEvent::getChannel;
		}
		else if (parameter.isAnnotated(EventName.class)) {
			argument = PusherChannelEvent::getEvent;
		}
		else if (parameter.isAnnotated(UserId.class)) {
			argument = (event) -> (event instanceof PusherMessageEvent message) ? message.getUserId() : null;
		}
		if (argument != null && parameter.type() != String.class) {
			throw new InvalidPusherListenerException(
					"%s must be a String but is %s".formatted(parameter, parameter.type().getName()),
					"Declare it as String, or remove the annotation if it is to take the payload.");
		}
		return argument;
	}

}

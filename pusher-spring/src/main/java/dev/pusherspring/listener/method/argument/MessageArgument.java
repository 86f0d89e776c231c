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

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherHeaders;

/**
 * Resolves an event as {@link Message} with {@link PusherHeaders}. Used only if
 * spring-messaging is present.
 */
final class MessageArgument implements ListenerArgument {

	private final ListenerParameter content;

	private final ListenerArgument payload;

	MessageArgument(ListenerParameter parameter) {
		this.content = content(parameter);
		this.payload = new PayloadArgument(this.content, false);
	}

	/**
	 * Return the payload of a message parameter.
	 * @param parameter a parameter of type {@code Message}
	 * @return the same parameter with the type of the payload
	 */
	static ListenerParameter content(ListenerParameter parameter) {
		ResolvableType type = ResolvableType.forType(parameter.genericType()).as(Message.class).getGeneric();
		Class<?> raw = type.resolve();
		// the text if the type is not specified
		return (raw != null) ? new ListenerParameter(parameter.parameter(), raw, type.getType())
				: new ListenerParameter(parameter.parameter(), String.class, String.class);
	}

	@Override
	public Object resolve(PusherChannelEvent event) {
		return MessageBuilder.withPayload(require(event))
			.setHeader(PusherHeaders.CHANNEL, event.getChannel())
			.setHeader(PusherHeaders.EVENT, event.getEvent())
			.setHeader(PusherHeaders.RECOVERED, EventArguments.isRecovered(event))
			.setHeaderIfAbsent(PusherHeaders.USER_ID, EventArguments.userId(event))
			.build();
	}

	// a message must have a payload
	private Object require(PusherChannelEvent event) {
		Object payload = this.payload.resolve(event);
		if (payload == null && this.content.type().isAssignableFrom(String.class)) {
			return "";
		}
		if (payload == null) {
			throw PayloadArgument.missing(this.content, event);
		}
		return payload;
	}

	@Override
	public @Nullable Object payload(@Nullable Object value) {
		return (value instanceof Message<?> message) ? message.getPayload() : null;
	}

}

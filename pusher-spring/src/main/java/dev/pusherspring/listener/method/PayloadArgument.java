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

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;

import dev.pusherspring.client.Member;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMemberEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * The payload of an event as the type that a listener method wants. What has no data
 * gives {@code null}, or an empty {@link Optional}, but nothing that is primitive.
 */
final class PayloadArgument implements ListenerArgument {

	private final ListenerParameter parameter;

	private final ParameterizedTypeReference<?> reference;

	PayloadArgument(ListenerParameter parameter) {
		this.parameter = parameter;
		this.reference = ParameterizedTypeReference.forType(parameter.genericType());
	}

	@Override
	public @Nullable Object resolve(PusherChannelEvent event) {
		Object payload = read(event);
		return (payload != null) ? payload : missing(event);
	}

	private @Nullable Object read(PusherChannelEvent event) {
		Class<?> type = this.parameter.type();
		if (type == String.class) {
			return text(event);
		}
		if (type == byte[].class) {
			String text = text(event);
			return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : null;
		}
		if (event instanceof PusherMessageEvent message) {
			return message.getData(this.reference);
		}
		if (event instanceof PusherMemberEvent memberEvent) {
			Member member = memberEvent.getMember();
			return type.isInstance(member) ? member : member.getInfo(type);
		}
		return null;
	}

	/**
	 * Return the data of an event as text.
	 * @param event the event
	 * @return what was sent, what is known of a member, or {@code null}
	 */
	static @Nullable String text(PusherChannelEvent event) {
		if (event instanceof PusherMessageEvent message) {
			return message.getData();
		}
		return (event instanceof PusherMemberEvent memberEvent) ? memberEvent.getMember().getInfo() : null;
	}

	private @Nullable Object missing(PusherChannelEvent event) {
		if (this.parameter.type() == Optional.class) {
			return Optional.empty();
		}
		if (this.parameter.type().isPrimitive()) {
			throw new PayloadConversionException("%s cannot be null, but event '%s' on channel '%s' has no data"
				.formatted(this.parameter, event.getEvent(), event.getChannel()), null);
		}
		return null;
	}

}

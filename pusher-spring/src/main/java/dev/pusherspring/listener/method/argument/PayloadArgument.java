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

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Member;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PayloadType;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMemberEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Resolves the payload of an event in the type that a listener method declares. Without
 * data, the payload is {@code null} or an empty {@link Optional}, and resolution fails if
 * the parameter is primitive or required.
 */
final class PayloadArgument implements ListenerArgument {

	private final ListenerParameter parameter;

	private final PayloadType type;

	private final boolean required;

	PayloadArgument(ListenerParameter parameter, boolean required) {
		this.parameter = parameter;
		this.type = PayloadType.of(parameter.genericType());
		this.required = required || parameter.type().isPrimitive();
	}

	@Override
	public @Nullable Object resolve(PusherChannelEvent event) {
		Object payload = read(event);
		if (payload == null && this.parameter.type() == Optional.class) {
			return Optional.empty();
		}
		if (payload == null && this.required) {
			throw missing(this.parameter, event);
		}
		return payload;
	}

	private @Nullable Object read(PusherChannelEvent event) {
		if (event instanceof PusherMessageEvent message) {
			return message.getData(this.type);
		}
		if (event instanceof PusherMemberEvent memberEvent) {
			return (this.parameter.type() == Member.class) ? memberEvent.getMember() : memberEvent.getInfo(this.type);
		}
		return null;
	}

	static PayloadConversionException missing(ListenerParameter parameter, PusherChannelEvent event) {
		return new PayloadConversionException("%s needs a payload, but event '%s' on channel '%s' has no data"
			.formatted(parameter, PrintableText.of(event.getEvent()), PrintableText.of(event.getChannel())), null);
	}

	/**
	 * Return the data of an event as text.
	 * @param event the event
	 * @return the data, the info of a member, or {@code null}
	 */
	static @Nullable String text(PusherChannelEvent event) {
		if (event instanceof PusherMessageEvent message) {
			return message.getData();
		}
		return (event instanceof PusherMemberEvent memberEvent) ? memberEvent.getMember().getInfo() : null;
	}

}

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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ResolvableType;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.UserId;
import dev.pusherspring.listener.method.argument.BatchArguments.BatchArgument;
import dev.pusherspring.listener.pattern.NamePattern;

/**
 * Creates the argument resolvers for a batch listener method.
 */
final class BatchArgumentFactory {

	private final ListenerArgumentFactory factory;

	private final boolean oneChannel;

	private final boolean oneEvent;

	private @Nullable ListenerArgument element;

	private @Nullable ListenerParameter payload;

	/**
	 * Create a new {@link BatchArgumentFactory} instance for one method.
	 * @param factory creates the arguments that batches and single events have in common
	 * @param channels names and patterns of channels
	 * @param events names and patterns of events
	 */
	BatchArgumentFactory(ListenerArgumentFactory factory, List<String> channels, List<String> events) {
		this.factory = factory;
		this.oneChannel = isOne(channels);
		this.oneEvent = isOne(events);
	}

	private static boolean isOne(List<String> names) {
		return names.size() == 1 && !NamePattern.isPattern(names.get(0));
	}

	BatchArguments create(List<ListenerParameter> parameters, String beanName) {
		List<BatchArgument> arguments = new ArrayList<>();
		for (ListenerParameter parameter : parameters) {
			arguments.add(find(parameter, beanName));
		}
		return new BatchArguments(arguments, this.element);
	}

	private BatchArgument find(ListenerParameter parameter, String beanName) {
		if (parameter.isAnnotated(ChannelName.class)) {
			return named(parameter, PusherMessageEvent::getChannel, this.oneChannel, "channel");
		}
		if (parameter.isAnnotated(EventName.class)) {
			return named(parameter, PusherMessageEvent::getEvent, this.oneEvent, "event");
		}
		if (parameter.isAnnotated(UserId.class)) {
			return named(parameter, PusherMessageEvent::getUserId, false, "user");
		}
		Class<?> type = parameter.type();
		if (type == PusherBatchEvent.class) {
			return (batch, elements) -> batch;
		}
		if (type == PusherClient.class || (Channel.class.isAssignableFrom(type) && this.oneChannel)) {
			return each(EventArguments.of(parameter));
		}
		if (parameter.isAnnotated(Value.class)) {
			return each(this.factory.value(parameter, beanName));
		}
		if (isList(type) && element(parameter).resolve() != null) {
			ListenerArgument header = this.factory.header(parameter);
			return (header != null) ? each(header) : list(parameter);
		}
		if (ListenerArgumentFactory.isMessagingPresent()) {
			return messaging(parameter);
		}
		throw refused(parameter);
	}

	private static boolean isList(Class<?> type) {
		return type == List.class || type == Collection.class;
	}

	private static ResolvableType element(ListenerParameter parameter) {
		return ResolvableType.forType(parameter.genericType()).getGeneric();
	}

	// the same for a batch as for a single event
	private static BatchArgument each(ListenerArgument argument) {
		return (batch, elements) -> argument.resolve(batch);
	}

	private BatchArgument named(ListenerParameter parameter, Function<PusherMessageEvent, @Nullable String> name,
			boolean one, String what) {
		if (isList(parameter.type()) && element(parameter).resolve() == String.class) {
			return (batch, elements) -> {
				List<@Nullable String> names = new ArrayList<>();
				batch.getEvents().forEach((message) -> names.add(name.apply(message)));
				return names;
			};
		}
		if (parameter.type() == String.class && one) {
			return (batch, elements) -> name.apply(batch.getEvents().get(0));
		}
		throw new InvalidPusherListenerException(
				"%s must be a List<String>, because the messages of a batch may have more than one %s"
					.formatted(parameter, what),
				"Declare it as List<String>, with one element for each message" + ("user".equals(what) ? "."
						: ", or let the listener name exactly one %s, without a pattern.".formatted(what)));
	}

	private BatchArgument list(ListenerParameter parameter) {
		ResolvableType type = element(parameter);
		Class<?> raw = type.resolve(Object.class);
		if (raw == PusherMessageEvent.class) {
			return (batch, elements) -> new ArrayList<>(batch.getEvents());
		}
		if (EventArguments.isEvent(raw)) {
			throw new InvalidPusherListenerException(
					"%s is a list of %s, but a batch contains only messages".formatted(parameter, raw.getSimpleName()),
					"Declare it as List<PusherMessageEvent>, or listen to such events without 'batch'.");
		}
		ListenerParameter content = new ListenerParameter(parameter.parameter(), raw, type.getType());
		boolean message = ListenerArgumentFactory.isMessagingPresent() && MessagingArguments.isMessage(content);
		payload(parameter, this.factory.validated(content,
				message ? new MessageArgument(content) : this.factory.payload(content)));
		return (batch, elements) -> new ArrayList<>(elements);
	}

	private BatchArgument messaging(ListenerParameter parameter) {
		if (MessagingArguments.isMessage(parameter)) {
			ListenerParameter content = MessageArgument.content(parameter);
			Class<?> element = isList(content.type()) ? element(content).resolve() : null;
			if (element == null) {
				throw refused(parameter);
			}
			BatchArgument list = list(content);
			return (batch, elements) -> MessagingArguments.message(batch, list.resolve(batch, elements));
		}
		ListenerArgument header = this.factory.header(parameter);
		if (header == null) {
			throw refused(parameter);
		}
		return each(header);
	}

	private void payload(ListenerParameter parameter, ListenerArgument element) {
		if (this.payload != null) {
			throw new InvalidPusherListenerException(
					"%s is a second payload in addition to '%s', but a message has only one".formatted(parameter,
							this.payload.name()),
					"Annotate one of them with @ChannelName, @EventName or @UserId, or remove it.");
		}
		this.payload = parameter;
		this.element = element;
	}

	private static InvalidPusherListenerException refused(ListenerParameter parameter) {
		return new InvalidPusherListenerException(
				"%s is of type %s, which a listener with 'batch = true' does not support".formatted(parameter,
						parameter.genericType().getTypeName()),
				"Declare it as a list with an element type, such as List<Order>, List<PusherMessageEvent> "
						+ "or Message<List<Order>>, or remove 'batch'.");
	}

}

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.Assert;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHeaders;

/**
 * Parameters that are resolved by the argument resolvers of spring-messaging and by
 * resolver beans. Used only if spring-messaging is present.
 */
final class MessagingArguments {

	private final List<HandlerMethodArgumentResolver> resolvers;

	MessagingArguments(ConfigurableBeanFactory beanFactory) {
		ConversionService conversion = beanFactory.getConversionService();
		this.resolvers = Stream.concat(
				Stream.of(
						new HeaderMethodArgumentResolver(
								(conversion != null) ? conversion : new DefaultConversionService(), beanFactory),
						new HeadersMethodArgumentResolver()),
				beanFactory.getBeanProvider(HandlerMethodArgumentResolver.class).orderedStream())
			.toList();
	}

	static boolean isMessage(ListenerParameter parameter) {
		return parameter.type() == Message.class;
	}

	static @Nullable Boolean isPayloadRequired(ListenerParameter parameter) {
		Payload payload = parameter.parameter().getParameterAnnotation(Payload.class);
		if (payload != null && !payload.expression().isEmpty()) {
			throw new InvalidPusherListenerException(
					"%s has a @Payload expression, which is not supported".formatted(parameter),
					"Declare a payload type that contains the value.");
		}
		return (payload != null) ? payload.required() : null;
	}

	/**
	 * Return the resolver for a parameter.
	 * @param parameter the parameter
	 * @return the resolver, or {@code null} if no resolver supports the parameter
	 */
	@Nullable ListenerArgument find(ListenerParameter parameter) {
		if (isMessage(parameter)) {
			return new MessageArgument(parameter);
		}
		if (isPayloadRequired(parameter) != null) {
			return null;
		}
		for (HandlerMethodArgumentResolver resolver : this.resolvers) {
			if (resolver.supportsParameter(parameter.parameter())) {
				return (event) -> resolve(resolver, parameter.parameter(), event);
			}
		}
		return null;
	}

	/**
	 * Return a batch as a message. Its headers are lists with one element for each
	 * message of the batch.
	 * @param batch the batch
	 * @param payload the payload
	 * @return the message
	 */
	static Message<?> message(PusherBatchEvent batch, @Nullable Object payload) {
		Assert.state(payload != null, "A batch has a payload");
		return new GenericMessage<>(payload, headers(batch));
	}

	private static Map<String, Object> headers(PusherChannelEvent event) {
		Map<String, Object> headers = new HashMap<>();
		if (event instanceof PusherBatchEvent batch) {
			List<PusherMessageEvent> messages = batch.getEvents();
			headers.put(PusherHeaders.CHANNEL, messages.stream().map(PusherMessageEvent::getChannel).toList());
			headers.put(PusherHeaders.EVENT, messages.stream().map(PusherMessageEvent::getEvent).toList());
			headers.put(PusherHeaders.RECOVERED, messages.stream().map(PusherMessageEvent::isRecovered).toList());
			List<@Nullable String> users = new ArrayList<>();
			messages.forEach((message) -> users.add(message.getUserId()));
			if (users.stream().anyMatch(Objects::nonNull)) {
				headers.put(PusherHeaders.USER_ID, users);
			}
			return headers;
		}
		headers.put(PusherHeaders.CHANNEL, event.getChannel());
		headers.put(PusherHeaders.EVENT, event.getEvent());
		headers.put(PusherHeaders.RECOVERED, EventArguments.isRecovered(event));
		String userId = EventArguments.userId(event);
		if (userId != null) {
			headers.put(PusherHeaders.USER_ID, userId);
		}
		return headers;
	}

	private static @Nullable Object resolve(HandlerMethodArgumentResolver resolver, MethodParameter parameter,
			PusherChannelEvent event) {
		try {
			return resolver.resolveArgument(parameter, new EventMessage(event));
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new PayloadConversionException("The argument resolver failed for parameter %d of %s: %s"
				.formatted(parameter.getParameterIndex(), parameter.getExecutable(), ex.getClass().getName()), ex);
		}
	}

	/**
	 * The message that argument resolvers receive. Their exceptions may include it, but
	 * must not include the data.
	 */
	private static final class EventMessage implements Message<String> {

		private final String payload;

		private final MessageHeaders headers;

		private EventMessage(PusherChannelEvent event) {
			String text = PayloadArgument.text(event);
			this.payload = (text != null) ? text : "";
			this.headers = new MessageHeaders(headers(event));
		}

		@Override
		public String getPayload() {
			return this.payload;
		}

		@Override
		public MessageHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public String toString() {
			return "EventMessage";
		}

	}

}

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

package dev.pusherspring.integration;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.integration.expression.ExpressionUtils;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;

import dev.pusherspring.listener.PusherHeaders;

/**
 * Base class for message handlers that send events to a channel. Determines the names of
 * the channel and the event.
 *
 * @since 1.0.0
 */
public abstract class AbstractPusherMessageHandler extends AbstractMessageHandler {

	private Expression channelExpression = header(PusherHeaders.CHANNEL);

	private Expression eventExpression = header(PusherHeaders.EVENT);

	private @Nullable EvaluationContext evaluationContext;

	AbstractPusherMessageHandler() {
	}

	static Expression header(String name) {
		return new FunctionExpression<Message<?>>((message) -> message.getHeaders().get(name));
	}

	/**
	 * Set the channel to which to send all events.
	 * @param channel name of the channel
	 */
	public void setChannel(String channel) {
		setChannelExpression(new FunctionExpression<Message<?>>((message) -> channel));
	}

	/**
	 * Set the expression that returns the channel of an event. By default, the header
	 * {@link PusherHeaders#CHANNEL} is used.
	 * @param channelExpression the expression, evaluated against the message
	 */
	public void setChannelExpression(Expression channelExpression) {
		this.channelExpression = channelExpression;
	}

	/**
	 * Set the name of all events.
	 * @param event the name
	 */
	public void setEvent(String event) {
		setEventExpression(new FunctionExpression<Message<?>>((message) -> event));
	}

	/**
	 * Set the expression that returns the name of an event. By default, the header
	 * {@link PusherHeaders#EVENT} is used.
	 * @param eventExpression the expression, evaluated against the message
	 */
	public void setEventExpression(Expression eventExpression) {
		this.eventExpression = eventExpression;
	}

	@Override
	protected void onInit() {
		super.onInit();
		this.evaluationContext = ExpressionUtils.createStandardEvaluationContext(getBeanFactory());
	}

	<T> T channel(Message<?> message, Class<T> type) {
		return required(this.channelExpression, message, type, "channel", PusherHeaders.CHANNEL);
	}

	String event(Message<?> message) {
		return required(this.eventExpression, message, String.class, "event", PusherHeaders.EVENT);
	}

	<T> @Nullable T evaluate(Expression expression, Message<?> message, Class<T> type) {
		EvaluationContext context = this.evaluationContext;
		return (context != null) ? expression.getValue(context, message, type) : expression.getValue(message, type);
	}

	private <T> T required(Expression expression, Message<?> message, Class<T> type, String what, String header) {
		T value = evaluate(expression, message, type);
		if (value == null) {
			throw new MessageHandlingException(message,
					"The message has no %s: set the header '%s', or '%s' of the adapter".formatted(what, header, what));
		}
		return value;
	}

}

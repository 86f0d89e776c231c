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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.integration.expression.ExpressionUtils;
import org.springframework.integration.expression.FunctionExpression;
import org.springframework.integration.handler.AbstractMessageHandler;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.util.Assert;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherHeaders;

/**
 * Outbound channel adapter that sends the payloads of messages as client events. The
 * channel must be a private or presence channel that the client is subscribed to, and
 * client events must be enabled for the app.
 * <p>
 * The thread that handles a message waits until the event has been sent. If it cannot be
 * sent, a {@link MessageHandlingException} is thrown.
 *
 * @since 1.0.0
 */
public class PusherOutboundChannelAdapter extends AbstractMessageHandler {

	private final PusherClient client;

	private Expression channelExpression = header(PusherHeaders.CHANNEL);

	private Expression eventExpression = header(PusherHeaders.EVENT);

	private Duration sendTimeout = Duration.ofSeconds(10);

	private @Nullable EvaluationContext evaluationContext;

	/**
	 * Create a new {@link PusherOutboundChannelAdapter} instance.
	 * @param client the client
	 */
	public PusherOutboundChannelAdapter(PusherClient client) {
		this.client = client;
	}

	private static Expression header(String name) {
		return new FunctionExpression<Message<?>>((message) -> message.getHeaders().get(name));
	}

	/**
	 * Set the channel of all events.
	 * @param channel name of the channel
	 */
	public void setChannel(String channel) {
		setChannelExpression(new FunctionExpression<Message<?>>((message) -> channel));
	}

	/**
	 * Set the expression that determines the channel of an event; the header
	 * {@link PusherHeaders#CHANNEL} by default.
	 * @param channelExpression the expression, evaluated against the message
	 */
	public void setChannelExpression(Expression channelExpression) {
		this.channelExpression = channelExpression;
	}

	/**
	 * Set the name of all events.
	 * @param event the name, starting with {@code client-}
	 */
	public void setEvent(String event) {
		setEventExpression(new FunctionExpression<Message<?>>((message) -> event));
	}

	/**
	 * Set the expression that determines the name of an event; the header
	 * {@link PusherHeaders#EVENT} by default.
	 * @param eventExpression the expression, evaluated against the message
	 */
	public void setEventExpression(Expression eventExpression) {
		this.eventExpression = eventExpression;
	}

	/**
	 * Set how long to wait for an event to be sent.
	 * @param sendTimeout the maximum time to wait; 10 seconds by default
	 */
	public void setSendTimeout(Duration sendTimeout) {
		Assert.isTrue(sendTimeout.toMillis() > 0,
				() -> "'sendTimeout' must be positive but is %s".formatted(sendTimeout));
		this.sendTimeout = sendTimeout;
	}

	@Override
	public String getComponentType() {
		return "pusher:outbound-channel-adapter";
	}

	@Override
	protected void onInit() {
		super.onInit();
		this.evaluationContext = ExpressionUtils.createStandardEvaluationContext(getBeanFactory());
	}

	@Override
	protected void handleMessageInternal(Message<?> message) {
		String channel = evaluate(this.channelExpression, message, "channel");
		String event = evaluate(this.eventExpression, message, "event");
		try {
			CompletableFuture<Void> sent = this.client.trigger(channel, event, message.getPayload());
			sent.get(this.sendTimeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | IllegalArgumentException ex) {
			throw new MessageHandlingException(message, "The client event could not be sent", ex);
		}
		catch (TimeoutException ex) {
			throw new MessageHandlingException(message,
					"The client event was not sent within %d ms".formatted(this.sendTimeout.toMillis()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new MessageHandlingException(message, "Interrupted while the client event was being sent", ex);
		}
	}

	private String evaluate(Expression expression, Message<?> message, String what) {
		EvaluationContext context = this.evaluationContext;
		String value = (context != null) ? expression.getValue(context, message, String.class)
				: expression.getValue(message, String.class);
		if (value == null) {
			throw new MessageHandlingException(message,
					"There is no %s to send the message to: set the header '%s', or '%s' of the adapter".formatted(what,
							what.equals("channel") ? PusherHeaders.CHANNEL : PusherHeaders.EVENT, what));
		}
		return value;
	}

}

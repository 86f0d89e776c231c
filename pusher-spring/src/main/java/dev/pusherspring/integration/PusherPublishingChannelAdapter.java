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

import java.util.Collection;
import java.util.List;

import org.springframework.expression.Expression;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;

import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.publish.PusherMessage;
import dev.pusherspring.publish.PusherOperations;

/**
 * Outbound channel adapter that publishes the payloads of messages through the HTTP API
 * of the server. The channel can be a single name or a collection of names. In the latter
 * case, the event is published on each of these channels.
 * <p>
 * The thread that handles a message waits for the answer of the server. If the message
 * could not be published, or possibly was not, a {@link MessageHandlingException} with
 * the underlying {@link dev.pusherspring.publish.PublishException PublishException} is
 * thrown.
 *
 * @since 1.0.0
 */
public class PusherPublishingChannelAdapter extends AbstractPusherMessageHandler {

	private final PusherOperations operations;

	private Expression socketIdExpression = header(PusherHeaders.SOCKET_ID);

	/**
	 * Create a new {@link PusherPublishingChannelAdapter} instance.
	 * @param operations the operations that publish
	 */
	public PusherPublishingChannelAdapter(PusherOperations operations) {
		this.operations = operations;
	}

	/**
	 * Set the expression that returns the socket id of the connection that must not
	 * receive an event, usually the connection of the user who caused it. By default, the
	 * header {@link PusherHeaders#SOCKET_ID} is used. If there is no socket id, all
	 * connections receive the event.
	 * @param socketIdExpression the expression, evaluated against the message
	 */
	public void setSocketIdExpression(Expression socketIdExpression) {
		this.socketIdExpression = socketIdExpression;
	}

	@Override
	public String getComponentType() {
		return "pusher:publishing-channel-adapter";
	}

	@Override
	protected void handleMessageInternal(Message<?> message) {
		PusherMessage event = PusherMessage
			.of(channels(channel(message, Object.class)), event(message), message.getPayload())
			.excluding(evaluate(this.socketIdExpression, message, String.class));
		this.operations.trigger(event);
	}

	private static List<String> channels(Object channel) {
		return (channel instanceof Collection<?> channels) ? channels.stream().map(Object::toString).toList()
				: List.of(channel.toString());
	}

}

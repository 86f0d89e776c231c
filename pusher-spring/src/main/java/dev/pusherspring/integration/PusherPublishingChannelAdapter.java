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
 * Publishes the payloads of messages through the HTTP API of the server. The channel may
 * be one name or a collection of names, on each of which the event is published.
 * <p>
 * The thread that handles a message waits for the server's answer. What cannot be
 * published, or may not have been, is a {@link MessageHandlingException} whose cause is
 * the {@link dev.pusherspring.publish.PublishException PublishException}.
 *
 * @since 1.0.0
 */
public class PusherPublishingChannelAdapter extends AbstractPusherMessageHandler {

	private final PusherOperations operations;

	private Expression socketIdExpression = header(PusherHeaders.SOCKET_ID);

	/**
	 * Create a new {@link PusherPublishingChannelAdapter} instance.
	 * @param operations what publishes
	 */
	public PusherPublishingChannelAdapter(PusherOperations operations) {
		this.operations = operations;
	}

	/**
	 * Set what gives the socket id of the connection that must not get an event: the one
	 * of whoever has caused it. The header {@link PusherHeaders#SOCKET_ID} by default;
	 * where it gives none, all connections get the event.
	 * @param socketIdExpression evaluated with the message
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

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

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.util.Assert;

import dev.pusherspring.client.PusherClient;

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
public class PusherOutboundChannelAdapter extends AbstractPusherMessageHandler {

	private final PusherClient client;

	private Duration sendTimeout = Duration.ofSeconds(10);

	/**
	 * Create a new {@link PusherOutboundChannelAdapter} instance.
	 * @param client the client
	 */
	public PusherOutboundChannelAdapter(PusherClient client) {
		this.client = client;
	}

	/**
	 * Set the name of all events.
	 * @param event the name, starting with {@code client-}
	 */
	@Override
	public void setEvent(String event) {
		super.setEvent(event);
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
	protected void handleMessageInternal(Message<?> message) {
		String channel = channel(message, String.class);
		String event = event(message);
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

}

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

package dev.pusherspring.webhook;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.event.Payload;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PayloadType;

/**
 * Published when a client has sent an event. The data comes from the client and must be
 * treated as untrusted input. {@link #toString()} does not include it.
 *
 * @since 1.0.0
 */
public class ClientEventWebhookEvent extends ChannelWebhookEvent {

	static final String NAME = "client_event";

	private final String event;

	private final @Nullable String socketId;

	private final @Nullable String userId;

	private final transient Payload payload;

	/**
	 * Create a new {@link ClientEventWebhookEvent} instance.
	 * @param origin the webhook that contains the event
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data as text, or {@code null}
	 * @param socketId socket id of the connection that sent the event, or {@code null}
	 * @param userId id of the user who sent the event, or {@code null}
	 * @param mapper converts the data
	 */
	public ClientEventWebhookEvent(Origin origin, String channel, String event, @Nullable String data,
			@Nullable String socketId, @Nullable String userId, JsonMapper mapper) {
		super(origin, NAME, channel);
		this.event = event;
		this.socketId = socketId;
		this.userId = userId;
		this.payload = new Payload(data, mapper);
	}

	/**
	 * Return the name of the event.
	 * @return the name
	 */
	public String getEvent() {
		return this.event;
	}

	/**
	 * Return the data as text, usually JSON.
	 * @return the text, or {@code null} if there was no data
	 */
	public @Nullable String getData() {
		return this.payload.text();
	}

	/**
	 * Return the data, converted to a type.
	 * @param <T> the type
	 * @param type the type; {@code String} returns the text as is
	 * @return the object, or {@code null} if there was no data
	 * @throws PayloadConversionException if the data cannot be converted
	 */
	@SuppressWarnings("unchecked")
	public <T> @Nullable T getData(Class<T> type) {
		return (T) this.payload.as(PayloadType.of(type), getChannel(), this.event);
	}

	/**
	 * Return the socket id of the connection that sent the event.
	 * @return the socket id, or {@code null} if unknown
	 */
	public @Nullable String getSocketId() {
		return this.socketId;
	}

	/**
	 * Return the id of the user who sent the event. Servers provide it for presence
	 * channels.
	 * @return the id, or {@code null}
	 */
	public @Nullable String getUserId() {
		return this.userId;
	}

	@Override
	public String toString() {
		return "ClientEventWebhookEvent[app=" + getApp() + ", channel=" + PrintableText.of(getChannel()) + ", event="
				+ PrintableText.of(this.event) + "]";
	}

}

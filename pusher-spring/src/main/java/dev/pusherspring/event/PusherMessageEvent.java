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

package dev.pusherspring.event;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;

/**
 * Published when an event arrives on a channel.
 *
 * @since 1.0.0
 */
public class PusherMessageEvent extends PusherChannelEvent {

	private final @Nullable String userId;

	private final boolean recovered;

	private final transient Payload payload;

	private final transient @Nullable Position position;

	/**
	 * Create a new {@link PusherMessageEvent} instance.
	 * @param source the client that received the event
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data as text, or {@code null}
	 * @param userId id of the user who sent it, or {@code null}
	 * @param mapper the mapper that converts the data
	 */
	public PusherMessageEvent(PusherClient source, String channel, String event, @Nullable String data,
			@Nullable String userId, JsonMapper mapper) {
		this(source, channel, event, data, userId, mapper, false);
	}

	/**
	 * Create a new {@link PusherMessageEvent} instance.
	 * @param source the client that received or missed the event
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data as text, or {@code null}
	 * @param userId id of the user who sent it, or {@code null}
	 * @param mapper the mapper that converts the data
	 * @param recovered whether the client missed the event and it was fetched
	 */
	public PusherMessageEvent(PusherClient source, String channel, String event, @Nullable String data,
			@Nullable String userId, JsonMapper mapper, boolean recovered) {
		super(source, channel, event);
		this.userId = userId;
		this.recovered = recovered;
		this.payload = new Payload(data, mapper);
		this.position = null;
	}

	private PusherMessageEvent(PusherMessageEvent other, Position position) {
		super(other);
		this.userId = other.userId;
		this.recovered = other.recovered;
		this.payload = other.payload;
		this.position = position;
	}

	/**
	 * Return the data as it was sent, usually JSON.
	 * @return the text, or {@code null} if there was no data
	 */
	public @Nullable String getData() {
		return this.payload.text();
	}

	/**
	 * Return the data as an object. Each call returns a new object, except for an
	 * immutable type, such as a record of numbers and strings: it is converted once and
	 * shared by all listeners.
	 * @param <T> the type
	 * @param type the type; {@code String} returns the text as it is
	 * @return the object, or {@code null} if there was no data
	 * @throws PayloadConversionException if the data does not fit the type
	 */
	@SuppressWarnings("unchecked")
	public <T> @Nullable T getData(Class<T> type) {
		return (T) getData(PayloadType.of(type));
	}

	/**
	 * Return the data as an object of a generic type.
	 * @param <T> the type
	 * @param type the type
	 * @return the object, or {@code null} if there was no data
	 * @throws PayloadConversionException if the data does not fit the type
	 */
	@SuppressWarnings("unchecked")
	public <T> @Nullable T getData(ParameterizedTypeReference<T> type) {
		return (T) getData(PayloadType.of(type.getType()));
	}

	/**
	 * Return the data as an object.
	 * @param type the type
	 * @return the object; if there was no data, {@code null}, or an empty
	 * {@code Optional} for a type of {@code Optional}
	 * @throws PayloadConversionException if the data does not fit the type
	 */
	public @Nullable Object getData(PayloadType type) {
		return this.payload.as(type, getChannel(), getEvent());
	}

	/**
	 * Return the id of the user who sent the event. Servers provide it for client events
	 * on presence channels.
	 * @return the id, or {@code null}
	 */
	public @Nullable String getUserId() {
		return this.userId;
	}

	/**
	 * Return whether the client missed the event and it was fetched afterwards.
	 * @return {@code false} for an event that arrived on the channel
	 * @see dev.pusherspring.client.recovery.MissedEventsSource
	 */
	public boolean isRecovered() {
		return this.recovered;
	}

	/**
	 * Return the position of the application on the channel after this event. A listener
	 * that saves it to the {@link PositionStore}, in the transaction in which it writes
	 * its own results, handles each event once, even if the instance is killed.
	 * @return the position, or {@code null} if there is no {@link PositionStore} or if
	 * {@code pusher.recovery.position-interval} is not zero
	 */
	public @Nullable Position getPosition() {
		return this.position;
	}

	/**
	 * Return a copy of this event with a position.
	 * @param position the position
	 * @return the event
	 */
	public PusherMessageEvent withPosition(Position position) {
		return new PusherMessageEvent(this, position);
	}

	/**
	 * Return a description without the data, so that logs do not reveal it.
	 */
	@Override
	public String toString() {
		return "PusherMessageEvent[channel=" + PrintableText.of(getChannel()) + ", event="
				+ PrintableText.of(getEvent()) + "]";
	}

}

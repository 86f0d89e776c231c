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

package dev.pusherspring.publish;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.pusherspring.client.PrintableText;

/**
 * An event to publish. This class is immutable. {@link #toString()} does not include the
 * data.
 *
 * @since 1.0.0
 */
public final class PusherMessage {

	private final List<String> channels;

	private final String event;

	private final @Nullable Object data;

	private final @Nullable String excludedSocketId;

	private final Set<ChannelAttribute> info;

	private PusherMessage(List<String> channels, String event, @Nullable Object data, @Nullable String excludedSocketId,
			Set<ChannelAttribute> info) {
		this.channels = channels;
		this.event = event;
		this.data = data;
		this.excludedSocketId = excludedSocketId;
		this.info = info;
	}

	/**
	 * Create a message for one channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data, which is sent as is if it is a string, and as JSON otherwise
	 * @return the message
	 */
	public static PusherMessage of(String channel, String event, @Nullable Object data) {
		return of(List.of(channel), event, data);
	}

	/**
	 * Create a message for several channels.
	 * @param channels names of the channels
	 * @param event name of the event
	 * @param data the data, which is sent as is if it is a string, and as JSON otherwise
	 * @return the message
	 */
	public static PusherMessage of(Collection<String> channels, String event, @Nullable Object data) {
		Assert.notEmpty(channels, "'channels' must not be empty");
		Assert.notNull(event, "'event' must not be null");
		return new PusherMessage(List.copyOf(channels), event, data, null, Set.of());
	}

	/**
	 * Return a copy that is not sent to one connection, usually the connection that
	 * caused the event.
	 * @param socketId socket id of the connection, or {@code null} for none
	 * @return the copy
	 */
	public PusherMessage excluding(@Nullable String socketId) {
		return new PusherMessage(this.channels, this.event, this.data, socketId, this.info);
	}

	/**
	 * Return a copy that requests info about the channels.
	 * @param attributes the attributes to request
	 * @return the copy
	 */
	public PusherMessage withInfo(ChannelAttribute... attributes) {
		return new PusherMessage(this.channels, this.event, this.data, this.excludedSocketId,
				Set.copyOf(List.of(attributes)));
	}

	/**
	 * Return the channels.
	 * @return names of the channels
	 */
	public List<String> getChannels() {
		return this.channels;
	}

	/**
	 * Return the event.
	 * @return name of the event
	 */
	public String getEvent() {
		return this.event;
	}

	/**
	 * Return the data.
	 * @return the data
	 */
	public @Nullable Object getData() {
		return this.data;
	}

	/**
	 * Return the connection that does not receive the event.
	 * @return the socket id of the connection, or {@code null}
	 */
	public @Nullable String getExcludedSocketId() {
		return this.excludedSocketId;
	}

	/**
	 * Return the requested attributes of the channels.
	 * @return the attributes
	 */
	public Set<ChannelAttribute> getInfo() {
		return this.info;
	}

	@Override
	public String toString() {
		return "PusherMessage[channels=" + PrintableText.of(this.channels.toString()) + ", event="
				+ PrintableText.of(this.event) + "]";
	}

}

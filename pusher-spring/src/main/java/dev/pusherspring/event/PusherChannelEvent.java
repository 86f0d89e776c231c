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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;

/**
 * Base class of the events about one channel: messages, and changes of its subscription.
 * The latter have the same names as in other Channels clients, such as
 * {@code pusher:member_added}.
 *
 * @since 1.0.0
 */
public abstract class PusherChannelEvent extends PusherApplicationEvent {

	private final String channel;

	private final String event;

	/**
	 * Create a new {@link PusherChannelEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 * @param event name of the event
	 */
	protected PusherChannelEvent(PusherClient source, String channel, String event) {
		super(source);
		this.channel = channel;
		this.event = event;
	}

	// a copy, of the same time
	PusherChannelEvent(PusherChannelEvent other) {
		super(other.getClient(), Clock.fixed(Instant.ofEpochMilli(other.getTimestamp()), ZoneOffset.UTC));
		this.channel = other.channel;
		this.event = other.event;
	}

	/**
	 * Return the name of the channel.
	 * @return the name
	 */
	@Override
	public String getChannel() {
		return this.channel;
	}

	/**
	 * Return the name of the event.
	 * @return the name
	 */
	public String getEvent() {
		return this.event;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[channel=" + PrintableText.of(this.channel) + "]";
	}

}

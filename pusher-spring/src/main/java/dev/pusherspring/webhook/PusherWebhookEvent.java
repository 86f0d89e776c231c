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

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;

import dev.pusherspring.client.PrintableText;

/**
 * Base class for events of webhooks. They are published in order for each channel, on a
 * delivery thread of the app's client, or on a separate thread if there is no client.
 * Listeners may block.
 * <p>
 * The server resends a webhook that was not answered. A listener may therefore be called
 * twice for the same event, in particular after a restart of the application.
 *
 * @since 1.0.0
 */
public abstract class PusherWebhookEvent extends ApplicationEvent {

	private final String name;

	private final @Nullable String channel;

	/**
	 * Create a new {@link PusherWebhookEvent} instance.
	 * @param origin the webhook that contains the event
	 * @param name name of the event type, such as {@code channel_occupied}
	 * @param channel name of the channel, or {@code null} if there is none
	 */
	protected PusherWebhookEvent(Origin origin, String name, @Nullable String channel) {
		super(origin.app(), Clock.fixed(origin.time(), ZoneOffset.UTC));
		this.name = name;
		this.channel = channel;
	}

	/**
	 * Return the app of the event.
	 * @return the name of the app, {@code pusher} for the default one
	 */
	public String getApp() {
		return (String) getSource();
	}

	/**
	 * Return the time of the event, by the clock of the server.
	 * @return the time
	 */
	public Instant getTime() {
		return Instant.ofEpochMilli(getTimestamp());
	}

	/**
	 * Return the name of the event type.
	 * @return the name, such as {@code channel_occupied}
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the name of the channel.
	 * @return the name, or {@code null} if the event does not relate to a channel
	 */
	public @Nullable String getChannel() {
		return this.channel;
	}

	@Override
	public String toString() {
		return getClass().getSimpleName() + "[app=" + getApp() + ", name=" + PrintableText.of(this.name) + ", channel="
				+ PrintableText.of(this.channel) + "]";
	}

	/**
	 * The webhook that contains an event.
	 *
	 * @param app name of the app
	 * @param time the time of the event, by the clock of the server
	 */
	public record Origin(String app, Instant time) {

	}

}

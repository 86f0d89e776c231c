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
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;

import dev.pusherspring.client.PusherClient;

/**
 * Base class of all application events about Pusher Channels. They are published in order
 * by a delivery thread, never by the thread that serves the connection, so that a
 * listener may block.
 *
 * @since 1.0.0
 */
// a serialized event must not contain the client
@JsonIgnoreProperties({ "source", "client", "cause", "position" })
public abstract class PusherApplicationEvent extends ApplicationEvent {

	/**
	 * Create a new {@link PusherApplicationEvent} instance.
	 * @param source the client that the event is about
	 */
	protected PusherApplicationEvent(PusherClient source) {
		super(source);
	}

	/**
	 * Create a new {@link PusherApplicationEvent} instance.
	 * @param source the client that the event is about
	 * @param clock determines the time of the event
	 */
	protected PusherApplicationEvent(PusherClient source, Clock clock) {
		super(source, clock);
	}

	/**
	 * Return the client that the event is about.
	 * @return the client
	 */
	public PusherClient getClient() {
		return (PusherClient) getSource();
	}

	/**
	 * Return the app that the event is about.
	 * @return the name of the client
	 * @see PusherClient#getName()
	 */
	public String getApp() {
		// a mock of the client may return null
		return Objects.requireNonNullElse(getClient().getName(), PusherClient.DEFAULT_NAME);
	}

	/**
	 * Return the name of the channel that the event is about, if any.
	 * @return the name, or {@code null} if the event is not about a channel
	 */
	public @Nullable String getChannel() {
		return null;
	}

}

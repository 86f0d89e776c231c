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

package dev.pusherspring.client.internal.protocol;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A message of the Channels protocol with a decoded envelope and its {@code data} as
 * text.
 *
 * @param event name of the event
 * @param channel name of the channel, or {@code null} for messages about the connection
 * @param data text of the data: the content of a JSON string, or the JSON text of any
 * other value; {@code null} if absent or {@code null}
 * @param userId id of the user who sent a client event on a presence channel
 * @since 1.0.0
 */
public record Frame(String event, @Nullable String channel, @Nullable String data, @Nullable String userId) {

	public Frame {
		Assert.notNull(event, "'event' must not be null");
	}

	/**
	 * Return whether this message belongs to the protocol rather than to the application.
	 * @return {@code true} for {@code pusher:} and {@code pusher_internal:} events
	 */
	public boolean isProtocolEvent() {
		return this.event.startsWith("pusher")
				&& (this.event.startsWith("pusher:") || this.event.startsWith("pusher_internal:"));
	}

	/**
	 * Return a description without the data, so that logs do not reveal it.
	 */
	@Override
	public String toString() {
		return "Frame[event=" + ServerText.printable(this.event) + ", channel=" + ServerText.printable(this.channel)
				+ ", data=" + ((this.data != null) ? this.data.length() + " characters" : "none") + "]";
	}

}

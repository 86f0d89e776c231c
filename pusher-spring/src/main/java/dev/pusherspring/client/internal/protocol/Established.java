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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Content of {@code pusher:connection_established}, the message that completes the
 * handshake.
 *
 * @param socketId id assigned to the connection by the server
 * @param activityTimeout time of silence after which the server expects a ping, or
 * {@code null} if it did not specify one
 * @since 1.0.0
 */
public record Established(String socketId, @Nullable Duration activityTimeout) {

	/**
	 * Name of the event.
	 */
	public static final String EVENT = "pusher:connection_established";

	private static final int MAX_SOCKET_ID_LENGTH = 100;

	/**
	 * Read the content of the message.
	 * @param frame the message
	 * @return its content
	 * @throws MalformedFrameException if there is no valid socket id
	 */
	public static Established from(Frame frame) {
		FrameData data = FrameData.of(frame);
		String socketId = data.text("socket_id");
		if (socketId == null || socketId.isEmpty()) {
			throw new MalformedFrameException("'%s' must have a 'socket_id'".formatted(EVENT));
		}
		// servers other than Pusher may use other forms than 'number.number'
		if (socketId.length() > MAX_SOCKET_ID_LENGTH || !socketId.chars().allMatch((c) -> c > ' ' && c <= '~')) {
			throw new MalformedFrameException(
					"The 'socket_id' of '%s' must consist of 1 to %d printable ASCII characters without spaces"
						.formatted(EVENT, MAX_SOCKET_ID_LENGTH));
		}
		Integer seconds = data.number("activity_timeout");
		return new Established(socketId, (seconds != null && seconds > 0) ? Duration.ofSeconds(seconds) : null);
	}

}

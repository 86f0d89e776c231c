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

/**
 * Content of {@code pusher:error}. Servers send the data as an object or as JSON within a
 * string, with or without a code, and sometimes with the channel.
 *
 * @param code code of the error, {@code null} for most errors about a single request
 * @param message text of the error
 * @param channel name of the channel, or {@code null} if the server did not send it
 * @since 1.0.0
 */
public record ServerError(@Nullable Integer code, String message, @Nullable String channel) {

	/**
	 * Name of the event.
	 */
	public static final String EVENT = "pusher:error";

	/**
	 * Return whether the error concerns an event sent by the client, rather than a
	 * subscription or the connection.
	 * @return {@code true} for codes from 4300 to 4399
	 */
	public boolean isAboutEvent() {
		return this.code != null && this.code >= 4300 && this.code < 4400;
	}

	/**
	 * Read the content of the message. Fields that cannot be read count as absent, since
	 * an error should be reported in any case.
	 * @param frame the message
	 * @return its content
	 */
	public static ServerError from(Frame frame) {
		FrameData data = FrameData.lenient(frame);
		String message = data.text("message");
		if (message == null) {
			message = (data.isObject() || frame.data() == null) ? "The server reported an error without a text"
					: frame.data();
		}
		return new ServerError(data.number("code"), ServerText.of(message), frame.channel());
	}

}

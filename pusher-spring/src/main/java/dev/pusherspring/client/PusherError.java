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

package dev.pusherspring.client;

import org.jspecify.annotations.Nullable;

/**
 * An error of a client.
 *
 * @param code code sent by the server, such as 4004, or {@code null}
 * @param message the error message
 * @param cause the cause, or {@code null}
 * @param channel name of the channel concerned, or {@code null}
 * @param fatal whether the client has stopped and does not reconnect by itself
 * @since 1.0.0
 */
public record PusherError(@Nullable Integer code, String message, @Nullable Throwable cause, @Nullable String channel,
		boolean fatal) {

	/**
	 * Return a description on a single line, whatever texts of a server it contains.
	 */
	@Override
	public String toString() {
		return "PusherError[code=" + this.code + ", message=" + PrintableText.of(this.message) + ", cause="
				+ PrintableText.of(String.valueOf(this.cause)) + ", channel=" + PrintableText.of(this.channel)
				+ ", fatal=" + this.fatal + "]";
	}

}

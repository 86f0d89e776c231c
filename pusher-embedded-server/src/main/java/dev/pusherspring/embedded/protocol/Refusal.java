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

package dev.pusherspring.embedded.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Something a client asked for that the server does not grant. It becomes a
 * {@code pusher:error} and, when {@linkplain #isClosing() closing}, the end of the
 * connection. Carries no stack trace: it is an answer, not an accident.
 *
 * @since 1.0.0
 */
public final class Refusal extends RuntimeException {

	private final @Nullable Integer code;

	private final boolean closing;

	private Refusal(@Nullable Integer code, String message, boolean closing) {
		super(message, null, false, false);
		this.code = code;
		this.closing = closing;
	}

	/**
	 * Refuse one request and leave the connection open.
	 * @param message what the client is told
	 * @return the refusal, without a code
	 */
	public static Refusal request(String message) {
		return new Refusal(null, message, false);
	}

	/**
	 * Refuse one request with a code and leave the connection open.
	 * @param code the code the client is told
	 * @param message what the client is told
	 * @return the refusal
	 */
	public static Refusal request(ErrorCode code, String message) {
		return new Refusal(code.code(), message, false);
	}

	/**
	 * Refuse the connection.
	 * @param code the code the client is told
	 * @param message what the client is told
	 * @return the refusal
	 */
	public static Refusal connection(int code, String message) {
		return new Refusal(code, message, true);
	}

	/**
	 * Return the code to send.
	 * @return the code, or {@code null} as for most refused requests
	 */
	public @Nullable Integer code() {
		return this.code;
	}

	/**
	 * Return the text to send.
	 * @return the message
	 */
	public String message() {
		String message = getMessage();
		return (message != null) ? message : "";
	}

	/**
	 * Return whether the connection ends with this refusal.
	 * @return {@code true} if the connection is to be closed
	 */
	public boolean isClosing() {
		return this.closing;
	}

}

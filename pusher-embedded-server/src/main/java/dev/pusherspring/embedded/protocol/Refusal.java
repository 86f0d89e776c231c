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
 * Thrown to refuse a request of a client. It is sent as a {@code pusher:error} and, if
 * {@linkplain #isClosing() closing}, ends the connection. Has no stack trace, since it is
 * an answer rather than a failure.
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
	 * Create a refusal of one request that leaves the connection open.
	 * @param message the message for the client
	 * @return the refusal, without a code
	 */
	public static Refusal request(String message) {
		return new Refusal(null, message, false);
	}

	/**
	 * Create a refusal of one request, with a code, that leaves the connection open.
	 * @param code the code for the client
	 * @param message the message for the client
	 * @return the refusal
	 */
	public static Refusal request(ErrorCode code, String message) {
		return new Refusal(code.code(), message, false);
	}

	/**
	 * Create a refusal of the connection.
	 * @param code the code for the client
	 * @param message the message for the client
	 * @return the refusal
	 */
	public static Refusal connection(int code, String message) {
		return new Refusal(code, message, true);
	}

	/**
	 * Return the code to send.
	 * @return the code, or {@code null} if there is none, as for most requests
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
	 * @return {@code true} if the connection is closed
	 */
	public boolean isClosing() {
		return this.closing;
	}

}

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
 * Thrown when a client has stopped trying to connect.
 *
 * @since 1.0.0
 */
public class PusherConnectException extends RuntimeException {

	private final @Nullable Integer code;

	/**
	 * Create a new {@link PusherConnectException} instance.
	 * @param message the detail message
	 * @param code code sent by the server, or {@code null}
	 * @param cause the cause, or {@code null}
	 */
	public PusherConnectException(String message, @Nullable Integer code, @Nullable Throwable cause) {
		super(message, cause);
		this.code = code;
	}

	/**
	 * Return the code sent by the server, such as 4001.
	 * @return the code, or {@code null}
	 */
	public @Nullable Integer getCode() {
		return this.code;
	}

}

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

package dev.pusherspring.client.auth;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an authorization was refused or could not be obtained. The message never
 * contains credentials, signatures or the text of an answer.
 *
 * @since 1.0.0
 */
public class AuthorizationException extends RuntimeException {

	private final @Nullable Integer status;

	private final boolean retryable;

	/**
	 * Create an exception for a permanent failure, which must not be retried.
	 * @param message the detail message
	 */
	public AuthorizationException(String message) {
		this(message, null, false, null);
	}

	/**
	 * Create an exception for a permanent failure, which must not be retried.
	 * @param message the detail message
	 * @param cause the cause
	 */
	public AuthorizationException(String message, @Nullable Throwable cause) {
		this(message, null, false, cause);
	}

	/**
	 * Create an exception.
	 * @param message the detail message
	 * @param status the HTTP status of the answer, or {@code null} if there was none
	 * @param retryable whether a later retry may succeed
	 * @param cause the cause, or {@code null}
	 */
	public AuthorizationException(String message, @Nullable Integer status, boolean retryable,
			@Nullable Throwable cause) {
		super(message, cause);
		this.status = status;
		this.retryable = retryable;
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the status, or {@code null} if there was no HTTP request or no answer
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	/**
	 * Return whether a later retry may succeed: the endpoint could not be reached, was
	 * too slow, too busy or broken, or the answer was unusable and most likely not sent
	 * by the endpoint itself. A refusal is final.
	 * @return {@code true} if a retry may succeed
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

}

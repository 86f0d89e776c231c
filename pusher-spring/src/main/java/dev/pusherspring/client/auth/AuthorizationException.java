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
 * Permission was refused, or could not be obtained. The message never holds credentials,
 * signatures or the text of an answer.
 *
 * @since 1.0.0
 */
public class AuthorizationException extends RuntimeException {

	private final @Nullable Integer status;

	private final boolean retryable;

	/**
	 * Create an exception for a failure that trying again will not mend.
	 * @param message what went wrong
	 */
	public AuthorizationException(String message) {
		this(message, null, false, null);
	}

	/**
	 * Create an exception for a failure that trying again will not mend.
	 * @param message what went wrong
	 * @param cause the reason
	 */
	public AuthorizationException(String message, @Nullable Throwable cause) {
		this(message, null, false, cause);
	}

	/**
	 * Create an exception.
	 * @param message what went wrong
	 * @param status the HTTP status of the answer, or {@code null} when there was none
	 * @param retryable whether trying again later can help
	 * @param cause the reason, or {@code null}
	 */
	public AuthorizationException(String message, @Nullable Integer status, boolean retryable,
			@Nullable Throwable cause) {
		super(message, cause);
		this.status = status;
		this.retryable = retryable;
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the status, or {@code null} when no answer arrived or none was asked for
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	/**
	 * Return whether trying again later can help: the endpoint could not be reached, was
	 * too slow, too busy or broken, or the answer makes no sense and is most likely not
	 * its own. A refusal is final.
	 * @return {@code true} if trying again can help
	 */
	public boolean isRetryable() {
		return this.retryable;
	}

}

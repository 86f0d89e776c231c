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

package dev.pusherspring.publish;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a call fails for a reason that may be temporary, such as a lost connection,
 * a timeout, or an error of the server.
 *
 * @since 1.0.0
 */
public final class PublishFailedException extends PublishException {

	private final boolean ambiguous;

	/**
	 * Create a new {@link PublishFailedException} instance.
	 * @param message the error message
	 * @param status the HTTP status, or {@code null} if there was no answer
	 * @param ambiguous whether the server may have processed the call
	 * @param cause the cause, or {@code null}
	 */
	public PublishFailedException(String message, @Nullable Integer status, boolean ambiguous,
			@Nullable Throwable cause) {
		this(message, status, ambiguous, 0, cause);
	}

	private PublishFailedException(String message, @Nullable Integer status, boolean ambiguous, int published,
			@Nullable Throwable cause) {
		super(message, status, published, cause);
		this.ambiguous = ambiguous;
	}

	@Override
	PublishFailedException withPublished(int published) {
		return new PublishFailedException(String.valueOf(getMessage()), getStatus(), this.ambiguous, published,
				getCause());
	}

	/**
	 * Return whether the server may have processed the call. As Channels does not detect
	 * repeated calls, retrying an ambiguous call may publish an event twice.
	 * @return {@code false} if the call is known to have had no effect, so that it can be
	 * retried safely
	 */
	public boolean isAmbiguous() {
		return this.ambiguous;
	}

}

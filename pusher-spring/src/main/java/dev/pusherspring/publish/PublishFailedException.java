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
 * Thrown when a call fails for a reason that may pass: no connection, no answer in time,
 * a server in trouble.
 *
 * @since 1.0.0
 */
public final class PublishFailedException extends PublishException {

	private final boolean ambiguous;

	/**
	 * Create a new {@link PublishFailedException} instance.
	 * @param message what happened
	 * @param status the server's status, or {@code null} if there was no answer
	 * @param ambiguous whether the server may have done what it was asked to
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
	 * Return whether the server may have done what it was asked to. Channels does not
	 * recognize repeated calls: whoever repeats an ambiguous one may publish twice.
	 * @return {@code false} if nothing was published for certain, so that the call can be
	 * repeated
	 */
	public boolean isAmbiguous() {
		return this.ambiguous;
	}

}

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
 * Thrown when a call to the HTTP API fails. Neither the message nor the cause contains
 * secrets, signatures or data of events.
 *
 * @since 1.0.0
 */
public abstract sealed class PublishException extends RuntimeException
		permits PublishRejectedException, PublishFailedException {

	private final @Nullable Integer status;

	private final int published;

	PublishException(String message, @Nullable Integer status, int published, @Nullable Throwable cause) {
		super(message, cause);
		this.status = status;
		this.published = published;
	}

	/**
	 * Return the HTTP status of the answer.
	 * @return the HTTP status, or {@code null} if there was no answer or no call
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	/**
	 * Return the number of messages of a batch that the server had accepted before the
	 * failure. A batch that is larger than the limit is sent in several calls.
	 * @return the number of messages at the beginning of the batch that were published,
	 * or 0 if the call is not a batch
	 */
	public int getPublished() {
		return this.published;
	}

	abstract PublishException withPublished(int published);

}

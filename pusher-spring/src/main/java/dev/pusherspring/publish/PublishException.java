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
 * A call of the HTTP API did not do what it should. Neither message nor cause contain
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
	 * Return the status that the server answered with.
	 * @return the HTTP status, or {@code null} if there was no answer, or no call
	 */
	public @Nullable Integer getStatus() {
		return this.status;
	}

	/**
	 * Return how many messages of a batch the server had accepted before. A batch that is
	 * larger than the limit takes several calls.
	 * @return the number of messages at the beginning of the batch that were published; 0
	 * if this is not about a batch
	 */
	public int getPublished() {
		return this.published;
	}

	abstract PublishException withPublished(int published);

}

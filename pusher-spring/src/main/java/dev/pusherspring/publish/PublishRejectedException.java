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
 * Thrown when a call is rejected by the server or before it is sent, for example because
 * it exceeds a limit, a name is not valid, the credentials are wrong, or the quota of the
 * app is exhausted. Nothing was published, and the same call would be rejected again.
 *
 * @since 1.0.0
 */
public final class PublishRejectedException extends PublishException {

	/**
	 * Create a new {@link PublishRejectedException} instance.
	 * @param message the reason
	 * @param status the HTTP status, or {@code null} if the call was not sent
	 */
	public PublishRejectedException(String message, @Nullable Integer status) {
		this(message, status, 0);
	}

	private PublishRejectedException(String message, @Nullable Integer status, int published) {
		super(message, status, published, null);
	}

	@Override
	PublishRejectedException withPublished(int published) {
		return new PublishRejectedException(String.valueOf(getMessage()), getStatus(), published);
	}

}

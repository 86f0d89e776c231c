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

package dev.pusherspring.client.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong with the connection.
 *
 * @param code code that the server gave, as {@code pusher:error} or close code, or
 * {@code null}
 * @param message what happened, in words
 * @param cause the cause, or {@code null}
 * @param fatal whether the client does not try again by itself
 * @since 1.0.0
 */
public record ConnectionError(@Nullable Integer code, String message, @Nullable Throwable cause, boolean fatal) {

	ConnectionError asFatal() {
		return new ConnectionError(this.code, this.message, this.cause, true);
	}

}

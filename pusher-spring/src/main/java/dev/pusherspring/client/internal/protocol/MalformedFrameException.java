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

package dev.pusherspring.client.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a received text is not a valid message of the protocol. The detail message
 * describes what is wrong and where, but never quotes the text, which may contain private
 * data.
 *
 * @since 1.0.0
 */
public class MalformedFrameException extends RuntimeException {

	/**
	 * Create a new {@link MalformedFrameException} instance.
	 * @param message the detail message
	 */
	public MalformedFrameException(String message) {
		super(message);
	}

	/**
	 * Create a new {@link MalformedFrameException} instance.
	 * @param message the detail message
	 * @param cause the cause, or {@code null}
	 */
	public MalformedFrameException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}

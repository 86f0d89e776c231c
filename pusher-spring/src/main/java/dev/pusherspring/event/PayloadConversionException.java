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

package dev.pusherspring.event;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the data of an event cannot be read as the wanted type, or when there is
 * none for a parameter that cannot be {@code null}. The message names channel, event,
 * type and position, but does not repeat the data. Jackson's own text, which may, goes to
 * the log category {@code pusher.payload} at level DEBUG.
 *
 * @since 1.0.0
 */
public class PayloadConversionException extends RuntimeException {

	/**
	 * Create a new {@link PayloadConversionException} instance.
	 * @param message what is wrong with the data, without repeating it
	 * @param cause the cause, or {@code null}
	 */
	public PayloadConversionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}

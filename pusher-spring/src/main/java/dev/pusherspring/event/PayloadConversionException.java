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
 * Thrown when the data of an event cannot be converted to the required type, or when
 * there is no data for a parameter that must not be {@code null}. The message names
 * channel, event, type and position, but does not repeat the data. Jackson's own message,
 * which may repeat it, is logged in the category {@code pusher.payload} at level DEBUG.
 *
 * @since 1.0.0
 */
public class PayloadConversionException extends RuntimeException {

	/**
	 * Create a new {@link PayloadConversionException} instance.
	 * @param message the detail message, which must not repeat the data
	 * @param cause the cause, or {@code null}
	 */
	public PayloadConversionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}

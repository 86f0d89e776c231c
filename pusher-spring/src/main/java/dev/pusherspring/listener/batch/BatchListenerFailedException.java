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

package dev.pusherspring.listener.batch;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a batch listener to indicate which event of the batch has failed. The events
 * before it count as handled. Retries start with the failed event.
 *
 * @since 1.0.0
 */
public class BatchListenerFailedException extends RuntimeException {

	private static final int MAX_DEPTH = 20;

	private final int index;

	/**
	 * Create a new {@link BatchListenerFailedException} instance.
	 * @param index zero-based index of the event in the list that was passed to the
	 * listener
	 * @param cause the cause, or {@code null}
	 */
	public BatchListenerFailedException(int index, @Nullable Throwable cause) {
		super("Failed on event %d of the batch".formatted(index), cause);
		this.index = index;
	}

	/**
	 * Find an exception of this type in a chain of causes.
	 * @param thrown the exception to start with
	 * @return the exception, or {@code null} if there is none
	 */
	public static @Nullable BatchListenerFailedException find(Throwable thrown) {
		Throwable current = thrown;
		// limited, as causes may be circular
		for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
			if (current instanceof BatchListenerFailedException found) {
				return found;
			}
			current = current.getCause();
		}
		return null;
	}

	/**
	 * Return the index of the event.
	 * @return the zero-based index
	 */
	public int getIndex() {
		return this.index;
	}

}

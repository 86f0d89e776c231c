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

package dev.pusherspring.listener;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a {@link PusherListener} method cannot be registered. Describes the problem
 * and how to solve it.
 *
 * @since 1.0.0
 */
public class InvalidPusherListenerException extends RuntimeException {

	private final String action;

	/**
	 * Create a new {@link InvalidPusherListenerException} instance.
	 * @param description the problem, with the name of the method
	 * @param action how to solve the problem
	 */
	public InvalidPusherListenerException(String description, String action) {
		this(description, action, null);
	}

	/**
	 * Create a new {@link InvalidPusherListenerException} instance.
	 * @param description the problem, with the name of the method
	 * @param action how to solve the problem
	 * @param cause the cause, or {@code null}
	 */
	public InvalidPusherListenerException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	/**
	 * Return how to solve the problem.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

}

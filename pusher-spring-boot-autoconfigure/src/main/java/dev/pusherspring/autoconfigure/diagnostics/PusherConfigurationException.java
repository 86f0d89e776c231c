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

package dev.pusherspring.autoconfigure.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the configuration is invalid. Describes the problem and how to solve it.
 *
 * @since 1.0.0
 */
public class PusherConfigurationException extends RuntimeException {

	private final String action;

	/**
	 * Create a new {@link PusherConfigurationException} instance.
	 * @param description the problem, as a sentence
	 * @param action how to solve the problem, as a sentence
	 */
	public PusherConfigurationException(String description, String action) {
		this(description, action, null);
	}

	/**
	 * Create a new {@link PusherConfigurationException} instance.
	 * @param description the problem, as a sentence
	 * @param action how to solve the problem, as a sentence
	 * @param cause the cause, or {@code null}
	 */
	public PusherConfigurationException(String description, String action, @Nullable Throwable cause) {
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

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

package dev.pusherspring.autoconfigure.web;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;

/**
 * Checks the paths of endpoints.
 */
final class EndpointPath {

	private EndpointPath() {
	}

	/**
	 * Check the path of an endpoint.
	 * @param property name of the property after {@code pusher.web}
	 * @param path its value
	 * @throws PusherConfigurationException if it is not a path, or the root path
	 */
	static void check(String property, @Nullable String path) {
		if (path == null || path.length() < 2 || path.charAt(0) != '/') {
			throw invalid(property, "it must start with '/' and must not be the root path");
		}
	}

	static PusherConfigurationException invalid(String property, String problem) {
		return new PusherConfigurationException(
				"The value of 'pusher.web.%s' is invalid: %s.".formatted(property, problem),
				"Correct 'pusher.web.%s' in the configuration of the application.".formatted(property));
	}

}

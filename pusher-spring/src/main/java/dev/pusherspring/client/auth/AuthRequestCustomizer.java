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

package dev.pusherspring.client.auth;

/**
 * Adds parameters and headers that must be computed for each request to an authorization
 * endpoint, such as a bearer token or a CSRF token.
 * <p>
 * Implementations are called on an authorization thread and may block. They must be safe
 * for use by multiple threads. If the endpoint answers 401 or 403, they are called again
 * with a new request, whose {@link AuthRequest#isRetry()} returns {@code true}: cached
 * credentials should then be renewed.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface AuthRequestCustomizer {

	/**
	 * Customize a request.
	 * @param request the request to be sent
	 */
	void customize(AuthRequest request);

}

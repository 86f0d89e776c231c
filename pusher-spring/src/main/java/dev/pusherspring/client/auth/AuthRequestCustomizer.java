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
 * Adds parameters and headers that must be computed anew for every request to an
 * authorization endpoint, such as a bearer token or a CSRF token.
 * <p>
 * Called on an authorization thread, possibly for several requests at once, and may
 * block. Called again with a fresh request when the endpoint answered 401 or 403:
 * {@link AuthRequest#isRetry()} then tells that a cached credential should be renewed.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface AuthRequestCustomizer {

	/**
	 * Add to a request.
	 * @param request the request about to be sent
	 */
	void customize(AuthRequest request);

}

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

package dev.pusherspring.access;

import org.jspecify.annotations.Nullable;

/**
 * Strategy for providing the user of a connection when a client signs in.
 * <p>
 * A provider may block, as it is called on a request thread and never on an event loop.
 * It must be thread-safe. Exceptions are propagated to the HTTP request.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface UserDataProvider {

	/**
	 * Return the user.
	 * @param request the request
	 * @return the user, or {@code null} to reject the request
	 */
	@Nullable UserData getUserData(UserDataRequest request);

}

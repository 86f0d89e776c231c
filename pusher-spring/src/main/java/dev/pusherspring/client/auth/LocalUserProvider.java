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

import org.jspecify.annotations.Nullable;

/**
 * Provides the user of a connection to a {@link SigningAuthorizer}. Implementations may
 * block and must be safe for use by multiple threads.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface LocalUserProvider {

	/**
	 * Return the user of a connection.
	 * @param socketId the socket id of the connection
	 * @param channelName the presence channel to join, or {@code null} for a sign-in
	 * @return the user, or {@code null} if there is none
	 */
	@Nullable LocalUser getUser(String socketId, @Nullable String channelName);

}

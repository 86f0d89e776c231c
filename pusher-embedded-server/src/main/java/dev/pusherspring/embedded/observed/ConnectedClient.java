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

package dev.pusherspring.embedded.observed;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a connection.
 *
 * @param socketId the connection's id
 * @param transport {@code ws}, {@code xhr_streaming} or {@code xhr_polling}
 * @param client the name of the client library, or {@code null} if it gave none
 * @param version the version of the client library, or {@code null} if it gave none
 * @param userId the signed-in user, or {@code null} if nobody signed in
 * @param channels the channels subscribed to, in the order of subscription
 * @since 1.0.0
 */
public record ConnectedClient(String socketId, String transport, @Nullable String client, @Nullable String version,
		@Nullable String userId, Set<String> channels) {

}

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

package dev.pusherspring.client;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a client's connection at one moment, for those who watch over it.
 *
 * @param state state of the connection
 * @param since when the client came into that state
 * @param lostAt when the connection was lost that the client tries to replace, or
 * {@code null} if it is connected, does not want to be or has never been
 * @param socketId id that the server gave to the connection, or {@code null}
 * @param link how the server is reached, or {@code null} when not connected
 * @param roundTripTime time from the last ping on this connection to its answer, or
 * {@code null} if there was none: only silence makes the client ask
 * @param nextAttempt the attempt that waits for its time or is under way after a failure,
 * or {@code null}
 * @param lastError the latest error that was about the connection and not about a
 * channel, or {@code null}
 * @param lastErrorAt when that was, or {@code null}
 * @param lastEventAt when the latest event of the application came, or {@code null}
 * @since 1.0.0
 */
public record ConnectionInfo(ConnectionState state, Instant since, @Nullable Instant lostAt, @Nullable String socketId,
		@Nullable LinkInfo link, @Nullable Duration roundTripTime, @Nullable NextAttempt nextAttempt,
		@Nullable PusherError lastError, @Nullable Instant lastErrorAt, @Nullable Instant lastEventAt) {

}

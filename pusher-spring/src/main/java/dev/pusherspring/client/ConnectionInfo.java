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
 * A snapshot of a client's connection, for monitoring.
 *
 * @param state state of the connection
 * @param since when the client entered that state
 * @param lostAt when the last connection was lost, or {@code null} if the client is
 * connected, does not try to connect or has never been connected
 * @param socketId id assigned to the connection by the server, or {@code null}
 * @param link the transport and server of the connection, or {@code null} if not
 * connected
 * @param roundTripTime time from the last ping on this connection to its answer, or
 * {@code null} if there was none: the client only pings after a time of silence
 * @param nextAttempt the attempt that is scheduled or in progress after a failure, or
 * {@code null}
 * @param lastError the latest error of the connection that does not concern a single
 * channel, or {@code null}
 * @param lastErrorAt when the latest error occurred, or {@code null}
 * @param lastEventAt when the latest event of the application arrived, or {@code null}
 * @since 1.0.0
 */
public record ConnectionInfo(ConnectionState state, Instant since, @Nullable Instant lostAt, @Nullable String socketId,
		@Nullable LinkInfo link, @Nullable Duration roundTripTime, @Nullable NextAttempt nextAttempt,
		@Nullable PusherError lastError, @Nullable Instant lastErrorAt, @Nullable Instant lastEventAt) {

}

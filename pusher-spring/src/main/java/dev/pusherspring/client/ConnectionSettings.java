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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.connection.Connection;

/**
 * Time limits of a {@link Connection}.
 *
 * @param connectTimeout longest time from the start of an attempt to the end of its
 * handshake
 * @param activityTimeout time of silence after which the server is asked for a sign of
 * life; the server's own figure applies when it is smaller, or when this is {@code null}
 * @param pongTimeout longest time to wait for that sign
 * @param unavailableTimeout time without a connection after which it counts as
 * unavailable
 * @param reconnect pauses between attempts
 * @since 1.0.0
 */
public record ConnectionSettings(Duration connectTimeout, @Nullable Duration activityTimeout, Duration pongTimeout,
		Duration unavailableTimeout, ReconnectSettings reconnect) {

	/**
	 * Activity timeout when neither side has an opinion.
	 */
	public static final Duration DEFAULT_ACTIVITY_TIMEOUT = Duration.ofSeconds(120);

	/**
	 * Return the activity timeout to use with a server.
	 * @param server the server's figure, or {@code null} if it gave none
	 * @return the smaller of ours and the server's
	 */
	public Duration activityTimeout(@Nullable Duration server) {
		Duration own = this.activityTimeout;
		if (own == null) {
			return (server != null) ? server : DEFAULT_ACTIVITY_TIMEOUT;
		}
		return (server != null && server.compareTo(own) < 0) ? server : own;
	}

}

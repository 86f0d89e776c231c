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

package dev.pusherspring.embedded.hub;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.Refusal;

/**
 * Closes connections that have become silent, and those that are not authorized in time
 * if that is required.
 */
final class ConnectionWatch {

	private final Map<Connection, Heartbeat> heartbeats = new HashMap<>();

	private final Map<Connection, ScheduledFuture<?>> deadlines = new HashMap<>();

	private final ScheduledExecutorService loop;

	private final Duration activityTimeout;

	private final Duration pongTimeout;

	private final @Nullable Duration authorizationTimeout;

	ConnectionWatch(ServerSettings settings, ScheduledExecutorService loop) {
		this.loop = loop;
		this.activityTimeout = settings.activityTimeout();
		this.pongTimeout = settings.pongTimeout();
		this.authorizationTimeout = settings.authorizationTimeout();
	}

	void start(Connection connection) {
		Heartbeat heartbeat = new Heartbeat(connection, this.loop, this.activityTimeout, this.pongTimeout);
		this.heartbeats.put(connection, heartbeat);
		heartbeat.start();
		if (this.authorizationTimeout != null) {
			this.deadlines.put(connection, this.loop.schedule(() -> expire(connection),
					this.authorizationTimeout.toNanos(), TimeUnit.NANOSECONDS));
		}
	}

	private void expire(Connection connection) {
		if (!connection.isAuthorized()) {
			connection
				.refuse(Refusal.connection(ErrorCode.UNAUTHORIZED.code(), "Connection not authorized within timeout"));
		}
	}

	void stop(Connection connection) {
		Heartbeat heartbeat = this.heartbeats.remove(connection);
		if (heartbeat != null) {
			heartbeat.stop();
		}
		ScheduledFuture<?> deadline = this.deadlines.remove(connection);
		if (deadline != null) {
			deadline.cancel(false);
		}
	}

}

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

/**
 * Time limits of a connection.
 *
 * @param connectTimeout maximum time from the start of an attempt to connect to the end
 * of its handshake
 * @param activityTimeout time of silence after which the client sends a ping; the timeout
 * requested by the server applies if it is shorter, or if this is {@code null}
 * @param pongTimeout maximum time to wait for the answer to a ping
 * @param unavailableTimeout time without a connection after which the state is
 * {@link ConnectionState#UNAVAILABLE}
 * @param reconnect delays between attempts to connect
 * @since 1.0.0
 */
public record ConnectionOptions(Duration connectTimeout, @Nullable Duration activityTimeout, Duration pongTimeout,
		Duration unavailableTimeout, ReconnectOptions reconnect) {

	/**
	 * Activity timeout if neither the options nor the server set one.
	 */
	public static final Duration DEFAULT_ACTIVITY_TIMEOUT = Duration.ofSeconds(120);

	public ConnectionOptions {
		OptionChecks.positive("connectTimeout", connectTimeout);
		if (activityTimeout != null) {
			OptionChecks.positive("activityTimeout", activityTimeout);
		}
		OptionChecks.positive("pongTimeout", pongTimeout);
		OptionChecks.positive("unavailableTimeout", unavailableTimeout);
	}

	/**
	 * Return the defaults: 10 seconds to connect, the server's activity timeout, 30
	 * seconds for the answer to a ping, unavailable after 10 seconds.
	 * @return the defaults
	 */
	public static ConnectionOptions defaults() {
		return new ConnectionOptions(Duration.ofSeconds(10), null, Duration.ofSeconds(30), Duration.ofSeconds(10),
				ReconnectOptions.defaults());
	}

	/**
	 * Return the activity timeout to use with a server.
	 * @param server the timeout requested by the server, or {@code null} if there is none
	 * @return the shorter of both timeouts
	 */
	public Duration activityTimeout(@Nullable Duration server) {
		Duration own = this.activityTimeout;
		if (own == null) {
			return (server != null) ? server : DEFAULT_ACTIVITY_TIMEOUT;
		}
		return (server != null && server.compareTo(own) < 0) ? server : own;
	}

	/**
	 * Return a copy with another connect timeout.
	 * @param connectTimeout the timeout
	 * @return the copy
	 */
	public ConnectionOptions withConnectTimeout(Duration connectTimeout) {
		return new ConnectionOptions(connectTimeout, this.activityTimeout, this.pongTimeout, this.unavailableTimeout,
				this.reconnect);
	}

	/**
	 * Return a copy with another activity timeout.
	 * @param activityTimeout the timeout, or {@code null} to follow the server
	 * @return the copy
	 */
	public ConnectionOptions withActivityTimeout(@Nullable Duration activityTimeout) {
		return new ConnectionOptions(this.connectTimeout, activityTimeout, this.pongTimeout, this.unavailableTimeout,
				this.reconnect);
	}

	/**
	 * Return a copy with another pong timeout.
	 * @param pongTimeout the timeout
	 * @return the copy
	 */
	public ConnectionOptions withPongTimeout(Duration pongTimeout) {
		return new ConnectionOptions(this.connectTimeout, this.activityTimeout, pongTimeout, this.unavailableTimeout,
				this.reconnect);
	}

	/**
	 * Return a copy with another unavailable timeout.
	 * @param unavailableTimeout the timeout
	 * @return the copy
	 */
	public ConnectionOptions withUnavailableTimeout(Duration unavailableTimeout) {
		return new ConnectionOptions(this.connectTimeout, this.activityTimeout, this.pongTimeout, unavailableTimeout,
				this.reconnect);
	}

	/**
	 * Return a copy with other delays between attempts.
	 * @param reconnect the delays
	 * @return the copy
	 */
	public ConnectionOptions withReconnect(ReconnectOptions reconnect) {
		return new ConnectionOptions(this.connectTimeout, this.activityTimeout, this.pongTimeout,
				this.unavailableTimeout, reconnect);
	}

}

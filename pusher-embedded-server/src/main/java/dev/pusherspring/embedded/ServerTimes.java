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

package dev.pusherspring.embedded;

import java.time.Duration;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * The part of a server's configuration that says how long things take and what time it
 * is. Everything has a default. Not for use by several threads.
 *
 * @param <B> the builder this is part of
 * @since 1.0.0
 */
public abstract class ServerTimes<B extends ServerTimes<B>> {

	private Duration activityTimeout = Duration.ofSeconds(120);

	private Duration pongTimeout = Duration.ofSeconds(30);

	private Duration cacheTtl = Duration.ofMinutes(30);

	private Duration heartbeatInterval = Duration.ofSeconds(25);

	private Duration httpSessionTimeout = Duration.ofSeconds(5);

	private Duration httpRequestTimeout = Duration.ofSeconds(10);

	private Duration httpIdleTimeout = Duration.ofSeconds(60);

	private @Nullable Duration authorizationTimeout;

	private InstantSource clock = InstantSource.system();

	ServerTimes() {
	}

	abstract B self();

	/**
	 * Set what clients are told to ping after, in whole seconds and at least one. The
	 * server itself pings a client that has been silent for as long.
	 * @param activityTimeout the timeout, 120 s by default
	 * @return this builder
	 */
	public B activityTimeout(Duration activityTimeout) {
		this.activityTimeout = activityTimeout;
		return self();
	}

	/**
	 * Set how long a client may take to answer a ping before it is closed with 4201.
	 * @param pongTimeout the timeout, 30 s by default
	 * @return this builder
	 */
	public B pongTimeout(Duration pongTimeout) {
		this.pongTimeout = pongTimeout;
		return self();
	}

	/**
	 * Set how long a cache channel keeps its last event.
	 * @param cacheTtl the time, 30 min by default
	 * @return this builder
	 */
	public B cacheTtl(Duration cacheTtl) {
		this.cacheTtl = cacheTtl;
		return self();
	}

	/**
	 * Set how often a client on an HTTP transport hears from the server.
	 * @param heartbeatInterval the interval, 25 s by default
	 * @return this builder
	 */
	public B heartbeatInterval(Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
		return self();
	}

	/**
	 * Set how long a client on an HTTP transport may be without a receiving request
	 * before it counts as gone.
	 * @param httpSessionTimeout the time, 5 s by default
	 * @return this builder
	 */
	public B httpSessionTimeout(Duration httpSessionTimeout) {
		this.httpSessionTimeout = httpSessionTimeout;
		return self();
	}

	/**
	 * Set how long an HTTP request may take to arrive, from the opening of the connection
	 * or the end of its head to its last byte, before the connection is closed.
	 * @param httpRequestTimeout the time, 10 s by default
	 * @return this builder
	 */
	public B httpRequestTimeout(Duration httpRequestTimeout) {
		this.httpRequestTimeout = httpRequestTimeout;
		return self();
	}

	/**
	 * Set how long an HTTP connection is kept for a further request once everything is
	 * answered. WebSockets and streams are not affected.
	 * @param httpIdleTimeout the time, 60 s by default
	 * @return this builder
	 */
	public B httpIdleTimeout(Duration httpIdleTimeout) {
		this.httpIdleTimeout = httpIdleTimeout;
		return self();
	}

	/**
	 * Close connections (4009) that neither sign in nor join a channel that takes
	 * authorization in time.
	 * @param authorizationTimeout the time, or {@code null} as by default to let them
	 * @return this builder
	 */
	public B authorizationTimeout(@Nullable Duration authorizationTimeout) {
		this.authorizationTimeout = authorizationTimeout;
		return self();
	}

	/**
	 * Set the clock by which caches expire, client events are counted and the age of REST
	 * calls is judged. Timeouts of connections run by real time.
	 * @param clock the clock, the system's by default
	 * @return this builder
	 */
	public B clock(InstantSource clock) {
		this.clock = clock;
		return self();
	}

	Times times() {
		return new Times(this.activityTimeout, this.pongTimeout, this.cacheTtl, this.heartbeatInterval,
				this.httpSessionTimeout, this.httpRequestTimeout, this.httpIdleTimeout, this.authorizationTimeout,
				this.clock);
	}

	record Times(Duration activityTimeout, Duration pongTimeout, Duration cacheTtl, Duration heartbeatInterval,
			Duration httpSessionTimeout, Duration httpRequestTimeout, Duration httpIdleTimeout,
			@Nullable Duration authorizationTimeout, InstantSource clock) {

	}

}

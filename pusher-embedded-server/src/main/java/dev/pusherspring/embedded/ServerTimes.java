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
 * The part of a server's configuration that defines timeouts, intervals and the clock.
 * All settings have defaults. Not safe for use by multiple threads.
 *
 * @param <B> the type of the builder
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
	 * Set the activity timeout, sent to clients in whole seconds, at least 1: the time of
	 * silence after which a client should send a ping. The server itself pings a client
	 * that has been silent for this time.
	 * @param activityTimeout the timeout, 120 s by default
	 * @return this builder
	 */
	public B activityTimeout(Duration activityTimeout) {
		this.activityTimeout = activityTimeout;
		return self();
	}

	/**
	 * Set how long a client may take to answer a ping before its connection is closed
	 * with 4201.
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
	 * Set how often the server sends a heartbeat to a client on an HTTP transport.
	 * @param heartbeatInterval the interval, 25 s by default
	 * @return this builder
	 */
	public B heartbeatInterval(Duration heartbeatInterval) {
		this.heartbeatInterval = heartbeatInterval;
		return self();
	}

	/**
	 * Set how long a client on an HTTP transport may be without a receiving request
	 * before it is considered disconnected.
	 * @param httpSessionTimeout the time, 5 s by default
	 * @return this builder
	 */
	public B httpSessionTimeout(Duration httpSessionTimeout) {
		this.httpSessionTimeout = httpSessionTimeout;
		return self();
	}

	/**
	 * Set how long an HTTP request may take to arrive before the connection is closed.
	 * The time starts anew when the connection is opened and when the head of the request
	 * is complete.
	 * @param httpRequestTimeout the time, 10 s by default
	 * @return this builder
	 */
	public B httpRequestTimeout(Duration httpRequestTimeout) {
		this.httpRequestTimeout = httpRequestTimeout;
		return self();
	}

	/**
	 * Set how long an HTTP connection is kept open for a further request once all
	 * requests have been answered. WebSockets and streams are not affected.
	 * @param httpIdleTimeout the time, 60 s by default
	 * @return this builder
	 */
	public B httpIdleTimeout(Duration httpIdleTimeout) {
		this.httpIdleTimeout = httpIdleTimeout;
		return self();
	}

	/**
	 * Set how long a connection may take to sign in or to subscribe to a channel that
	 * requires authorization before it is closed with 4009.
	 * @param authorizationTimeout the time, or {@code null} for no limit; {@code null} by
	 * default
	 * @return this builder
	 */
	public B authorizationTimeout(@Nullable Duration authorizationTimeout) {
		this.authorizationTimeout = authorizationTimeout;
		return self();
	}

	/**
	 * Set the clock that is used to expire cached events, count client events and check
	 * the age of REST calls. Timeouts of connections use real time.
	 * @param clock the clock, the system clock by default
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

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
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.protocol.ChannelEncryption;

/**
 * The part of a server's configuration that says which application it serves and how: all
 * but where it listens. Everything has a default. Not for use by several threads.
 *
 * @param <B> the builder this is part of
 * @since 1.0.0
 */
public abstract class ServerOptions<B extends ServerOptions<B>> {

	private String appId = "app-id";

	private String key = "app-key";

	private String secret = "app-secret";

	private @Nullable String encryptionMasterKey;

	private String path = "";

	private Duration activityTimeout = Duration.ofSeconds(120);

	private Duration pongTimeout = Duration.ofSeconds(30);

	private Duration cacheTtl = Duration.ofMinutes(30);

	private Duration heartbeatInterval = Duration.ofSeconds(25);

	private Duration httpSessionTimeout = Duration.ofSeconds(5);

	private @Nullable String stickyHost;

	private @Nullable Duration authorizationTimeout;

	private boolean clientEvents = true;

	private int clientEventsPerSecond = 10;

	private boolean subscriptionCounts;

	private boolean watchlists;

	private int maxEventData = 10 * 1024;

	private int maxMembers = 100;

	private int maxConnections = Integer.MAX_VALUE;

	private InstantSource clock = InstantSource.system();

	private Function<AuthorizationRequest, @Nullable String> userId = ServerOptions::givenOrOwn;

	ServerOptions() {
	}

	abstract B self();

	private static String givenOrOwn(AuthorizationRequest request) {
		String given = request.parameter("user_id");
		return (given != null && !given.isEmpty()) ? given : "user-" + request.socketId();
	}

	/**
	 * Set the application's id.
	 * @param appId the id, {@code app-id} by default
	 * @return this builder
	 */
	public B appId(String appId) {
		this.appId = appId;
		return self();
	}

	/**
	 * Set the application's key.
	 * @param key the key, {@code app-key} by default
	 * @return this builder
	 */
	public B key(String key) {
		this.key = key;
		return self();
	}

	/**
	 * Set the application's secret.
	 * @param secret the secret, {@code app-secret} by default
	 * @return this builder
	 */
	public B secret(String secret) {
		this.secret = secret;
		return self();
	}

	/**
	 * Set the key of encrypted channels.
	 * @param encryptionMasterKey 32 bytes in base64; derived from the secret by default
	 * @return this builder
	 */
	public B encryptionMasterKeyBase64(String encryptionMasterKey) {
		this.encryptionMasterKey = encryptionMasterKey;
		return self();
	}

	/**
	 * Set what stands before {@code /app} in the URLs of WebSockets.
	 * @param path a path with a leading slash, empty by default
	 * @return this builder
	 */
	public B path(String path) {
		this.path = path;
		return self();
	}

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
	 * Tell clients of HTTP transports to send their further requests to this host, as the
	 * hosted service does, where any of many hosts may take the first one.
	 * @param stickyHost a host name, or {@code null} as by default to tell them nothing
	 * @return this builder
	 */
	public B stickyHost(@Nullable String stickyHost) {
		this.stickyHost = stickyHost;
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
	 * Let clients send events.
	 * @param clientEvents whether to, {@code true} by default
	 * @return this builder
	 */
	public B clientEvents(boolean clientEvents) {
		this.clientEvents = clientEvents;
		return self();
	}

	/**
	 * Limit the client events of each connection.
	 * @param clientEventsPerSecond how many within any second, 10 by default
	 * @return this builder
	 */
	public B clientEventsPerSecond(int clientEventsPerSecond) {
		this.clientEventsPerSecond = clientEventsPerSecond;
		return self();
	}

	/**
	 * Announce the number of subscribers on every channel but presence channels.
	 * @param subscriptionCounts whether to, {@code false} by default
	 * @return this builder
	 */
	public B subscriptionCounts(boolean subscriptionCounts) {
		this.subscriptionCounts = subscriptionCounts;
		return self();
	}

	/**
	 * Tell users when those on their watchlist come and go.
	 * @param watchlists whether to, {@code false} by default
	 * @return this builder
	 */
	public B watchlists(boolean watchlists) {
		this.watchlists = watchlists;
		return self();
	}

	/**
	 * Limit the data of an event.
	 * @param maxEventData the size in bytes, 10,240 by default
	 * @return this builder
	 */
	public B maxEventData(int maxEventData) {
		this.maxEventData = maxEventData;
		return self();
	}

	/**
	 * Limit the members of a presence channel.
	 * @param maxMembers the number, 100 by default
	 * @return this builder
	 */
	public B maxMembers(int maxMembers) {
		this.maxMembers = maxMembers;
		return self();
	}

	/**
	 * Limit the connections; further ones are turned away with 4004.
	 * @param maxConnections the number, without limit by default
	 * @return this builder
	 */
	public B maxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
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

	/**
	 * Choose who the client of an authorization request is, for presence channels and
	 * sign-in. Called on the server's thread, so it must not block.
	 * @param userId returns the user's id, or {@code null} to answer 403; by default the
	 * {@code user_id} parameter, or else a user of its own for each connection
	 * @return this builder
	 */
	public B userId(Function<AuthorizationRequest, @Nullable String> userId) {
		this.userId = userId;
		return self();
	}

	ServerSettings settings() {
		String masterKey = (this.encryptionMasterKey != null) ? this.encryptionMasterKey
				: ChannelEncryption.deriveMasterKey(this.secret);
		return new ServerSettings(this.appId, this.key, this.secret, masterKey, this.path, this.activityTimeout,
				this.pongTimeout, this.cacheTtl, this.heartbeatInterval, this.httpSessionTimeout, this.stickyHost,
				this.authorizationTimeout, this.clientEvents, this.clientEventsPerSecond, this.subscriptionCounts,
				this.watchlists, this.maxEventData, this.maxMembers, this.maxConnections, this.clock, this.userId);
	}

}

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
import java.time.InstantSource;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.observed.AuthorizationRequest;

/**
 * The settings of the server. Immutable.
 *
 * @param appId the app's id
 * @param key the app's key
 * @param secret the app's secret
 * @param encryptionMasterKey the master key of encrypted channels, 32 bytes in Base64
 * @param path the path that precedes {@code /app} in WebSocket URLs, empty by default
 * @param activityTimeout the timeout sent to clients, after which the server also pings
 * an idle client
 * @param pongTimeout how long a client may take to answer that ping
 * @param cacheTtl how long a cache channel keeps an event
 * @param heartbeatInterval how often the server sends a heartbeat over an HTTP transport
 * @param httpSessionTimeout how long an HTTP transport may be without a receiving request
 * @param stickyHost the host to which clients of HTTP transports are told to send all
 * requests after the first, or {@code null} to keep the host of the first request
 * @param authorizationTimeout how long a connection may take to be authorized, or
 * {@code null} for no limit
 * @param clientEvents whether clients may send events
 * @param clientEventsPerSecond the maximum number of client events of a connection per
 * second
 * @param subscriptionCounts whether channels announce their number of subscribers
 * @param watchlists whether users are notified of the users on their watchlist
 * @param maxEventData the maximum size of the data of an event, in bytes
 * @param maxMembers the maximum number of members of a presence channel
 * @param maxConnections the maximum number of connections
 * @param http the settings for HTTP clients
 * @param clock the clock
 * @param userId the function that returns the id of the user of an authorization request,
 * or {@code null} to refuse it
 * @since 1.0.0
 */
public record ServerSettings(String appId, String key, String secret, String encryptionMasterKey, String path,
		Duration activityTimeout, Duration pongTimeout, Duration cacheTtl, Duration heartbeatInterval,
		Duration httpSessionTimeout, @Nullable String stickyHost, @Nullable Duration authorizationTimeout,
		boolean clientEvents, int clientEventsPerSecond, boolean subscriptionCounts, boolean watchlists,
		int maxEventData, int maxMembers, int maxConnections, HttpSettings http, InstantSource clock,
		Function<AuthorizationRequest, @Nullable String> userId) {

	@Override
	public String toString() {
		// without the secret and the key of encrypted channels
		return "ServerSettings[appId=" + this.appId + ", key=" + this.key + "]";
	}

}

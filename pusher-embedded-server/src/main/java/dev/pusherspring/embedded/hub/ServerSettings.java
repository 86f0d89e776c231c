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
 * How the server behaves. Immutable.
 *
 * @param appId the application's id
 * @param key the application's key
 * @param secret the application's secret
 * @param encryptionMasterKey the key of encrypted channels, 32 bytes in base64
 * @param path what stands before {@code /app} in WebSocket URLs, empty by default
 * @param activityTimeout what clients are told, and after which the server pings an idle
 * client
 * @param pongTimeout how long a client may take to answer that ping
 * @param cacheTtl how long a cache channel keeps an event
 * @param heartbeatInterval how often an HTTP transport hears from the server
 * @param httpSessionTimeout how long an HTTP transport may be without a receiving request
 * @param stickyHost the host that clients of HTTP transports are told to stay with, or
 * {@code null} to tell them nothing
 * @param authorizationTimeout by when a connection must have been authorized, or
 * {@code null} if it need not
 * @param clientEvents whether clients may send events
 * @param clientEventsPerSecond how many each connection may send in a second
 * @param subscriptionCounts whether channels announce their number of subscribers
 * @param watchlists whether users hear of the users they watch
 * @param maxEventData the largest data of an event, in bytes
 * @param maxMembers the largest number of members of a presence channel
 * @param maxConnections the largest number of connections
 * @param http what HTTP clients may do
 * @param clock tells the time of day
 * @param userId chooses the user of an authorization request, or {@code null} to refuse
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

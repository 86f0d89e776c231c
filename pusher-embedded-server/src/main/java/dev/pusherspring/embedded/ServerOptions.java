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

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.hub.HttpSettings;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.protocol.ChannelEncryption;
import dev.pusherspring.embedded.webhook.Webhook;
import dev.pusherspring.embedded.webhook.WebhookSettings;
import dev.pusherspring.embedded.webhook.WebhookType;

/**
 * The part of a server's configuration that says which application it serves and how: all
 * but where it listens. Everything has a default. Not for use by several threads.
 *
 * @param <B> the builder this is part of
 * @since 1.0.0
 */
public abstract class ServerOptions<B extends ServerOptions<B>> extends ServerTimes<B> {

	private String appId = "app-id";

	private String key = "app-key";

	private String secret = "app-secret";

	private @Nullable String encryptionMasterKey;

	private String path = "";

	private @Nullable String stickyHost;

	private boolean clientEvents = true;

	private int clientEventsPerSecond = 10;

	private boolean subscriptionCounts;

	private boolean watchlists;

	private int maxEventData = 10 * 1024;

	private int maxMembers = 100;

	private int maxConnections = Integer.MAX_VALUE;

	private boolean jsonp;

	private final List<Webhook> webhooks = new ArrayList<>();

	private Duration webhookRetryDelay = Duration.ofSeconds(1);

	private Function<AuthorizationRequest, @Nullable String> userId = ServerOptions::givenOrOwn;

	ServerOptions() {
	}

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

	/**
	 * Let the authorization endpoints answer scripts, which the {@code jsonp} transport
	 * asks for. A script may be asked for, and its answer read, by any page that the
	 * developer visits, whatever its origin.
	 * @param jsonp whether to, {@code false} by default
	 * @return this builder
	 */
	public B jsonp(boolean jsonp) {
		this.jsonp = jsonp;
		return self();
	}

	/**
	 * Tell a URL what happens on channels, with a signed request for each event, as the
	 * hosted service does. May be called several times. Requests are sent one after the
	 * other by a thread of their own. One that is not answered with success is sent again
	 * for five minutes, after a {@linkplain #webhookRetryDelay(Duration) delay} that
	 * grows.
	 * @param url where to; a loopback address unless others are allowed
	 * @param types what to tell of; everything if none is given
	 * @return this builder
	 */
	public B webhook(URI url, WebhookType... types) {
		this.webhooks.add(new Webhook(url, types));
		return self();
	}

	/**
	 * Set how long to wait before a webhook that failed is sent for the second time. Each
	 * further delay is twice the last.
	 * @param webhookRetryDelay the delay, 1 second by default
	 * @return this builder
	 */
	public B webhookRetryDelay(Duration webhookRetryDelay) {
		this.webhookRetryDelay = webhookRetryDelay;
		return self();
	}

	WebhookSettings webhookSettings() {
		return new WebhookSettings(this.webhooks, this.webhookRetryDelay);
	}

	ServerSettings settings(@Nullable String onlyHost) {
		String masterKey = (this.encryptionMasterKey != null) ? this.encryptionMasterKey
				: ChannelEncryption.deriveMasterKey(this.secret);
		Times times = times();
		return new ServerSettings(this.appId, this.key, this.secret, masterKey, this.path, times.activityTimeout(),
				times.pongTimeout(), times.cacheTtl(), times.heartbeatInterval(), times.httpSessionTimeout(),
				this.stickyHost, times.authorizationTimeout(), this.clientEvents, this.clientEventsPerSecond,
				this.subscriptionCounts, this.watchlists, this.maxEventData, this.maxMembers, this.maxConnections,
				new HttpSettings(this.jsonp, onlyHost, times.httpRequestTimeout(), times.httpIdleTimeout()),
				times.clock(), this.userId);
	}

}

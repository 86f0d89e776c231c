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
 * The part of a server's configuration that defines which app it serves and how: all
 * settings except the address to listen on. All settings have defaults. Not safe for use
 * by multiple threads.
 *
 * @param <B> the type of the builder
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
	 * Set the app's id.
	 * @param appId the id, {@code app-id} by default
	 * @return this builder
	 */
	public B appId(String appId) {
		this.appId = appId;
		return self();
	}

	/**
	 * Set the app's key.
	 * @param key the key, {@code app-key} by default
	 * @return this builder
	 */
	public B key(String key) {
		this.key = key;
		return self();
	}

	/**
	 * Set the app's secret.
	 * @param secret the secret, {@code app-secret} by default
	 * @return this builder
	 */
	public B secret(String secret) {
		this.secret = secret;
		return self();
	}

	/**
	 * Set the master key of encrypted channels.
	 * @param encryptionMasterKey the key, 32 bytes in Base64; derived from the secret by
	 * default
	 * @return this builder
	 */
	public B encryptionMasterKeyBase64(String encryptionMasterKey) {
		this.encryptionMasterKey = encryptionMasterKey;
		return self();
	}

	/**
	 * Set the path that precedes {@code /app} in the URLs of WebSockets.
	 * @param path the path with a leading slash, empty by default
	 * @return this builder
	 */
	public B path(String path) {
		this.path = path;
		return self();
	}

	/**
	 * Set the host to which clients of HTTP transports are told to send all requests
	 * after the first, as the hosted service does.
	 * @param stickyHost the host name, or {@code null} to keep the host of the first
	 * request; {@code null} by default
	 * @return this builder
	 */
	public B stickyHost(@Nullable String stickyHost) {
		this.stickyHost = stickyHost;
		return self();
	}

	/**
	 * Set whether clients may send events.
	 * @param clientEvents whether they may, {@code true} by default
	 * @return this builder
	 */
	public B clientEvents(boolean clientEvents) {
		this.clientEvents = clientEvents;
		return self();
	}

	/**
	 * Set the maximum rate of client events per connection.
	 * @param clientEventsPerSecond the number of events within any second, 10 by default
	 * @return this builder
	 */
	public B clientEventsPerSecond(int clientEventsPerSecond) {
		this.clientEventsPerSecond = clientEventsPerSecond;
		return self();
	}

	/**
	 * Set whether the number of subscribers is announced on every channel except presence
	 * channels.
	 * @param subscriptionCounts whether to announce it, {@code false} by default
	 * @return this builder
	 */
	public B subscriptionCounts(boolean subscriptionCounts) {
		this.subscriptionCounts = subscriptionCounts;
		return self();
	}

	/**
	 * Set whether users are notified when the users on their watchlist come online and go
	 * offline.
	 * @param watchlists whether to notify them, {@code false} by default
	 * @return this builder
	 */
	public B watchlists(boolean watchlists) {
		this.watchlists = watchlists;
		return self();
	}

	/**
	 * Set the maximum size of the data of an event.
	 * @param maxEventData the size in bytes, 10,240 by default
	 * @return this builder
	 */
	public B maxEventData(int maxEventData) {
		this.maxEventData = maxEventData;
		return self();
	}

	/**
	 * Set the maximum number of members of a presence channel.
	 * @param maxMembers the number, 100 by default
	 * @return this builder
	 */
	public B maxMembers(int maxMembers) {
		this.maxMembers = maxMembers;
		return self();
	}

	/**
	 * Set the maximum number of connections. Further ones are refused with 4004.
	 * @param maxConnections the number, unlimited by default
	 * @return this builder
	 */
	public B maxConnections(int maxConnections) {
		this.maxConnections = maxConnections;
		return self();
	}

	/**
	 * Set the function that determines the user of an authorization request, for presence
	 * channels and sign-in. It is called on the server's thread and must not block.
	 * @param userId the function, which returns the user's id, or {@code null} to answer
	 * 403; by default the {@code user_id} parameter, or a different user for each
	 * connection if it is absent
	 * @return this builder
	 */
	public B userId(Function<AuthorizationRequest, @Nullable String> userId) {
		this.userId = userId;
		return self();
	}

	/**
	 * Set whether the authorization endpoints answer script requests, as sent by the
	 * {@code jsonp} transport. Any page that the developer visits can send a script
	 * request and read the answer, whatever its origin.
	 * @param jsonp whether to answer them, {@code false} by default
	 * @return this builder
	 */
	public B jsonp(boolean jsonp) {
		this.jsonp = jsonp;
		return self();
	}

	/**
	 * Add a webhook: a URL that receives a signed request for each event on channels, as
	 * sent by the hosted service. May be called several times. Requests are sent one
	 * after the other by a thread of their own. A request that is not answered with
	 * success is retried for five minutes, with a growing
	 * {@linkplain #webhookRetryDelay(Duration) delay}.
	 * @param url the URL, whose host must be a loopback address unless others are allowed
	 * @param types the types of events to send; all types if none is given
	 * @return this builder
	 */
	public B webhook(URI url, WebhookType... types) {
		this.webhooks.add(new Webhook(url, types));
		return self();
	}

	/**
	 * Set the delay before the first retry of a failed webhook. The delay doubles with
	 * each further retry.
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

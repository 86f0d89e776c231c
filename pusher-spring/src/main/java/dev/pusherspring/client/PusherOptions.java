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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHttpHeaders;

import dev.pusherspring.client.internal.link.ServerAddress;

/**
 * Options of a {@link PusherClient}. Immutable; {@link #toBuilder()} starts a changed
 * copy.
 *
 * @since 1.0.0
 */
public final class PusherOptions {

	private static final Duration SUBSCRIPTION_RETRY_INITIAL_DELAY = Duration.ofSeconds(1);

	private static final Duration SUBSCRIPTION_RETRY_MAX_DELAY = Duration.ofSeconds(60);

	private final PusherOptionsBuilder values;

	PusherOptions(PusherOptionsBuilder values) {
		this.values = values;
	}

	/**
	 * Return the name of the client, which tells several in one application apart.
	 * @return the name, {@value PusherClient#DEFAULT_NAME} by default
	 */
	public String getName() {
		return this.values.name;
	}

	/**
	 * Return the key of the app.
	 * @return the key
	 */
	public String getKey() {
		return this.values.key;
	}

	/**
	 * Return the cluster of the app. An explicit host makes it irrelevant.
	 * @return the cluster, {@code mt1} by default
	 */
	public String getCluster() {
		return this.values.cluster;
	}

	/**
	 * Return the host of the server.
	 * @return the explicit host, else that of the cluster
	 */
	public String getHost() {
		return (this.values.host != null) ? this.values.host : "ws-%s.pusher.com".formatted(this.values.cluster);
	}

	/**
	 * Return the port of the server.
	 * @return the port, or {@code null} for the default of the scheme (443 or 80)
	 */
	public @Nullable Integer getPort() {
		return this.values.port;
	}

	/**
	 * Return what stands before {@code /app} in the path.
	 * @return the path, empty by default
	 */
	public String getPath() {
		return this.values.path;
	}

	/**
	 * Return whether only connections over TLS are made.
	 * @return {@code true} by default
	 */
	public boolean isForceTls() {
		return this.values.forceTls;
	}

	/**
	 * Return which transports may be used.
	 * @return all by default
	 */
	public TransportSelection getTransports() {
		return this.values.transports;
	}

	/**
	 * Return the host for the HTTP transports.
	 * @return the explicit host, else that of the cluster
	 */
	public String getHttpHost() {
		return (this.values.httpHost != null) ? this.values.httpHost
				: "sockjs-%s.pusher.com".formatted(this.values.cluster);
	}

	/**
	 * Return the port for the HTTP transports.
	 * @return the port, or {@code null} for the default of the scheme (443 or 80)
	 */
	public @Nullable Integer getHttpPort() {
		return this.values.httpPort;
	}

	/**
	 * Return what stands before {@code /app} in the path of the HTTP transports.
	 * @return the path, {@code /pusher} by default
	 */
	public String getHttpPath() {
		return this.values.httpPath;
	}

	/**
	 * Return the HTTP proxy to connect through.
	 * @return the proxy, or {@code null} for none
	 */
	public @Nullable ProxySettings getProxy() {
		return this.values.proxy;
	}

	/**
	 * Return additional headers of the handshake.
	 * @return the headers
	 */
	public Map<String, String> getHeaders() {
		return this.values.headers;
	}

	/**
	 * Return the {@code Origin} header of the handshake.
	 * @return the origin, or {@code null} to send none
	 */
	public @Nullable String getOrigin() {
		return this.values.origin;
	}

	/**
	 * Return the longest time from the start of an attempt to connect to the end of its
	 * handshake.
	 * @return the timeout, 10 seconds by default
	 */
	public Duration getConnectTimeout() {
		return this.values.connectTimeout;
	}

	/**
	 * Return the time of silence after which the server is asked for a sign of life. The
	 * server's own figure applies when it is smaller.
	 * @return the timeout, or {@code null} to follow the server
	 */
	public @Nullable Duration getActivityTimeout() {
		return this.values.activityTimeout;
	}

	/**
	 * Return the longest time to wait for that sign of life.
	 * @return the timeout, 30 seconds by default
	 */
	public Duration getPongTimeout() {
		return this.values.pongTimeout;
	}

	/**
	 * Return the time without a connection after which the state is
	 * {@link ConnectionState#UNAVAILABLE}.
	 * @return the timeout, 10 seconds by default
	 */
	public Duration getUnavailableTimeout() {
		return this.values.unavailableTimeout;
	}

	/**
	 * Return the longest time to wait for the server's answer to a subscription.
	 * @return the timeout, 10 seconds by default
	 */
	public Duration getSubscriptionTimeout() {
		return this.values.subscriptionTimeout;
	}

	/**
	 * Return the pauses between attempts to connect.
	 * @return from 1 to 30 seconds, doubled each time, for ever by default
	 */
	public ReconnectSettings getReconnect() {
		return this.values.reconnect;
	}

	/**
	 * Return the longest data of an event, in characters. A longer one is discarded and
	 * reported. As data usually travels as JSON in a string of JSON, a message may be
	 * twice as long.
	 * @return the limit, 1,048,576 by default
	 */
	public int getMaxMessageSize() {
		return this.values.maxMessageSize;
	}

	/**
	 * Return how many authorizations are obtained at a time.
	 * @return the number, 8 by default
	 */
	public int getAuthMaxConcurrency() {
		return this.values.authMaxConcurrency;
	}

	/**
	 * Return how many client events are sent in any second. Further ones wait.
	 * @return the number, 10 by default as hosted Channels takes no more
	 */
	public int getClientEventRate() {
		return this.values.clientEventRate;
	}

	/**
	 * Return how many client events may wait.
	 * @return the number, 100 by default
	 */
	public int getClientEventQueueCapacity() {
		return this.values.clientEventQueueCapacity;
	}

	/**
	 * Return the length of the longest text that an engine must let through, with what
	 * the protocol adds to a message of the maximum size.
	 * @return the number of characters
	 */
	public int getMaxFrameLength() {
		return (int) Math.min(Integer.MAX_VALUE - 8, 2L * this.values.maxMessageSize + 4096);
	}

	// without forced TLS the explicit port is the plain one
	public ServerAddress getServerAddress(boolean tls) {
		Integer port = (tls && !isForceTls()) ? null : getPort();
		return new ServerAddress(getHost(), port, getPath(), getKey());
	}

	public ServerAddress getHttpServerAddress() {
		return new ServerAddress(getHttpHost(), getHttpPort(), getHttpPath(), getKey());
	}

	/**
	 * Return whether HTTP transports may be used, to the {@link #getHttpHost() host} for
	 * them.
	 * @return {@code false} with a server of one's own and no HTTP host: it has none, and
	 * Pusher is not to hear of it
	 */
	public boolean isHttpPermitted() {
		return this.values.host == null || this.values.httpHost != null;
	}

	public ConnectionSettings getConnectionSettings() {
		return new ConnectionSettings(getConnectTimeout(), getActivityTimeout(), getPongTimeout(),
				getUnavailableTimeout(), getReconnect());
	}

	public SubscriptionSettings getSubscriptionSettings() {
		return new SubscriptionSettings(getSubscriptionTimeout(), SUBSCRIPTION_RETRY_INITIAL_DELAY,
				SUBSCRIPTION_RETRY_MAX_DELAY);
	}

	public WebSocketHttpHeaders getHandshakeHeaders() {
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		if (getOrigin() != null) {
			headers.setOrigin(getOrigin());
		}
		getHeaders().forEach(headers::set);
		return headers;
	}

	/**
	 * Return a builder that starts from these options.
	 * @return the builder
	 */
	public PusherOptionsBuilder toBuilder() {
		return new PusherOptionsBuilder(this.values);
	}

	/**
	 * Return a builder.
	 * @param key key of the app
	 * @return the builder
	 */
	public static PusherOptionsBuilder builder(String key) {
		return new PusherOptionsBuilder(key);
	}

	/**
	 * Values of headers are left out, as they may be secret.
	 */
	@Override
	public String toString() {
		return "PusherOptions[key=" + getKey() + ", host=" + getHost() + ", port=" + getPort() + ", path=" + getPath()
				+ ", forceTls=" + isForceTls() + ", headers=" + getHeaders().keySet() + "]";
	}

}

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
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.web.socket.WebSocketHttpHeaders;

import dev.pusherspring.client.channel.SubscriptionSettings;
import dev.pusherspring.client.connection.ConnectionSettings;
import dev.pusherspring.client.connection.ReconnectSettings;
import dev.pusherspring.client.transport.ProxySettings;
import dev.pusherspring.client.transport.ServerAddress;
import dev.pusherspring.client.transport.TransportSelection;

/**
 * Options of a {@link PusherClient}. Immutable; {@link #toBuilder()} starts a changed
 * copy.
 *
 * @since 1.0.0
 */
public final class PusherOptions {

	private static final Duration SUBSCRIPTION_RETRY_INITIAL_DELAY = Duration.ofSeconds(1);

	private static final Duration SUBSCRIPTION_RETRY_MAX_DELAY = Duration.ofSeconds(60);

	private final Builder values;

	private PusherOptions(Builder values) {
		this.values = values;
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
	ServerAddress getServerAddress(boolean tls) {
		Integer port = (tls && !isForceTls()) ? null : getPort();
		return new ServerAddress(getHost(), port, getPath(), getKey());
	}

	ServerAddress getHttpServerAddress() {
		return new ServerAddress(getHttpHost(), getHttpPort(), getHttpPath(), getKey());
	}

	// a self-hosted server has no HTTP transports, and pusher.com is not to hear of it
	boolean isHttpPermitted() {
		return this.values.host == null || this.values.httpHost != null;
	}

	ConnectionSettings getConnectionSettings() {
		return new ConnectionSettings(getConnectTimeout(), getActivityTimeout(), getPongTimeout(),
				getUnavailableTimeout(), getReconnect());
	}

	SubscriptionSettings getSubscriptionSettings() {
		return new SubscriptionSettings(getSubscriptionTimeout(), SUBSCRIPTION_RETRY_INITIAL_DELAY,
				SUBSCRIPTION_RETRY_MAX_DELAY);
	}

	WebSocketHttpHeaders getHandshakeHeaders() {
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
	public Builder toBuilder() {
		return new Builder(this.values);
	}

	/**
	 * Return a builder.
	 * @param key key of the app
	 * @return the builder
	 */
	public static Builder builder(String key) {
		return new Builder(key);
	}

	/**
	 * Values of headers are left out, as they may be secret.
	 */
	@Override
	public String toString() {
		return "PusherOptions[key=" + getKey() + ", host=" + getHost() + ", port=" + getPort() + ", path=" + getPath()
				+ ", forceTls=" + isForceTls() + ", headers=" + getHeaders().keySet() + "]";
	}

	/**
	 * Builds {@link PusherOptions}. Checks each value when it is set.
	 */
	public static final class Builder {

		private String key;

		private String cluster = "mt1";

		private @Nullable String host;

		private @Nullable Integer port;

		private String path = "";

		private boolean forceTls = true;

		private TransportSelection transports = TransportSelection.ALL;

		private @Nullable String httpHost;

		private @Nullable Integer httpPort;

		private String httpPath = "/pusher";

		private @Nullable ProxySettings proxy;

		private Map<String, String> headers = Map.of();

		private @Nullable String origin;

		private Duration connectTimeout = Duration.ofSeconds(10);

		private @Nullable Duration activityTimeout;

		private Duration pongTimeout = Duration.ofSeconds(30);

		private Duration unavailableTimeout = Duration.ofSeconds(10);

		private Duration subscriptionTimeout = Duration.ofSeconds(10);

		private ReconnectSettings reconnect = new ReconnectSettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(30),
				0.5, null);

		private int maxMessageSize = 1024 * 1024;

		private int authMaxConcurrency = 8;

		private int clientEventRate = 10;

		private int clientEventQueueCapacity = 100;

		private Builder(String key) {
			this.key = requireKey(key);
		}

		private Builder(Builder other) {
			this.key = other.key;
			this.cluster = other.cluster;
			this.host = other.host;
			this.port = other.port;
			this.path = other.path;
			this.forceTls = other.forceTls;
			this.transports = other.transports;
			this.httpHost = other.httpHost;
			this.httpPort = other.httpPort;
			this.httpPath = other.httpPath;
			this.proxy = other.proxy;
			this.headers = other.headers;
			this.origin = other.origin;
			this.connectTimeout = other.connectTimeout;
			this.activityTimeout = other.activityTimeout;
			this.pongTimeout = other.pongTimeout;
			this.unavailableTimeout = other.unavailableTimeout;
			this.subscriptionTimeout = other.subscriptionTimeout;
			this.reconnect = other.reconnect;
			this.maxMessageSize = other.maxMessageSize;
			this.authMaxConcurrency = other.authMaxConcurrency;
			this.clientEventRate = other.clientEventRate;
			this.clientEventQueueCapacity = other.clientEventQueueCapacity;
		}

		/**
		 * Set the key of the app.
		 * @param key the key
		 * @return this builder
		 */
		public Builder key(String key) {
			this.key = requireKey(key);
			return this;
		}

		/**
		 * Set the cluster of the app.
		 * @param cluster the cluster, such as {@code eu}
		 * @return this builder
		 */
		public Builder cluster(String cluster) {
			Assert.isTrue(cluster.matches("[A-Za-z0-9-]+"),
					() -> "'cluster' must consist of letters, digits and dashes but is '%s'".formatted(cluster));
			this.cluster = cluster;
			return this;
		}

		/**
		 * Set the host of the server, in place of a cluster.
		 * @param host name or address, or {@code null} for that of the cluster
		 * @return this builder
		 */
		public Builder host(@Nullable String host) {
			this.host = requireHost("host", host);
			return this;
		}

		/**
		 * Set the port of the server.
		 * @param port the port, or {@code null} for the default of the scheme
		 * @return this builder
		 */
		public Builder port(@Nullable Integer port) {
			this.port = requirePort("port", port);
			return this;
		}

		/**
		 * Set what stands before {@code /app} in the path.
		 * @param path the path, or an empty string
		 * @return this builder
		 */
		public Builder path(String path) {
			this.path = requirePath("path", path);
			return this;
		}

		/**
		 * Set which transports may be used.
		 * @param transports the selection
		 * @return this builder
		 */
		public Builder transports(TransportSelection transports) {
			this.transports = transports;
			return this;
		}

		/**
		 * Set the host for the HTTP transports, in place of that of the cluster. With an
		 * explicit {@link #host(String) host} there are no HTTP transports without this.
		 * @param httpHost name or address, or {@code null} for that of the cluster
		 * @return this builder
		 */
		public Builder httpHost(@Nullable String httpHost) {
			this.httpHost = requireHost("httpHost", httpHost);
			return this;
		}

		/**
		 * Set the port for the HTTP transports.
		 * @param httpPort the port, or {@code null} for the default of the scheme
		 * @return this builder
		 */
		public Builder httpPort(@Nullable Integer httpPort) {
			this.httpPort = requirePort("httpPort", httpPort);
			return this;
		}

		/**
		 * Set what stands before {@code /app} in the path of the HTTP transports.
		 * @param httpPath the path
		 * @return this builder
		 */
		public Builder httpPath(String httpPath) {
			this.httpPath = requirePath("httpPath", httpPath);
			return this;
		}

		/**
		 * Set the HTTP proxy to connect through.
		 * @param proxy the proxy, or {@code null} for none
		 * @return this builder
		 */
		public Builder proxy(@Nullable ProxySettings proxy) {
			this.proxy = proxy;
			return this;
		}

		/**
		 * Set whether only connections over TLS are made.
		 * @param forceTls whether to force TLS
		 * @return this builder
		 */
		public Builder forceTls(boolean forceTls) {
			this.forceTls = forceTls;
			return this;
		}

		/**
		 * Set additional headers of the handshake.
		 * @param headers the headers
		 * @return this builder
		 */
		public Builder headers(Map<String, String> headers) {
			this.headers = Map.copyOf(new LinkedHashMap<>(headers));
			return this;
		}

		/**
		 * Set the {@code Origin} header of the handshake, which some servers check.
		 * @param origin the origin, or {@code null} to send none
		 * @return this builder
		 */
		public Builder origin(@Nullable String origin) {
			this.origin = origin;
			return this;
		}

		/**
		 * Set the longest time from the start of an attempt to connect to the end of its
		 * handshake.
		 * @param connectTimeout the timeout
		 * @return this builder
		 */
		public Builder connectTimeout(Duration connectTimeout) {
			this.connectTimeout = requirePositive("connectTimeout", connectTimeout);
			return this;
		}

		/**
		 * Set the time of silence after which the server is asked for a sign of life.
		 * @param activityTimeout the timeout, or {@code null} to follow the server
		 * @return this builder
		 */
		public Builder activityTimeout(@Nullable Duration activityTimeout) {
			this.activityTimeout = (activityTimeout != null) ? requirePositive("activityTimeout", activityTimeout)
					: null;
			return this;
		}

		/**
		 * Set the longest time to wait for that sign of life.
		 * @param pongTimeout the timeout
		 * @return this builder
		 */
		public Builder pongTimeout(Duration pongTimeout) {
			this.pongTimeout = requirePositive("pongTimeout", pongTimeout);
			return this;
		}

		/**
		 * Set the time without a connection after which the state is
		 * {@link ConnectionState#UNAVAILABLE}.
		 * @param unavailableTimeout the timeout
		 * @return this builder
		 */
		public Builder unavailableTimeout(Duration unavailableTimeout) {
			this.unavailableTimeout = requirePositive("unavailableTimeout", unavailableTimeout);
			return this;
		}

		/**
		 * Set the longest time to wait for the server's answer to a subscription.
		 * @param subscriptionTimeout the timeout
		 * @return this builder
		 */
		public Builder subscriptionTimeout(Duration subscriptionTimeout) {
			this.subscriptionTimeout = requirePositive("subscriptionTimeout", subscriptionTimeout);
			return this;
		}

		/**
		 * Set the pauses between attempts to connect.
		 * @param reconnect the pauses
		 * @return this builder
		 */
		public Builder reconnect(ReconnectSettings reconnect) {
			this.reconnect = reconnect;
			return this;
		}

		/**
		 * Set the longest data of an event.
		 * @param maxMessageSize the limit in characters
		 * @return this builder
		 */
		public Builder maxMessageSize(int maxMessageSize) {
			this.maxMessageSize = requirePositive("maxMessageSize", maxMessageSize);
			return this;
		}

		/**
		 * Set how many authorizations are obtained at a time.
		 * @param authMaxConcurrency the number
		 * @return this builder
		 */
		public Builder authMaxConcurrency(int authMaxConcurrency) {
			this.authMaxConcurrency = requirePositive("authMaxConcurrency", authMaxConcurrency);
			return this;
		}

		/**
		 * Set how many client events are sent in any second.
		 * @param clientEventRate the number
		 * @return this builder
		 */
		public Builder clientEventRate(int clientEventRate) {
			this.clientEventRate = requirePositive("clientEventRate", clientEventRate);
			return this;
		}

		/**
		 * Set how many client events may wait.
		 * @param clientEventQueueCapacity the number
		 * @return this builder
		 */
		public Builder clientEventQueueCapacity(int clientEventQueueCapacity) {
			this.clientEventQueueCapacity = requirePositive("clientEventQueueCapacity", clientEventQueueCapacity);
			return this;
		}

		private static String requireKey(String key) {
			Assert.hasText(key, "'key' must not be empty");
			Assert.isTrue(key.matches("[A-Za-z0-9._~-]+"),
					() -> "'key' must consist of letters, digits and ._~- but is '%s'".formatted(key));
			return key;
		}

		private static @Nullable String requireHost(String name, @Nullable String host) {
			Assert.isTrue(host == null || ServerAddress.isHost(host),
					() -> "'%s' must be a name or an address, without scheme, port and path, but is '%s'"
						.formatted(name, host));
			return host;
		}

		private static @Nullable Integer requirePort(String name, @Nullable Integer port) {
			Assert.isTrue(port == null || (port > 0 && port < 65536),
					() -> "'%s' must be between 1 and 65535 but is %d".formatted(name, port));
			return port;
		}

		private static String requirePath(String name, String path) {
			Assert.isTrue(path.matches("([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"),
					() -> "'%s' must be a path of a URI but is '%s'".formatted(name, path));
			return path;
		}

		private static int requirePositive(String name, int number) {
			Assert.isTrue(number > 0, () -> "'%s' must be positive but is %d".formatted(name, number));
			return number;
		}

		private static Duration requirePositive(String name, Duration duration) {
			Assert.isTrue(!duration.isNegative() && !duration.isZero(),
					() -> "'%s' must be positive but is %s".formatted(name, duration));
			return duration;
		}

		/**
		 * Build the options.
		 * @return the options
		 */
		public PusherOptions build() {
			return new PusherOptions(new Builder(this));
		}

	}

}

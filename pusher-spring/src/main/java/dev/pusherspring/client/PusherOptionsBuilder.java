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

import dev.pusherspring.client.internal.link.ServerAddress;

/**
 * Builds {@link PusherOptions}. Checks each value when it is set.
 *
 * @since 1.0.0
 */
public final class PusherOptionsBuilder {

	// read by the options, which keep a copy of the builder

	String name = PusherClient.DEFAULT_NAME;

	String key;

	String cluster = "mt1";

	@Nullable String host;

	@Nullable Integer port;

	String path = "";

	boolean forceTls = true;

	TransportSelection transports = TransportSelection.ALL;

	@Nullable String httpHost;

	@Nullable Integer httpPort;

	String httpPath = "/pusher";

	@Nullable ProxySettings proxy;

	Map<String, String> headers = Map.of();

	@Nullable String origin;

	Duration connectTimeout = Duration.ofSeconds(10);

	@Nullable Duration activityTimeout;

	Duration pongTimeout = Duration.ofSeconds(30);

	Duration unavailableTimeout = Duration.ofSeconds(10);

	Duration subscriptionTimeout = Duration.ofSeconds(10);

	ReconnectSettings reconnect = new ReconnectSettings(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 1, null);

	int maxMessageSize = 1024 * 1024;

	int authMaxConcurrency = 16;

	int clientEventRate = 10;

	int clientEventQueueCapacity = 100;

	PusherOptionsBuilder(String key) {
		this.key = requireKey(key);
	}

	PusherOptionsBuilder(PusherOptionsBuilder other) {
		this.name = other.name;
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
	 * Return the name of the client that the options are for. Who changes the options of
	 * several clients tells them apart by it.
	 * @return the name, {@value PusherClient#DEFAULT_NAME} by default
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Set the name of the client.
	 * @param name the name, which threads and log messages bear
	 * @return this builder
	 */
	public PusherOptionsBuilder name(String name) {
		Assert.hasText(name, "'name' must not be empty");
		this.name = name;
		return this;
	}

	/**
	 * Set the key of the app.
	 * @param key the key
	 * @return this builder
	 */
	public PusherOptionsBuilder key(String key) {
		this.key = requireKey(key);
		return this;
	}

	/**
	 * Set the cluster of the app.
	 * @param cluster the cluster, such as {@code eu}
	 * @return this builder
	 */
	public PusherOptionsBuilder cluster(String cluster) {
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
	public PusherOptionsBuilder host(@Nullable String host) {
		this.host = requireHost("host", host);
		return this;
	}

	/**
	 * Set the port of the server.
	 * @param port the port, or {@code null} for the default of the scheme
	 * @return this builder
	 */
	public PusherOptionsBuilder port(@Nullable Integer port) {
		this.port = requirePort("port", port);
		return this;
	}

	/**
	 * Set what stands before {@code /app} in the path.
	 * @param path the path, or an empty string
	 * @return this builder
	 */
	public PusherOptionsBuilder path(String path) {
		this.path = requirePath("path", path);
		return this;
	}

	/**
	 * Set which transports may be used.
	 * @param transports the selection
	 * @return this builder
	 */
	public PusherOptionsBuilder transports(TransportSelection transports) {
		this.transports = transports;
		return this;
	}

	/**
	 * Set the host for the HTTP transports, in place of that of the cluster. With an
	 * explicit {@link #host(String) host} there are no HTTP transports without this.
	 * @param httpHost name or address, or {@code null} for that of the cluster
	 * @return this builder
	 */
	public PusherOptionsBuilder httpHost(@Nullable String httpHost) {
		this.httpHost = requireHost("httpHost", httpHost);
		return this;
	}

	/**
	 * Set the port for the HTTP transports.
	 * @param httpPort the port, or {@code null} for the default of the scheme
	 * @return this builder
	 */
	public PusherOptionsBuilder httpPort(@Nullable Integer httpPort) {
		this.httpPort = requirePort("httpPort", httpPort);
		return this;
	}

	/**
	 * Set what stands before {@code /app} in the path of the HTTP transports.
	 * @param httpPath the path
	 * @return this builder
	 */
	public PusherOptionsBuilder httpPath(String httpPath) {
		this.httpPath = requirePath("httpPath", httpPath);
		return this;
	}

	/**
	 * Set the HTTP proxy to connect through.
	 * @param proxy the proxy, or {@code null} for none
	 * @return this builder
	 */
	public PusherOptionsBuilder proxy(@Nullable ProxySettings proxy) {
		this.proxy = proxy;
		return this;
	}

	/**
	 * Set whether only connections over TLS are made.
	 * @param forceTls whether to force TLS
	 * @return this builder
	 */
	public PusherOptionsBuilder forceTls(boolean forceTls) {
		this.forceTls = forceTls;
		return this;
	}

	/**
	 * Set additional headers of the handshake.
	 * @param headers the headers
	 * @return this builder
	 */
	public PusherOptionsBuilder headers(Map<String, String> headers) {
		this.headers = Map.copyOf(new LinkedHashMap<>(headers));
		return this;
	}

	/**
	 * Set the {@code Origin} header of the handshake, which some servers check.
	 * @param origin the origin, or {@code null} to send none
	 * @return this builder
	 */
	public PusherOptionsBuilder origin(@Nullable String origin) {
		this.origin = origin;
		return this;
	}

	/**
	 * Set the longest time from the start of an attempt to connect to the end of its
	 * handshake.
	 * @param connectTimeout the timeout
	 * @return this builder
	 */
	public PusherOptionsBuilder connectTimeout(Duration connectTimeout) {
		this.connectTimeout = requirePositive("connectTimeout", connectTimeout);
		return this;
	}

	/**
	 * Set the time of silence after which the server is asked for a sign of life.
	 * @param activityTimeout the timeout, or {@code null} to follow the server
	 * @return this builder
	 */
	public PusherOptionsBuilder activityTimeout(@Nullable Duration activityTimeout) {
		this.activityTimeout = (activityTimeout != null) ? requirePositive("activityTimeout", activityTimeout) : null;
		return this;
	}

	/**
	 * Set the longest time to wait for that sign of life.
	 * @param pongTimeout the timeout
	 * @return this builder
	 */
	public PusherOptionsBuilder pongTimeout(Duration pongTimeout) {
		this.pongTimeout = requirePositive("pongTimeout", pongTimeout);
		return this;
	}

	/**
	 * Set the time without a connection after which the state is
	 * {@link ConnectionState#UNAVAILABLE}.
	 * @param unavailableTimeout the timeout
	 * @return this builder
	 */
	public PusherOptionsBuilder unavailableTimeout(Duration unavailableTimeout) {
		this.unavailableTimeout = requirePositive("unavailableTimeout", unavailableTimeout);
		return this;
	}

	/**
	 * Set the longest time to wait for the server's answer to a subscription.
	 * @param subscriptionTimeout the timeout
	 * @return this builder
	 */
	public PusherOptionsBuilder subscriptionTimeout(Duration subscriptionTimeout) {
		this.subscriptionTimeout = requirePositive("subscriptionTimeout", subscriptionTimeout);
		return this;
	}

	/**
	 * Set the pauses between attempts to connect.
	 * @param reconnect the pauses
	 * @return this builder
	 */
	public PusherOptionsBuilder reconnect(ReconnectSettings reconnect) {
		this.reconnect = reconnect;
		return this;
	}

	/**
	 * Set the longest data of an event.
	 * @param maxMessageSize the limit in characters
	 * @return this builder
	 */
	public PusherOptionsBuilder maxMessageSize(int maxMessageSize) {
		this.maxMessageSize = requirePositive("maxMessageSize", maxMessageSize);
		return this;
	}

	/**
	 * Set how many authorizations are obtained at a time.
	 * @param authMaxConcurrency the number
	 * @return this builder
	 */
	public PusherOptionsBuilder authMaxConcurrency(int authMaxConcurrency) {
		this.authMaxConcurrency = requirePositive("authMaxConcurrency", authMaxConcurrency);
		return this;
	}

	/**
	 * Set how many client events are sent in any second.
	 * @param clientEventRate the number
	 * @return this builder
	 */
	public PusherOptionsBuilder clientEventRate(int clientEventRate) {
		this.clientEventRate = requirePositive("clientEventRate", clientEventRate);
		return this;
	}

	/**
	 * Set how many client events may wait.
	 * @param clientEventQueueCapacity the number
	 * @return this builder
	 */
	public PusherOptionsBuilder clientEventQueueCapacity(int clientEventQueueCapacity) {
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
				() -> "'%s' must be a name or an address, without scheme, port and path, but is '%s'".formatted(name,
						host));
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
		return new PusherOptions(new PusherOptionsBuilder(this));
	}

}

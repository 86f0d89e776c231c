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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.observed.ClientEvent;
import dev.pusherspring.embedded.observed.ConnectedClient;
import dev.pusherspring.embedded.protocol.ChannelEncryption;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.Json;

/**
 * A Channels server within this process, for development and tests: clients connect to it
 * with a WebSocket or over HTTP, server libraries publish through its REST API, and it
 * serves the authorization endpoints an application would have.
 * <p>
 * Has one daemon thread between {@link #start()} and {@link #stop()}, none otherwise.
 * Safe for use by many threads; a method that asks or tells the running server something
 * returns once that is done, and throws {@link IllegalStateException} when the server is
 * not running.
 *
 * @since 1.0.0
 */
public final class EmbeddedPusherServer implements AutoCloseable {

	private final ServerSettings settings;

	private final InetAddress host;

	private final String hostName;

	private final Object lifecycle = new Object();

	private volatile int port;

	private volatile @Nullable RunningServer running;

	private EmbeddedPusherServer(ServerSettings settings, String hostName, InetAddress host, int port) {
		this.settings = settings;
		this.hostName = hostName;
		this.host = host;
		this.port = port;
	}

	/**
	 * Start to configure a server.
	 * @return a builder in which everything has a default
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Start to listen. Does nothing if the server is running. A server that was stopped
	 * starts with no memory, on the port it had.
	 * @throws IllegalStateException if the port is taken
	 */
	public void start() {
		synchronized (this.lifecycle) {
			if (this.running == null) {
				RunningServer started = new RunningServer(this.settings, new InetSocketAddress(this.host, this.port));
				this.port = started.address().getPort();
				this.running = started;
			}
		}
	}

	/**
	 * Tell every client to reconnect (4200), close all connections and end the server's
	 * thread. Returns when that is done. Does nothing if the server is not running.
	 */
	public void stop() {
		synchronized (this.lifecycle) {
			RunningServer running = this.running;
			if (running != null) {
				running.checkMayWait();
				this.running = null;
				running.stop();
			}
		}
	}

	@Override
	public void close() {
		stop();
	}

	/**
	 * Return whether the server is listening.
	 * @return {@code true} between start and stop
	 */
	public boolean isRunning() {
		return this.running != null;
	}

	public String getHost() {
		return this.hostName;
	}

	/**
	 * Return the port.
	 * @return the port, also after the server has stopped
	 * @throws IllegalStateException if a free port is to be taken and the server has
	 * never been started
	 */
	public int getPort() {
		if (this.port == 0) {
			throw new IllegalStateException("The embedded server has no port before it starts");
		}
		return this.port;
	}

	public String getAppId() {
		return this.settings.appId();
	}

	public String getKey() {
		return this.settings.key();
	}

	public String getSecret() {
		return this.settings.secret();
	}

	/**
	 * Return the key that server libraries encrypt with.
	 * @return 32 bytes in base64
	 */
	public String getEncryptionMasterKeyBase64() {
		return this.settings.encryptionMasterKey();
	}

	/**
	 * Return where channel subscriptions are authorized.
	 * @return the URL
	 */
	public URI getAuthEndpoint() {
		return uri("/pusher/auth");
	}

	/**
	 * Return where users are authenticated.
	 * @return the URL
	 */
	public URI getUserAuthEndpoint() {
		return uri("/pusher/user-auth");
	}

	private URI uri(String path) {
		String host = (this.hostName.indexOf(':') >= 0) ? "[" + this.hostName + "]" : this.hostName;
		return URI.create("http://" + host + ":" + getPort() + path);
	}

	/**
	 * Publish an event, as a server library would. On an encrypted channel the payload is
	 * encrypted, which takes Bouncy Castle.
	 * @param channel the channel's name
	 * @param event the event's name
	 * @param payload a {@link String} is sent as is, anything else as JSON
	 * @throws IllegalArgumentException if the name is not that of a channel or the
	 * payload is too large
	 */
	public void trigger(String channel, String event, Object payload) {
		ChannelName name = new ChannelName(channel);
		if (!name.isValid()) {
			throw new IllegalArgumentException("Invalid channel name '" + channel + "'");
		}
		String text = (payload instanceof String string) ? string : Json.write(payload);
		String data = name.isEncrypted() ? encryption().encrypt(channel, text) : text;
		if (data.getBytes(StandardCharsets.UTF_8).length > this.settings.maxEventData()) {
			throw new IllegalArgumentException(
					"The data of event '" + event + "' is larger than " + this.settings.maxEventData() + " bytes");
		}
		RunningServer running = running();
		running.call(() -> {
			running.hub().publish(name, event, data, null);
			return true;
		});
	}

	private ChannelEncryption encryption() {
		return new ChannelEncryption(this.settings.encryptionMasterKey());
	}

	/**
	 * Return the faults of this server, to be switched on and off.
	 * @return the faults; they end with {@link #stop()}
	 */
	public Faults faults() {
		return new Faults(this::running);
	}

	/**
	 * Wait until a channel has a subscriber.
	 * @param channel the channel's name
	 * @param timeout how long to wait at most
	 * @return whether it has
	 */
	public boolean awaitSubscribed(String channel, Duration timeout) {
		RunningServer running = running();
		return await(running, () -> running.hub().isOccupied(channel), timeout);
	}

	/**
	 * Wait until there are as many connections.
	 * @param count the number of connections, exactly
	 * @param timeout how long to wait at most
	 * @return whether there are
	 */
	public boolean awaitConnections(int count, Duration timeout) {
		RunningServer running = running();
		return await(running, () -> running.hub().connections().size() == count, timeout);
	}

	/**
	 * Wait until as many client events have been received.
	 * @param count the number of events, at least
	 * @param timeout how long to wait at most
	 * @return whether they have
	 */
	public boolean awaitClientEvents(int count, Duration timeout) {
		RunningServer running = running();
		return await(running, () -> running.hub().clientEvents().size() >= count, timeout);
	}

	/**
	 * Wait until as many authorization requests have been received, answered or not.
	 * @param count the number of requests, at least
	 * @param timeout how long to wait at most
	 * @return whether they have
	 */
	public boolean awaitAuthorizationRequests(int count, Duration timeout) {
		RunningServer running = running();
		return await(running, () -> running.socket().authorizationRequests().size() >= count, timeout);
	}

	/**
	 * Wait until everything sent so far has reached its clients. A client on a WebSocket
	 * has confirmed that it has read it; for one on HTTP it is on its way.
	 * @param timeout how long to wait at most
	 * @return whether it has
	 */
	public boolean awaitDelivered(Duration timeout) {
		RunningServer running = running();
		running.checkMayWait();
		return finishes(
				running.call(() -> CompletableFuture.allOf(running.hub().connections().stream().map((connection) -> {
					CompletableFuture<Void> delivered = new CompletableFuture<>();
					running.hub().whenDelivered(connection, () -> delivered.complete(null));
					return delivered;
				}).toArray(CompletableFuture<?>[]::new))), timeout);
	}

	private boolean await(RunningServer running, BooleanSupplier condition, Duration timeout) {
		running.checkMayWait();
		return finishes(running.call(() -> running.hub().await(condition)), timeout);
	}

	private static boolean finishes(CompletableFuture<?> future, Duration timeout) {
		try {
			future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			future.cancel(false);
			return false;
		}
		catch (InterruptedException ex) {
			future.cancel(false);
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	/**
	 * Return the connections there are.
	 * @return the connections, oldest first
	 */
	public List<ConnectedClient> getConnections() {
		RunningServer running = running();
		return running.call(() -> running.hub().clients());
	}

	/**
	 * Return how many clients have asked to connect since the start, on any transport,
	 * whether taken in or turned away.
	 * @return the number
	 */
	public long getAcceptedConnections() {
		RunningServer running = running();
		return running.call(() -> running.hub().accepted());
	}

	/**
	 * Return the channels with subscribers.
	 * @return the names, in the order in which they became occupied
	 */
	public List<String> getChannels() {
		RunningServer running = running();
		return running.call(() -> running.hub().channels());
	}

	/**
	 * Return how many connections are subscribed to a channel.
	 * @param channel the channel's name
	 * @return the number
	 */
	public int getSubscriptionCount(String channel) {
		RunningServer running = running();
		return running.call(() -> running.hub().subscriptionCount(channel));
	}

	/**
	 * Return the members of a presence channel.
	 * @param channel the channel's name
	 * @return what is known of each as JSON text ({@code null} if nothing), by user id
	 */
	public Map<String, @Nullable String> getMembers(String channel) {
		RunningServer running = running();
		return running.call(() -> running.hub().members(channel));
	}

	/**
	 * Return the client events that have been accepted since the start.
	 * @return the events, oldest first
	 */
	public List<ClientEvent> getClientEvents() {
		RunningServer running = running();
		return running.call(() -> running.hub().clientEvents());
	}

	/**
	 * Return the requests to both authorization endpoints since the start.
	 * @return the requests, oldest first, however they were answered
	 */
	public List<AuthorizationRequest> getAuthorizationRequests() {
		RunningServer running = running();
		return running.call(() -> running.socket().authorizationRequests());
	}

	private RunningServer running() {
		RunningServer running = this.running;
		if (running == null) {
			throw new IllegalStateException("The embedded server is not running");
		}
		return running;
	}

	@Override
	public String toString() {
		return "EmbeddedPusherServer[host=" + this.hostName + ", port=" + this.port + ", running=" + isRunning() + "]";
	}

	/**
	 * Configures a server. Not for use by several threads.
	 */
	public static final class Builder {

		private String host = "127.0.0.1";

		private boolean allowNonLoopback;

		private int port;

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

		private Function<AuthorizationRequest, @Nullable String> userId = Builder::givenOrOwn;

		private Builder() {
		}

		private static String givenOrOwn(AuthorizationRequest request) {
			String given = request.parameter("user_id");
			return (given != null && !given.isEmpty()) ? given : "user-" + request.socketId();
		}

		/**
		 * Listen on this address.
		 * @param host a host name or address, {@code 127.0.0.1} by default
		 * @return this builder
		 */
		public Builder host(String host) {
			this.host = host;
			return this;
		}

		/**
		 * Allow an address that other machines can reach. Anybody who does can read and
		 * sign everything.
		 * @param allowNonLoopback whether to, {@code false} by default
		 * @return this builder
		 */
		public Builder allowNonLoopback(boolean allowNonLoopback) {
			this.allowNonLoopback = allowNonLoopback;
			return this;
		}

		/**
		 * Listen on this port.
		 * @param port the port, 0 by default, which takes a free one
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Set the application's id.
		 * @param appId the id, {@code app-id} by default
		 * @return this builder
		 */
		public Builder appId(String appId) {
			this.appId = appId;
			return this;
		}

		/**
		 * Set the application's key.
		 * @param key the key, {@code app-key} by default
		 * @return this builder
		 */
		public Builder key(String key) {
			this.key = key;
			return this;
		}

		/**
		 * Set the application's secret.
		 * @param secret the secret, {@code app-secret} by default
		 * @return this builder
		 */
		public Builder secret(String secret) {
			this.secret = secret;
			return this;
		}

		/**
		 * Set the key of encrypted channels.
		 * @param encryptionMasterKey 32 bytes in base64; derived from the secret by
		 * default
		 * @return this builder
		 */
		public Builder encryptionMasterKeyBase64(String encryptionMasterKey) {
			this.encryptionMasterKey = encryptionMasterKey;
			return this;
		}

		/**
		 * Set what stands before {@code /app} in the URLs of WebSockets.
		 * @param path a path with a leading slash, empty by default
		 * @return this builder
		 */
		public Builder path(String path) {
			this.path = path;
			return this;
		}

		/**
		 * Set what clients are told to ping after, in whole seconds and at least one. The
		 * server itself pings a client that has been silent for as long.
		 * @param activityTimeout the timeout, 120 s by default
		 * @return this builder
		 */
		public Builder activityTimeout(Duration activityTimeout) {
			this.activityTimeout = activityTimeout;
			return this;
		}

		/**
		 * Set how long a client may take to answer a ping before it is closed with 4201.
		 * @param pongTimeout the timeout, 30 s by default
		 * @return this builder
		 */
		public Builder pongTimeout(Duration pongTimeout) {
			this.pongTimeout = pongTimeout;
			return this;
		}

		/**
		 * Set how long a cache channel keeps its last event.
		 * @param cacheTtl the time, 30 min by default
		 * @return this builder
		 */
		public Builder cacheTtl(Duration cacheTtl) {
			this.cacheTtl = cacheTtl;
			return this;
		}

		/**
		 * Set how often a client on an HTTP transport hears from the server.
		 * @param heartbeatInterval the interval, 25 s by default
		 * @return this builder
		 */
		public Builder heartbeatInterval(Duration heartbeatInterval) {
			this.heartbeatInterval = heartbeatInterval;
			return this;
		}

		/**
		 * Set how long a client on an HTTP transport may be without a receiving request
		 * before it counts as gone.
		 * @param httpSessionTimeout the time, 5 s by default
		 * @return this builder
		 */
		public Builder httpSessionTimeout(Duration httpSessionTimeout) {
			this.httpSessionTimeout = httpSessionTimeout;
			return this;
		}

		/**
		 * Tell clients of HTTP transports to send their further requests to this host, as
		 * the hosted service does, where any of many hosts may take the first one.
		 * @param stickyHost a host name, or {@code null} as by default to tell them
		 * nothing
		 * @return this builder
		 */
		public Builder stickyHost(@Nullable String stickyHost) {
			this.stickyHost = stickyHost;
			return this;
		}

		/**
		 * Close connections (4009) that neither sign in nor join a channel that takes
		 * authorization in time.
		 * @param authorizationTimeout the time, or {@code null} as by default to let them
		 * @return this builder
		 */
		public Builder authorizationTimeout(@Nullable Duration authorizationTimeout) {
			this.authorizationTimeout = authorizationTimeout;
			return this;
		}

		/**
		 * Let clients send events.
		 * @param clientEvents whether to, {@code true} by default
		 * @return this builder
		 */
		public Builder clientEvents(boolean clientEvents) {
			this.clientEvents = clientEvents;
			return this;
		}

		/**
		 * Limit the client events of each connection.
		 * @param clientEventsPerSecond how many within any second, 10 by default
		 * @return this builder
		 */
		public Builder clientEventsPerSecond(int clientEventsPerSecond) {
			this.clientEventsPerSecond = clientEventsPerSecond;
			return this;
		}

		/**
		 * Announce the number of subscribers on every channel but presence channels.
		 * @param subscriptionCounts whether to, {@code false} by default
		 * @return this builder
		 */
		public Builder subscriptionCounts(boolean subscriptionCounts) {
			this.subscriptionCounts = subscriptionCounts;
			return this;
		}

		/**
		 * Tell users when those on their watchlist come and go.
		 * @param watchlists whether to, {@code false} by default
		 * @return this builder
		 */
		public Builder watchlists(boolean watchlists) {
			this.watchlists = watchlists;
			return this;
		}

		/**
		 * Limit the data of an event.
		 * @param maxEventData the size in bytes, 10,240 by default
		 * @return this builder
		 */
		public Builder maxEventData(int maxEventData) {
			this.maxEventData = maxEventData;
			return this;
		}

		/**
		 * Limit the members of a presence channel.
		 * @param maxMembers the number, 100 by default
		 * @return this builder
		 */
		public Builder maxMembers(int maxMembers) {
			this.maxMembers = maxMembers;
			return this;
		}

		/**
		 * Limit the connections; further ones are turned away with 4004.
		 * @param maxConnections the number, without limit by default
		 * @return this builder
		 */
		public Builder maxConnections(int maxConnections) {
			this.maxConnections = maxConnections;
			return this;
		}

		/**
		 * Set the clock by which caches expire, client events are counted and the age of
		 * REST calls is judged. Timeouts of connections run by real time.
		 * @param clock the clock, the system's by default
		 * @return this builder
		 */
		public Builder clock(InstantSource clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Choose who the client of an authorization request is, for presence channels and
		 * sign-in. Called on the server's thread, so it must not block.
		 * @param userId returns the user's id, or {@code null} to answer 403; by default
		 * the {@code user_id} parameter, or else a user of its own for each connection
		 * @return this builder
		 */
		public Builder userId(Function<AuthorizationRequest, @Nullable String> userId) {
			this.userId = userId;
			return this;
		}

		/**
		 * Create the server. It does not listen yet.
		 * @return the server
		 * @throws IllegalArgumentException if the host is not a loopback address and that
		 * is not allowed, or a value is out of range
		 */
		public EmbeddedPusherServer build() {
			InetAddress address = address();
			if (!address.isLoopbackAddress() && !this.allowNonLoopback) {
				throw new IllegalArgumentException("The embedded server does not listen on '" + this.host
						+ "', which is not a loopback address, unless non-loopback addresses are allowed");
			}
			String masterKey = (this.encryptionMasterKey != null) ? this.encryptionMasterKey : derivedKey();
			ServerSettings settings = new ServerSettings(this.appId, this.key, this.secret, masterKey, this.path,
					this.activityTimeout, this.pongTimeout, this.cacheTtl, this.heartbeatInterval,
					this.httpSessionTimeout, this.stickyHost, this.authorizationTimeout, this.clientEvents,
					this.clientEventsPerSecond, this.subscriptionCounts, this.watchlists, this.maxEventData,
					this.maxMembers, this.maxConnections, this.clock, this.userId);
			EmbeddedPusherServer server = new EmbeddedPusherServer(settings, this.host, address, this.port);
			server.encryption();
			return server;
		}

		private InetAddress address() {
			try {
				return InetAddress.getByName(this.host);
			}
			catch (UnknownHostException ex) {
				throw new IllegalArgumentException("Unknown host '" + this.host + "'", ex);
			}
		}

		private String derivedKey() {
			try {
				byte[] digest = MessageDigest.getInstance("SHA-256")
					.digest(this.secret.getBytes(StandardCharsets.UTF_8));
				return Base64.getEncoder().encodeToString(digest);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("SHA-256 is not available", ex);
			}
		}

	}

}

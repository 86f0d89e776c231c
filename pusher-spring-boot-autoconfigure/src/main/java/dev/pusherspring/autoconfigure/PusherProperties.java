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

package dev.pusherspring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.engine.PusherEngine;
import dev.pusherspring.autoconfigure.lifecycle.ConnectMoment;
import dev.pusherspring.client.auth.http.AuthTransport;
import dev.pusherspring.listener.delivery.OverflowPolicy;

/**
 * Configuration properties for Pusher Channels.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("pusher")
public class PusherProperties {

	/**
	 * Whether to enable the Pusher Channels client.
	 */
	private boolean enabled = true;

	/**
	 * Id of the Pusher app, which publishing needs.
	 */
	private @Nullable String appId;

	/**
	 * Key of the Pusher app.
	 */
	private @Nullable String key;

	/**
	 * Secret of the Pusher app. Signs subscriptions to private channels locally, unless
	 * an authorization endpoint is set.
	 */
	private @Nullable String secret;

	/**
	 * Master key for private-encrypted channels, in Base64. Used with the secret when
	 * there is no authorization endpoint.
	 */
	private @Nullable String encryptionMasterKey;

	/**
	 * Key of the Pusher app before a rotation. Webhooks that are signed with the previous
	 * secret are taken, too.
	 */
	private @Nullable String previousKey;

	/**
	 * Secret that belongs to the previous key. Nothing is signed with it.
	 */
	private @Nullable String previousSecret;

	/**
	 * Cluster of the Pusher app. Ignored when a host is set.
	 */
	private String cluster = "mt1";

	/**
	 * Host of a self-hosted server, in place of a cluster.
	 */
	private @Nullable String host;

	/**
	 * Comma-separated list of hosts to try when the server cannot be reached, in this
	 * order. Each may have a port, such as "backup.example.com:6001".
	 */
	private List<String> fallbackHosts = new ArrayList<>();

	/**
	 * Time after which a connection to a fallback host makes the client look whether the
	 * server can be reached again.
	 */
	private Duration fallbackReturnDelay = Duration.ofMinutes(5);

	/**
	 * Port of the server. Defaults to 443 with TLS and to 80 without.
	 */
	private @Nullable Integer port;

	/**
	 * Path before "/app" in the address of the server.
	 */
	private String path = "";

	/**
	 * Whether to connect over TLS only.
	 */
	private boolean forceTls = true;

	/**
	 * Comma-separated list of channels to subscribe to at startup.
	 */
	private List<String> channels = new ArrayList<>();

	/**
	 * Whether to connect when the application starts.
	 */
	private boolean autoStartup = true;

	/**
	 * Phase in which the client starts and stops. By default it starts after a web server
	 * and stops when the requests that are under way have ended.
	 */
	private @Nullable Integer phase;

	/**
	 * Whether the client keeps the JVM of an application without a web server running.
	 */
	private boolean keepAlive = true;

	/**
	 * When to connect: as the application context starts, or when the application is
	 * ready.
	 */
	private ConnectMoment connectOn = ConnectMoment.CONTEXT_START;

	/**
	 * Whether startup waits for the connection and fails without one.
	 */
	private boolean failFast = false;

	/**
	 * Longest time that startup waits for the connection with fail-fast.
	 */
	private Duration startupTimeout = Duration.ofSeconds(30);

	/**
	 * Comma-separated list of the only transports to use: ws, wss, xhr_streaming,
	 * xhr_polling. All by default.
	 */
	private List<String> enabledTransports = new ArrayList<>();

	/**
	 * Comma-separated list of transports not to use, even if enabled.
	 */
	private List<String> disabledTransports = new ArrayList<>();

	/**
	 * Additional headers of the handshake and of HTTP transports.
	 */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Origin header of the handshake and of HTTP transports, which some servers check.
	 */
	private @Nullable String origin;

	/**
	 * Whether to send no Origin header when the origin is "null", as browsers call that
	 * of a page without one.
	 */
	private boolean ignoreNullOrigin;

	/**
	 * WebSocket engine: the client's own, or that of the application's
	 * 'jakarta.websocket' container. A WebSocketClient bean that is named
	 * 'pusherWebSocketClient', or has the name of the app as qualifier, replaces both.
	 */
	private PusherEngine engine = PusherEngine.SOCKET;

	/**
	 * Longest time from the start of an attempt to connect to the end of its handshake.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * Time of silence after which the server is pinged. The figure that the server gives
	 * applies when it is smaller or when this is not set.
	 */
	private @Nullable Duration activityTimeout;

	/**
	 * Longest time to wait for the answer to a ping.
	 */
	private Duration pongTimeout = Duration.ofSeconds(30);

	/**
	 * Time without a connection after which the connection counts as unavailable.
	 */
	private Duration unavailableTimeout = Duration.ofSeconds(10);

	/**
	 * Longest time to wait for the server's answer to a subscription.
	 */
	private Duration subscriptionTimeout = Duration.ofSeconds(10);

	/**
	 * Longest data of an event, in characters. A longer one is discarded and reported.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(1);

	/**
	 * Further apps by name. Each has the properties of "pusher" and inherits what it does
	 * not set, except enabled, app-id, key, secret, encryption-master-key, previous-key,
	 * previous-secret, channels, embedded.port and metrics.
	 */
	private final Map<String, PusherProperties> apps = new LinkedHashMap<>();

	private final Http http = new Http();

	private final Ssl ssl = new Ssl();

	private final Proxy proxy = new Proxy();

	private final Reconnect reconnect = new Reconnect();

	private final Auth auth = new Auth();

	private final UserAuth userAuth = new UserAuth();

	private final ClientEvents clientEvents = new ClientEvents();

	private final Presence presence = new Presence();

	private final Listener listener = new Listener();

	private final Recovery recovery = new Recovery();

	private final LeaderElection leaderElection = new LeaderElection();

	private final Metrics metrics = new Metrics();

	private final Embedded embedded = new Embedded();

	private final Client client = new Client();

	private final Publish publish = new Publish();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getAppId() {
		return this.appId;
	}

	public void setAppId(@Nullable String appId) {
		this.appId = appId;
	}

	public @Nullable String getKey() {
		return this.key;
	}

	public void setKey(@Nullable String key) {
		this.key = key;
	}

	public @Nullable String getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable String secret) {
		this.secret = secret;
	}

	public @Nullable String getEncryptionMasterKey() {
		return this.encryptionMasterKey;
	}

	public void setEncryptionMasterKey(@Nullable String encryptionMasterKey) {
		this.encryptionMasterKey = encryptionMasterKey;
	}

	public @Nullable String getPreviousKey() {
		return this.previousKey;
	}

	public void setPreviousKey(@Nullable String previousKey) {
		this.previousKey = previousKey;
	}

	public @Nullable String getPreviousSecret() {
		return this.previousSecret;
	}

	public void setPreviousSecret(@Nullable String previousSecret) {
		this.previousSecret = previousSecret;
	}

	public String getCluster() {
		return this.cluster;
	}

	public void setCluster(String cluster) {
		this.cluster = cluster;
	}

	public @Nullable String getHost() {
		return this.host;
	}

	public void setHost(@Nullable String host) {
		this.host = host;
	}

	public @Nullable Integer getPort() {
		return this.port;
	}

	public void setPort(@Nullable Integer port) {
		this.port = port;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public List<String> getFallbackHosts() {
		return this.fallbackHosts;
	}

	public void setFallbackHosts(List<String> fallbackHosts) {
		this.fallbackHosts = fallbackHosts;
	}

	public Duration getFallbackReturnDelay() {
		return this.fallbackReturnDelay;
	}

	public void setFallbackReturnDelay(Duration fallbackReturnDelay) {
		this.fallbackReturnDelay = fallbackReturnDelay;
	}

	public boolean isForceTls() {
		return this.forceTls;
	}

	public void setForceTls(boolean forceTls) {
		this.forceTls = forceTls;
	}

	public List<String> getChannels() {
		return this.channels;
	}

	public void setChannels(List<String> channels) {
		this.channels = channels;
	}

	public @Nullable Integer getPhase() {
		return this.phase;
	}

	public void setPhase(@Nullable Integer phase) {
		this.phase = phase;
	}

	public boolean isKeepAlive() {
		return this.keepAlive;
	}

	public void setKeepAlive(boolean keepAlive) {
		this.keepAlive = keepAlive;
	}

	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	public ConnectMoment getConnectOn() {
		return this.connectOn;
	}

	public void setConnectOn(ConnectMoment connectOn) {
		this.connectOn = connectOn;
	}

	public boolean isFailFast() {
		return this.failFast;
	}

	public void setFailFast(boolean failFast) {
		this.failFast = failFast;
	}

	public Duration getStartupTimeout() {
		return this.startupTimeout;
	}

	public void setStartupTimeout(Duration startupTimeout) {
		this.startupTimeout = startupTimeout;
	}

	public List<String> getEnabledTransports() {
		return this.enabledTransports;
	}

	public void setEnabledTransports(List<String> enabledTransports) {
		this.enabledTransports = enabledTransports;
	}

	public List<String> getDisabledTransports() {
		return this.disabledTransports;
	}

	public void setDisabledTransports(List<String> disabledTransports) {
		this.disabledTransports = disabledTransports;
	}

	public PusherEngine getEngine() {
		return this.engine;
	}

	public void setEngine(PusherEngine engine) {
		this.engine = engine;
	}

	public boolean isIgnoreNullOrigin() {
		return this.ignoreNullOrigin;
	}

	public void setIgnoreNullOrigin(boolean ignoreNullOrigin) {
		this.ignoreNullOrigin = ignoreNullOrigin;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	public @Nullable String getOrigin() {
		return this.origin;
	}

	public void setOrigin(@Nullable String origin) {
		this.origin = origin;
	}

	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	public void setConnectTimeout(Duration connectTimeout) {
		this.connectTimeout = connectTimeout;
	}

	public @Nullable Duration getActivityTimeout() {
		return this.activityTimeout;
	}

	public void setActivityTimeout(@Nullable Duration activityTimeout) {
		this.activityTimeout = activityTimeout;
	}

	public Duration getPongTimeout() {
		return this.pongTimeout;
	}

	public void setPongTimeout(Duration pongTimeout) {
		this.pongTimeout = pongTimeout;
	}

	public Duration getUnavailableTimeout() {
		return this.unavailableTimeout;
	}

	public void setUnavailableTimeout(Duration unavailableTimeout) {
		this.unavailableTimeout = unavailableTimeout;
	}

	public Duration getSubscriptionTimeout() {
		return this.subscriptionTimeout;
	}

	public void setSubscriptionTimeout(Duration subscriptionTimeout) {
		this.subscriptionTimeout = subscriptionTimeout;
	}

	public DataSize getMaxMessageSize() {
		return this.maxMessageSize;
	}

	public void setMaxMessageSize(DataSize maxMessageSize) {
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * Return what is set for further apps, without what they inherit.
	 * @return the properties by name of the app
	 * @see PusherApps
	 */
	public Map<String, PusherProperties> getApps() {
		return this.apps;
	}

	public Http getHttp() {
		return this.http;
	}

	public Proxy getProxy() {
		return this.proxy;
	}

	public Ssl getSsl() {
		return this.ssl;
	}

	public Reconnect getReconnect() {
		return this.reconnect;
	}

	public Auth getAuth() {
		return this.auth;
	}

	/**
	 * Return the address of the endpoint that authorizes subscriptions, by the name that
	 * pusher-js has for it.
	 * @return the address
	 * @see Auth#getEndpoint()
	 */
	public @Nullable URI getAuthEndpoint() {
		return this.auth.getEndpoint();
	}

	public void setAuthEndpoint(@Nullable URI endpoint) {
		this.auth.setEndpoint(endpoint);
	}

	/**
	 * Return how that endpoint is called, by the name that pusher-js has for it.
	 * @return the transport
	 * @see Auth#getTransport()
	 */
	public AuthTransport getAuthTransport() {
		return this.auth.getTransport();
	}

	public void setAuthTransport(AuthTransport transport) {
		this.auth.setTransport(transport);
	}

	public UserAuth getUserAuth() {
		return this.userAuth;
	}

	public ClientEvents getClientEvents() {
		return this.clientEvents;
	}

	public Presence getPresence() {
		return this.presence;
	}

	public Listener getListener() {
		return this.listener;
	}

	public Recovery getRecovery() {
		return this.recovery;
	}

	public LeaderElection getLeaderElection() {
		return this.leaderElection;
	}

	public Metrics getMetrics() {
		return this.metrics;
	}

	public Embedded getEmbedded() {
		return this.embedded;
	}

	public Client getClient() {
		return this.client;
	}

	public Publish getPublish() {
		return this.publish;
	}

	/**
	 * HTTP transports, for networks that let no WebSocket through.
	 */
	public static class Http {

		/**
		 * Host for HTTP transports. That of the cluster by default; with a host of your
		 * own there are no HTTP transports without this.
		 */
		private @Nullable String host;

		/**
		 * Port for HTTP transports. Defaults to 443 with TLS and to 80 without.
		 */
		private @Nullable Integer port;

		/**
		 * Path before "/app" in the address for HTTP transports.
		 */
		private String path = "/pusher";

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public String getPath() {
			return this.path;
		}

		public void setPath(String path) {
			this.path = path;
		}

	}

	/**
	 * HTTP proxy between the application and the server.
	 */
	public static class Proxy {

		/**
		 * Host of the proxy.
		 */
		private @Nullable String host;

		/**
		 * Port of the proxy.
		 */
		private @Nullable Integer port;

		/**
		 * Name to authenticate with at the proxy.
		 */
		private @Nullable String username;

		/**
		 * Password to authenticate with at the proxy.
		 */
		private @Nullable String password;

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

	}

	/**
	 * Transport security.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle for the connection to the server.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * Pauses between attempts to connect.
	 */
	public static class Reconnect {

		/**
		 * Delay before the first new attempt.
		 */
		private Duration initialDelay = Duration.ofSeconds(1);

		/**
		 * Factor from one delay to the next, at least 1.
		 */
		private double multiplier = 2;

		/**
		 * Longest delay.
		 */
		private Duration maxDelay = Duration.ofSeconds(30);

		/**
		 * Part of a delay by which chance shortens it, from 0 to 1.
		 */
		private double jitter = 1;

		/**
		 * Number of attempts after which the client gives up. Never by default.
		 */
		private @Nullable Integer maxAttempts;

		/**
		 * Delay between attempts while the server refuses as the app is over its quota
		 * (4004) or disabled (4003), lengthened by chance. Not set, the client stops.
		 */
		private @Nullable Duration overQuotaDelay;

		public Duration getInitialDelay() {
			return this.initialDelay;
		}

		public void setInitialDelay(Duration initialDelay) {
			this.initialDelay = initialDelay;
		}

		public double getMultiplier() {
			return this.multiplier;
		}

		public void setMultiplier(double multiplier) {
			this.multiplier = multiplier;
		}

		public Duration getMaxDelay() {
			return this.maxDelay;
		}

		public void setMaxDelay(Duration maxDelay) {
			this.maxDelay = maxDelay;
		}

		public double getJitter() {
			return this.jitter;
		}

		public void setJitter(double jitter) {
			this.jitter = jitter;
		}

		public @Nullable Integer getMaxAttempts() {
			return this.maxAttempts;
		}

		public void setMaxAttempts(@Nullable Integer maxAttempts) {
			this.maxAttempts = maxAttempts;
		}

		public @Nullable Duration getOverQuotaDelay() {
			return this.overQuotaDelay;
		}

		public void setOverQuotaDelay(@Nullable Duration overQuotaDelay) {
			this.overQuotaDelay = overQuotaDelay;
		}

	}

	/**
	 * An endpoint that authorizes or authenticates.
	 */
	public abstract static class AuthEndpoint {

		/**
		 * Address of the endpoint.
		 */
		private @Nullable URI endpoint;

		/**
		 * How the endpoint is called: "ajax" (POST) or "jsonp" (GET).
		 */
		private AuthTransport transport = AuthTransport.AJAX;

		/**
		 * Additional parameters sent to the endpoint.
		 */
		private Map<String, String> params = new LinkedHashMap<>();

		/**
		 * Additional headers sent to the endpoint, with "ajax" only.
		 */
		private Map<String, String> headers = new LinkedHashMap<>();

		/**
		 * Longest time for a call of the endpoint.
		 */
		private Duration timeout = Duration.ofSeconds(10);

		public @Nullable URI getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable URI endpoint) {
			this.endpoint = endpoint;
		}

		public AuthTransport getTransport() {
			return this.transport;
		}

		public void setTransport(AuthTransport transport) {
			this.transport = transport;
		}

		public Map<String, String> getParams() {
			return this.params;
		}

		public Map<String, String> getHeaders() {
			return this.headers;
		}

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

	}

	/**
	 * An endpoint that authorizes subscriptions.
	 */
	public abstract static class ChannelAuthEndpoint extends AuthEndpoint {

		private final AuthBatch batch = new AuthBatch();

		public AuthBatch getBatch() {
			return this.batch;
		}

	}

	/**
	 * Requests that are about several channels.
	 */
	public static class AuthBatch {

		/**
		 * Whether one request to the endpoint may be about several channels, in the form
		 * of the plugin pusher-js-auth.
		 */
		private boolean enabled;

		/**
		 * Largest number of channels in a request.
		 */
		private int maxSize = 100;

		/**
		 * How long the first channel of a request waits for others.
		 */
		private Duration maxWait = Duration.ofMillis(10);

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getMaxSize() {
			return this.maxSize;
		}

		public void setMaxSize(int maxSize) {
			this.maxSize = maxSize;
		}

		public Duration getMaxWait() {
			return this.maxWait;
		}

		public void setMaxWait(Duration maxWait) {
			this.maxWait = maxWait;
		}

	}

	/**
	 * An endpoint that authorizes subscriptions to some channels.
	 */
	public static class PatternAuthEndpoint extends ChannelAuthEndpoint {

		/**
		 * Channels that the endpoint authorizes: names, and patterns with "*".
		 */
		private List<String> channels = new ArrayList<>();

		public List<String> getChannels() {
			return this.channels;
		}

		public void setChannels(List<String> channels) {
			this.channels = channels;
		}

	}

	/**
	 * Authorization of subscriptions to private channels.
	 */
	public static class Auth extends ChannelAuthEndpoint {

		/**
		 * Endpoints for some of the channels. The first with a matching pattern is
		 * called; "pusher.auth.endpoint" or "pusher.secret" is for all other channels.
		 */
		private List<PatternAuthEndpoint> endpoints = new ArrayList<>();

		/**
		 * Number of authorizations obtained at a time, by whatever means.
		 */
		private int maxConcurrency = 16;

		public List<PatternAuthEndpoint> getEndpoints() {
			return this.endpoints;
		}

		public void setEndpoints(List<PatternAuthEndpoint> endpoints) {
			this.endpoints = endpoints;
		}

		public int getMaxConcurrency() {
			return this.maxConcurrency;
		}

		public void setMaxConcurrency(int maxConcurrency) {
			this.maxConcurrency = maxConcurrency;
		}

	}

	/**
	 * Authentication of the connection's user.
	 */
	public static class UserAuth extends AuthEndpoint {

		/**
		 * Whether to sign the user in on each connection.
		 */
		private boolean autoSignin;

		public boolean isAutoSignin() {
			return this.autoSignin;
		}

		public void setAutoSignin(boolean autoSignin) {
			this.autoSignin = autoSignin;
		}

	}

	/**
	 * Client events that this application sends.
	 */
	public static class ClientEvents {

		/**
		 * Number of client events sent in any second. Further ones wait.
		 */
		private int rate = 10;

		/**
		 * Number of client events that may wait. Further ones are rejected.
		 */
		private int queueCapacity = 100;

		public int getRate() {
			return this.rate;
		}

		public void setRate(int rate) {
			this.rate = rate;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

	}

	/**
	 * Presence channels.
	 */
	public static class Presence {

		/**
		 * Number of members of a channel that are kept. Further ones are told and
		 * counted, but not kept.
		 */
		private int maxMembers = 100_000;

		public int getMaxMembers() {
			return this.maxMembers;
		}

		public void setMaxMembers(int maxMembers) {
			this.maxMembers = maxMembers;
		}

	}

	/**
	 * Delivery of events to listeners.
	 */
	public static class Listener {

		/**
		 * Number of delivery threads. The events of one channel stay in order with any
		 * number.
		 */
		private int concurrency = 1;

		/**
		 * Number of events that may wait for delivery.
		 */
		private int queueCapacity = 10_000;

		/**
		 * What happens when more events arrive than may wait: reading from the socket
		 * pauses, or an event is dropped and that is reported.
		 */
		private OverflowPolicy overflow = OverflowPolicy.BLOCK;

		/**
		 * Time after which a listener is reported as slow.
		 */
		private Duration slowThreshold = Duration.ofSeconds(10);

		/**
		 * Time without a message after which an event is published that tells so. None is
		 * published by default.
		 */
		private @Nullable Duration idleEventInterval;

		/**
		 * Whether to observe calls of listener methods, so that they are traced and timed
		 * by what the application has for that.
		 */
		private boolean observationEnabled;

		/**
		 * Name of the member of an event's data that holds the sender's trace context: an
		 * object with "traceparent" and the like, or the text of "traceparent". Used when
		 * calls are observed.
		 */
		private @Nullable String traceContextField;

		private final Retry retry = new Retry();

		private final Batch batch = new Batch();

		private final Deduplicate deduplicate = new Deduplicate();

		public int getConcurrency() {
			return this.concurrency;
		}

		public void setConcurrency(int concurrency) {
			this.concurrency = concurrency;
		}

		public int getQueueCapacity() {
			return this.queueCapacity;
		}

		public void setQueueCapacity(int queueCapacity) {
			this.queueCapacity = queueCapacity;
		}

		public OverflowPolicy getOverflow() {
			return this.overflow;
		}

		public void setOverflow(OverflowPolicy overflow) {
			this.overflow = overflow;
		}

		public Duration getSlowThreshold() {
			return this.slowThreshold;
		}

		public void setSlowThreshold(Duration slowThreshold) {
			this.slowThreshold = slowThreshold;
		}

		public @Nullable Duration getIdleEventInterval() {
			return this.idleEventInterval;
		}

		public void setIdleEventInterval(@Nullable Duration idleEventInterval) {
			this.idleEventInterval = idleEventInterval;
		}

		public boolean isObservationEnabled() {
			return this.observationEnabled;
		}

		public void setObservationEnabled(boolean observationEnabled) {
			this.observationEnabled = observationEnabled;
		}

		public @Nullable String getTraceContextField() {
			return this.traceContextField;
		}

		public void setTraceContextField(@Nullable String traceContextField) {
			this.traceContextField = traceContextField;
		}

		public Retry getRetry() {
			return this.retry;
		}

		public Batch getBatch() {
			return this.batch;
		}

		public Deduplicate getDeduplicate() {
			return this.deduplicate;
		}

		/**
		 * Listeners that receive many events at a time.
		 */
		public static class Batch {

			/**
			 * Number of events that a batch has at most.
			 */
			private int maxSize = 500;

			/**
			 * Longest time that an event waits for others to come into its batch.
			 */
			private Duration maxWait = Duration.ofSeconds(1);

			public int getMaxSize() {
				return this.maxSize;
			}

			public void setMaxSize(int maxSize) {
				this.maxSize = maxSize;
			}

			public Duration getMaxWait() {
				return this.maxWait;
			}

			public void setMaxWait(Duration maxWait) {
				this.maxWait = maxWait;
			}

		}

		/**
		 * Events that a publisher has sent more than once.
		 */
		public static class Deduplicate {

			/**
			 * Whether to deliver an event only once that arrives several times.
			 */
			private boolean enabled;

			/**
			 * Comma-separated list of channels, or patterns in which "*" stands for any
			 * characters, whose events are compared. All channels by default.
			 */
			private List<String> channels = List.of("*");

			/**
			 * Path of the member of an event's data that identifies it, such as "id" or
			 * "order.id". Without it, events with the same data are the same.
			 */
			private @Nullable String field;

			/**
			 * Time after its delivery for which an event is remembered.
			 */
			private Duration window = Duration.ofMinutes(1);

			/**
			 * Number of events that are remembered for each channel.
			 */
			private int maxPerChannel = 1_000;

			/**
			 * Number of events that are remembered in all.
			 */
			private int maxTotal = 100_000;

			public boolean isEnabled() {
				return this.enabled;
			}

			public void setEnabled(boolean enabled) {
				this.enabled = enabled;
			}

			public List<String> getChannels() {
				return this.channels;
			}

			public void setChannels(List<String> channels) {
				this.channels = channels;
			}

			public @Nullable String getField() {
				return this.field;
			}

			public void setField(@Nullable String field) {
				this.field = field;
			}

			public Duration getWindow() {
				return this.window;
			}

			public void setWindow(Duration window) {
				this.window = window;
			}

			public int getMaxPerChannel() {
				return this.maxPerChannel;
			}

			public void setMaxPerChannel(int maxPerChannel) {
				this.maxPerChannel = maxPerChannel;
			}

			public int getMaxTotal() {
				return this.maxTotal;
			}

			public void setMaxTotal(int maxTotal) {
				this.maxTotal = maxTotal;
			}

		}

		/**
		 * Further calls of a listener method that has thrown.
		 */
		public static class Retry {

			/**
			 * Number of times that a listener method is called with an event before its
			 * exception is handled.
			 */
			private int maxAttempts = 1;

			/**
			 * Delay before the second call.
			 */
			private Duration initialDelay = Duration.ofSeconds(1);

			/**
			 * Factor from one delay to the next.
			 */
			private double multiplier = 2;

			/**
			 * Longest delay between calls.
			 */
			private Duration maxDelay = Duration.ofSeconds(10);

			public int getMaxAttempts() {
				return this.maxAttempts;
			}

			public void setMaxAttempts(int maxAttempts) {
				this.maxAttempts = maxAttempts;
			}

			public Duration getInitialDelay() {
				return this.initialDelay;
			}

			public void setInitialDelay(Duration initialDelay) {
				this.initialDelay = initialDelay;
			}

			public double getMultiplier() {
				return this.multiplier;
			}

			public void setMultiplier(double multiplier) {
				this.multiplier = multiplier;
			}

			public Duration getMaxDelay() {
				return this.maxDelay;
			}

			public void setMaxDelay(Duration maxDelay) {
				this.maxDelay = maxDelay;
			}

		}

	}

	/**
	 * Recovery of events that were missed, by a MissedEventsSource bean.
	 */
	public static class Recovery {

		/**
		 * Longest time to wait for the source: for its answer, and for each further
		 * event.
		 */
		private Duration timeout = Duration.ofSeconds(30);

		/**
		 * Time by which the window that the source is asked for is wider than the outage,
		 * at both ends, since clocks differ and events may have been under way.
		 */
		private Duration margin = Duration.ofSeconds(5);

		/**
		 * Number of channels whose events are fetched at a time.
		 */
		private int maxConcurrency = 4;

		/**
		 * Number of the latest events of a channel whose keys are remembered, so that
		 * none of them is delivered twice.
		 */
		private int rememberedKeys = 10_000;

		/**
		 * Time between two writes of the positions to the PositionStore bean, if there is
		 * one.
		 */
		private Duration positionInterval = Duration.ofSeconds(5);

		private final Retry retry = new Retry();

		public Duration getTimeout() {
			return this.timeout;
		}

		public void setTimeout(Duration timeout) {
			this.timeout = timeout;
		}

		public Duration getMargin() {
			return this.margin;
		}

		public void setMargin(Duration margin) {
			this.margin = margin;
		}

		public int getMaxConcurrency() {
			return this.maxConcurrency;
		}

		public void setMaxConcurrency(int maxConcurrency) {
			this.maxConcurrency = maxConcurrency;
		}

		public int getRememberedKeys() {
			return this.rememberedKeys;
		}

		public void setRememberedKeys(int rememberedKeys) {
			this.rememberedKeys = rememberedKeys;
		}

		public Duration getPositionInterval() {
			return this.positionInterval;
		}

		public void setPositionInterval(Duration positionInterval) {
			this.positionInterval = positionInterval;
		}

		public Retry getRetry() {
			return this.retry;
		}

		/**
		 * Further calls of a source that has failed.
		 */
		public static class Retry {

			/**
			 * Number of times that the source is asked before the recovery is given up.
			 */
			private int maxAttempts = 3;

			/**
			 * Delay before the second call.
			 */
			private Duration initialDelay = Duration.ofSeconds(1);

			/**
			 * Factor from one delay to the next.
			 */
			private double multiplier = 2;

			/**
			 * Longest delay between calls.
			 */
			private Duration maxDelay = Duration.ofSeconds(10);

			public int getMaxAttempts() {
				return this.maxAttempts;
			}

			public void setMaxAttempts(int maxAttempts) {
				this.maxAttempts = maxAttempts;
			}

			public Duration getInitialDelay() {
				return this.initialDelay;
			}

			public void setInitialDelay(Duration initialDelay) {
				this.initialDelay = initialDelay;
			}

			public double getMultiplier() {
				return this.multiplier;
			}

			public void setMultiplier(double multiplier) {
				this.multiplier = multiplier;
			}

			public Duration getMaxDelay() {
				return this.maxDelay;
			}

			public void setMaxDelay(Duration maxDelay) {
				this.maxDelay = maxDelay;
			}

		}

	}

	/**
	 * Election of the instance that connects, among those of a cluster.
	 */
	public static class LeaderElection {

		/**
		 * Whether to run the client only while this instance is the leader that Spring
		 * Integration has elected.
		 */
		private boolean enabled;

		/**
		 * Role whose leader runs the client. That of any election by default. With
		 * partitions it is the beginning of their roles, "pusher" by default: the leader
		 * of the first one is elected as "pusher-0".
		 */
		private @Nullable String role;

		/**
		 * Number of partitions that channels are divided into, each led by one instance.
		 * Must be the same on all instances.
		 */
		private int partitions = 1;

		/**
		 * Number of partitions that this instance leads at most. Not limited by default.
		 */
		private @Nullable Integer maxPartitions;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getRole() {
			return this.role;
		}

		public void setRole(@Nullable String role) {
			this.role = role;
		}

		public int getPartitions() {
			return this.partitions;
		}

		public void setPartitions(int partitions) {
			this.partitions = partitions;
		}

		public @Nullable Integer getMaxPartitions() {
			return this.maxPartitions;
		}

		public void setMaxPartitions(@Nullable Integer maxPartitions) {
			this.maxPartitions = maxPartitions;
		}

	}

	/**
	 * Meters.
	 */
	public static class Metrics {

		/**
		 * Whether to count received messages by channel. Each channel then has a meter of
		 * its own, for as long as the application runs.
		 */
		private boolean channelTag;

		public boolean isChannelTag() {
			return this.channelTag;
		}

		public void setChannelTag(boolean channelTag) {
			this.channelTag = channelTag;
		}

	}

	/**
	 * Embedded server for development and tests.
	 */
	public static class Embedded {

		/**
		 * Whether to start the embedded server and connect to it.
		 */
		private boolean enabled = false;

		/**
		 * Port of the embedded server on the loopback interface. A free one by default.
		 */
		private int port = 0;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

	}

	/**
	 * The client that receives events.
	 */
	public static class Client {

		/**
		 * Whether to connect and receive events. Without it the application only
		 * publishes.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Publishing through the HTTP API.
	 */
	public static class Publish {

		/**
		 * Whether to publish. By default if there is an app id, or connection details
		 * that may have one.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Host of the HTTP API. Defaults to that of the server, or of the cluster.
		 */
		private @Nullable String host;

		/**
		 * Port of the HTTP API. Defaults to that of the server unless the host is set.
		 */
		private @Nullable Integer port;

		/**
		 * Path before "/apps" in the address of the HTTP API. Defaults to that of the
		 * server unless the host is set.
		 */
		private @Nullable String path;

		/**
		 * Whether to publish over TLS. As for the connection by default.
		 */
		private @Nullable Boolean forceTls;

		/**
		 * Longest time to connect to the HTTP API.
		 */
		private Duration connectTimeout = Duration.ofSeconds(5);

		/**
		 * Longest time to wait for an answer of the HTTP API.
		 */
		private Duration readTimeout = Duration.ofSeconds(10);

		/**
		 * Whether to observe calls of the HTTP API, so that they are traced and timed by
		 * what the application has for that.
		 */
		private boolean observationEnabled;

		/**
		 * Name of the member of data that takes the trace context, when calls are
		 * observed and data is an object.
		 */
		private @Nullable String traceContextField;

		private final Retry retry = new Retry();

		private final Limits limits = new Limits();

		private final Async async = new Async();

		public @Nullable Boolean getEnabled() {
			return this.enabled;
		}

		public void setEnabled(@Nullable Boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		public @Nullable Integer getPort() {
			return this.port;
		}

		public void setPort(@Nullable Integer port) {
			this.port = port;
		}

		public @Nullable String getPath() {
			return this.path;
		}

		public void setPath(@Nullable String path) {
			this.path = path;
		}

		public @Nullable Boolean getForceTls() {
			return this.forceTls;
		}

		public void setForceTls(@Nullable Boolean forceTls) {
			this.forceTls = forceTls;
		}

		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(Duration readTimeout) {
			this.readTimeout = readTimeout;
		}

		public boolean isObservationEnabled() {
			return this.observationEnabled;
		}

		public void setObservationEnabled(boolean observationEnabled) {
			this.observationEnabled = observationEnabled;
		}

		public @Nullable String getTraceContextField() {
			return this.traceContextField;
		}

		public void setTraceContextField(@Nullable String traceContextField) {
			this.traceContextField = traceContextField;
		}

		public Retry getRetry() {
			return this.retry;
		}

		public Limits getLimits() {
			return this.limits;
		}

		public Async getAsync() {
			return this.async;
		}

		/**
		 * Further attempts of calls that have certainly done nothing.
		 */
		public static class Retry {

			/**
			 * Number of attempts in all.
			 */
			private int maxAttempts = 3;

			/**
			 * Delay before the second attempt.
			 */
			private Duration initialDelay = Duration.ofMillis(100);

			/**
			 * Factor from one delay to the next.
			 */
			private double multiplier = 2;

			/**
			 * Longest delay.
			 */
			private Duration maxDelay = Duration.ofSeconds(1);

			public int getMaxAttempts() {
				return this.maxAttempts;
			}

			public void setMaxAttempts(int maxAttempts) {
				this.maxAttempts = maxAttempts;
			}

			public Duration getInitialDelay() {
				return this.initialDelay;
			}

			public void setInitialDelay(Duration initialDelay) {
				this.initialDelay = initialDelay;
			}

			public double getMultiplier() {
				return this.multiplier;
			}

			public void setMultiplier(double multiplier) {
				this.multiplier = multiplier;
			}

			public Duration getMaxDelay() {
				return this.maxDelay;
			}

			public void setMaxDelay(Duration maxDelay) {
				this.maxDelay = maxDelay;
			}

		}

		/**
		 * Limits of the server, which are checked before anything is sent.
		 */
		public static class Limits {

			/**
			 * Largest data of an event.
			 */
			private DataSize data = DataSize.ofKilobytes(10);

			/**
			 * Largest number of channels of an event.
			 */
			private int channels = 100;

			/**
			 * Largest number of events in a batch. A larger one takes several calls.
			 */
			private int batch = 10;

			public DataSize getData() {
				return this.data;
			}

			public void setData(DataSize data) {
				this.data = data;
			}

			public int getChannels() {
				return this.channels;
			}

			public void setChannels(int channels) {
				this.channels = channels;
			}

			public int getBatch() {
				return this.batch;
			}

			public void setBatch(int batch) {
				this.batch = batch;
			}

		}

		/**
		 * Publishing without waiting.
		 */
		public static class Async {

			/**
			 * Number of calls at a time. The events of one channel stay in order with any
			 * number.
			 */
			private int concurrency = 4;

			/**
			 * Number of events that may wait. Further ones are refused.
			 */
			private int queueCapacity = 10_000;

			public int getConcurrency() {
				return this.concurrency;
			}

			public void setConcurrency(int concurrency) {
				this.concurrency = concurrency;
			}

			public int getQueueCapacity() {
				return this.queueCapacity;
			}

			public void setQueueCapacity(int queueCapacity) {
				this.queueCapacity = queueCapacity;
			}

		}

	}

}

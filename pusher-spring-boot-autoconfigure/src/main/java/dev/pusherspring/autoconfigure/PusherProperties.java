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
	 * Id of the Pusher app. Required to publish.
	 */
	private @Nullable String appId;

	/**
	 * Key of the Pusher app.
	 */
	private @Nullable String key;

	/**
	 * Secret of the Pusher app. Used to sign subscriptions to private channels locally,
	 * unless an authorization endpoint is set.
	 */
	private @Nullable String secret;

	/**
	 * Base64-encoded master key for private-encrypted channels. Used together with the
	 * secret when no authorization endpoint is set.
	 */
	private @Nullable String encryptionMasterKey;

	/**
	 * Key of the Pusher app before a rotation. Webhooks signed with the previous secret
	 * are still accepted.
	 */
	private @Nullable String previousKey;

	/**
	 * Secret that belongs to the previous key. Used to verify webhooks, never to sign.
	 */
	private @Nullable String previousSecret;

	/**
	 * Cluster of the Pusher app. Ignored when a host is set.
	 */
	private String cluster = "mt1";

	/**
	 * Host of a self-hosted server. Takes precedence over the cluster.
	 */
	private @Nullable String host;

	/**
	 * Comma-separated list of hosts to try, in this order, when the server cannot be
	 * reached. A host may include a port, such as "backup.example.com:6001".
	 */
	private List<String> fallbackHosts = new ArrayList<>();

	/**
	 * Time to stay connected to a fallback host before checking whether the server can be
	 * reached again.
	 */
	private Duration fallbackReturnDelay = Duration.ofMinutes(5);

	/**
	 * Port of the server. Defaults to 443 with TLS and to 80 without.
	 */
	private @Nullable Integer port;

	/**
	 * Path that precedes "/app" in the URL of the server.
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
	 * Whether to connect automatically when the application starts.
	 */
	private boolean autoStartup = true;

	/**
	 * Lifecycle phase in which the client starts and stops. By default, the client starts
	 * after the web server and stops once active requests have completed.
	 */
	private @Nullable Integer phase;

	/**
	 * Whether to keep the JVM alive while the client runs, even without a web server.
	 */
	private boolean keepAlive = true;

	/**
	 * When to connect at startup.
	 */
	private ConnectMoment connectOn = ConnectMoment.CONTEXT_START;

	/**
	 * Whether to wait for the connection at startup and to fail if it cannot be
	 * established.
	 */
	private boolean failFast = false;

	/**
	 * Maximum time to wait for the connection at startup when fail-fast is enabled.
	 */
	private Duration startupTimeout = Duration.ofSeconds(30);

	/**
	 * Comma-separated list of transports to use. All transports are used by default.
	 */
	private List<String> enabledTransports = new ArrayList<>();

	/**
	 * Comma-separated list of transports not to use. Takes precedence over the enabled
	 * transports.
	 */
	private List<String> disabledTransports = new ArrayList<>();

	/**
	 * Additional headers to send with the WebSocket handshake and with requests of the
	 * HTTP transports.
	 */
	private Map<String, String> headers = new LinkedHashMap<>();

	/**
	 * Origin header to send with the WebSocket handshake and with requests of the HTTP
	 * transports.
	 */
	private @Nullable String origin;

	/**
	 * Whether to omit the Origin header when the origin is "null".
	 */
	private boolean ignoreNullOrigin;

	/**
	 * WebSocket engine to use. Ignored if there is a WebSocketClient bean that is named
	 * 'pusherWebSocketClient' or has the name of the app as its qualifier.
	 */
	private PusherEngine engine = PusherEngine.SOCKET;

	/**
	 * Maximum time for an attempt to connect, including its handshake.
	 */
	private Duration connectTimeout = Duration.ofSeconds(10);

	/**
	 * Time without a message from the server after which to ping it. The timeout that the
	 * server announces applies if it is shorter or if this property is not set.
	 */
	private @Nullable Duration activityTimeout;

	/**
	 * Maximum time to wait for the answer to a ping.
	 */
	private Duration pongTimeout = Duration.ofSeconds(30);

	/**
	 * Time without a connection after which the client reports it as unavailable.
	 */
	private Duration unavailableTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum time to wait for the server to confirm a subscription.
	 */
	private Duration subscriptionTimeout = Duration.ofSeconds(10);

	/**
	 * Maximum size of the data of an event, counted in characters. Larger events are
	 * discarded and reported as errors.
	 */
	private DataSize maxMessageSize = DataSize.ofMegabytes(1);

	/**
	 * Additional apps by name. Each app supports the properties of "pusher" and inherits
	 * those that it does not set, except enabled, app-id, key, secret,
	 * encryption-master-key, previous-key, previous-secret, channels, embedded.port and
	 * metrics.
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
	 * Return the properties that are set for additional apps, without inherited ones.
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
	 * Return the URL of the endpoint that authorizes subscriptions. The name is that of
	 * the option in pusher-js.
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
	 * Return how to call the endpoint that authorizes subscriptions. The name is that of
	 * the option in pusher-js.
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
	 * HTTP transports, for networks that block WebSocket connections.
	 */
	public static class Http {

		/**
		 * Host for the HTTP transports. Defaults to the host of the cluster. With a
		 * self-hosted server, the HTTP transports are used only if this property is set.
		 */
		private @Nullable String host;

		/**
		 * Port for the HTTP transports. Defaults to 443 with TLS and to 80 without.
		 */
		private @Nullable Integer port;

		/**
		 * Path that precedes "/app" in the URL for the HTTP transports.
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
		 * Username to authenticate with the proxy.
		 */
		private @Nullable String username;

		/**
		 * Password to authenticate with the proxy.
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
	 * SSL configuration.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to use for the connection to the server.
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
	 * Reconnection.
	 */
	public static class Reconnect {

		/**
		 * Delay before the first attempt to reconnect.
		 */
		private Duration initialDelay = Duration.ofSeconds(1);

		/**
		 * Multiplier to apply to the delay after each attempt. Must be at least 1.
		 */
		private double multiplier = 2;

		/**
		 * Maximum delay between attempts.
		 */
		private Duration maxDelay = Duration.ofSeconds(30);

		/**
		 * Maximum fraction, from 0 to 1, by which a delay is randomly shortened.
		 */
		private double jitter = 1;

		/**
		 * Maximum number of attempts to reconnect before the client gives up. Unlimited
		 * by default.
		 */
		private @Nullable Integer maxAttempts;

		/**
		 * Minimum delay between attempts to reconnect while the server refuses
		 * connections because the app is over its quota (4004) or disabled (4003). A
		 * random time is added. If not set, the client gives up.
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
	 * An endpoint for authorization or authentication.
	 */
	public abstract static class AuthEndpoint {

		/**
		 * URL of the endpoint.
		 */
		private @Nullable URI endpoint;

		/**
		 * How to call the endpoint: "ajax" (POST) or "jsonp" (GET).
		 */
		private AuthTransport transport = AuthTransport.AJAX;

		/**
		 * Additional parameters to send to the endpoint.
		 */
		private Map<String, String> params = new LinkedHashMap<>();

		/**
		 * Additional headers to send to the endpoint. Only supported with "ajax".
		 */
		private Map<String, String> headers = new LinkedHashMap<>();

		/**
		 * Maximum time for a request to the endpoint.
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
	 * Requests that authorize several channels at once.
	 */
	public static class AuthBatch {

		/**
		 * Whether to authorize several channels with one request, in the format of the
		 * pusher-js-auth plugin.
		 */
		private boolean enabled;

		/**
		 * Maximum number of channels in a request.
		 */
		private int maxSize = 100;

		/**
		 * Time to wait for further channels before sending a request.
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
		 * Names of the channels that the endpoint authorizes, or patterns in which "*"
		 * matches any characters.
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
		 * Endpoints for specific channels. The first endpoint with a matching channel is
		 * called. All other channels use "pusher.auth.endpoint" or "pusher.secret".
		 */
		private List<PatternAuthEndpoint> endpoints = new ArrayList<>();

		/**
		 * Maximum number of concurrent authorizations.
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
		 * Whether to sign in automatically on each connection.
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
		 * Maximum number of client events to send per second. Further events are queued.
		 */
		private int rate = 10;

		/**
		 * Maximum number of client events in the queue. Further events are rejected.
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
		 * Maximum number of members to keep for each channel. Further members are
		 * reported and counted, but not kept.
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
		 * Number of delivery threads. The events of each channel are delivered in order,
		 * whatever the number.
		 */
		private int concurrency = 1;

		/**
		 * Maximum number of events in the delivery queue.
		 */
		private int queueCapacity = 10_000;

		/**
		 * What to do with further events when the delivery queue is full.
		 */
		private OverflowPolicy overflow = OverflowPolicy.BLOCK;

		/**
		 * Duration of a listener call above which the listener is reported as slow.
		 */
		private Duration slowThreshold = Duration.ofSeconds(10);

		/**
		 * Time without a message after which to publish a PusherIdleEvent. No such event
		 * is published by default.
		 */
		private @Nullable Duration idleEventInterval;

		/**
		 * Whether to enable observation of listener method calls.
		 */
		private boolean observationEnabled;

		/**
		 * Name of the JSON field in the data of events that holds the trace context of
		 * the sender, either as an object with fields such as "traceparent" or as the
		 * value of "traceparent". Used only if observation is enabled.
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
		 * Listeners that receive events in batches.
		 */
		public static class Batch {

			/**
			 * Maximum number of events in a batch.
			 */
			private int maxSize = 500;

			/**
			 * Maximum time that an event waits for its batch to fill.
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
		 * Deduplication of events.
		 */
		public static class Deduplicate {

			/**
			 * Whether to drop events that have been delivered before.
			 */
			private boolean enabled;

			/**
			 * Comma-separated list of channels to deduplicate, or patterns in which "*"
			 * matches any characters. All channels by default.
			 */
			private List<String> channels = List.of("*");

			/**
			 * Path of the JSON field in the data of events that identifies an event, such
			 * as "id" or "order.id". By default, events with the same data are considered
			 * equal.
			 */
			private @Nullable String field;

			/**
			 * Time to remember an event after its delivery.
			 */
			private Duration window = Duration.ofMinutes(1);

			/**
			 * Maximum number of events to remember for each channel.
			 */
			private int maxPerChannel = 1_000;

			/**
			 * Maximum number of events to remember in total.
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
		 * Retries of failed listener methods.
		 */
		public static class Retry {

			/**
			 * Maximum number of times to call a listener method with an event, including
			 * the first call. Use -1 for no limit.
			 */
			private int maxAttempts = 1;

			/**
			 * Delay before the first retry.
			 */
			private Duration initialDelay = Duration.ofSeconds(1);

			/**
			 * Multiplier to apply to the delay after each retry.
			 */
			private double multiplier = 2;

			/**
			 * Maximum delay between retries.
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
	 * Recovery of missed events from a MissedEventsSource bean.
	 */
	public static class Recovery {

		/**
		 * Maximum time to wait for the source to answer, and for each further event.
		 */
		private Duration timeout = Duration.ofSeconds(30);

		/**
		 * Time to add to both ends of an outage when asking the source for events, to
		 * allow for clock differences and network delays.
		 */
		private Duration margin = Duration.ofSeconds(5);

		/**
		 * Maximum number of channels to recover concurrently.
		 */
		private int maxConcurrency = 4;

		/**
		 * Number of event keys to remember for each channel, so that no event is
		 * delivered twice.
		 */
		private int rememberedKeys = 10_000;

		/**
		 * Interval at which to save positions to the PositionStore bean, if there is one.
		 * If zero, listeners must save positions.
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
		 * Retries of failed calls to the source.
		 */
		public static class Retry {

			/**
			 * Maximum number of times to call the source, including the first call. Use
			 * -1 for no limit.
			 */
			private int maxAttempts = 3;

			/**
			 * Delay before the first retry.
			 */
			private Duration initialDelay = Duration.ofSeconds(1);

			/**
			 * Multiplier to apply to the delay after each retry.
			 */
			private double multiplier = 2;

			/**
			 * Maximum delay between retries.
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
	 * Election of the instance that connects.
	 */
	public static class LeaderElection {

		/**
		 * Whether to run the client only while Spring Integration has elected this
		 * instance as the leader.
		 */
		private boolean enabled;

		/**
		 * Leadership role for which to run the client. Any role by default. With
		 * partitions, the prefix of their roles, such as "pusher-0" for the first one
		 * with the default prefix "pusher".
		 */
		private @Nullable String role;

		/**
		 * Number of partitions into which to divide the channels. Each partition is led
		 * by one instance. Must be the same on all instances.
		 */
		private int partitions = 1;

		/**
		 * Maximum number of partitions that this instance leads. Unlimited by default.
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
	 * Metrics.
	 */
	public static class Metrics {

		/**
		 * Whether to tag received messages with their channel. Each channel then gets its
		 * own meter, which is kept until the application stops.
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
		 * Port of the embedded server on the loopback interface. Uses a random free port
		 * by default.
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
		 * Whether to connect and receive events. Disable it in applications that only
		 * publish.
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
	 * Publishing over the HTTP API.
	 */
	public static class Publish {

		/**
		 * Whether to enable publishing. By default, publishing is enabled if there is an
		 * app id, or if connection details may provide one.
		 */
		private @Nullable Boolean enabled;

		/**
		 * Host of the HTTP API. Defaults to the host of the server or of the cluster.
		 */
		private @Nullable String host;

		/**
		 * Port of the HTTP API. Defaults to the port of the server unless a host for the
		 * HTTP API is set.
		 */
		private @Nullable Integer port;

		/**
		 * Path that precedes "/apps" in the URL of the HTTP API. Defaults to the path of
		 * the server unless a host for the HTTP API is set.
		 */
		private @Nullable String path;

		/**
		 * Whether to publish over TLS. Defaults to the setting for the connection.
		 */
		private @Nullable Boolean forceTls;

		/**
		 * Maximum time to wait for a connection to the HTTP API.
		 */
		private Duration connectTimeout = Duration.ofSeconds(5);

		/**
		 * Maximum time for a call to the HTTP API, with sending the request.
		 */
		private Duration readTimeout = Duration.ofSeconds(10);

		/**
		 * Whether to enable observation of calls to the HTTP API.
		 */
		private boolean observationEnabled;

		/**
		 * Name of the JSON field in the data of events to which to write the trace
		 * context. Used only if observation is enabled and the data is a JSON object.
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
		 * Retries of failed calls that are known to have had no effect.
		 */
		public static class Retry {

			/**
			 * Maximum number of attempts, including the first one.
			 */
			private int maxAttempts = 3;

			/**
			 * Delay before the first retry.
			 */
			private Duration initialDelay = Duration.ofMillis(100);

			/**
			 * Multiplier to apply to the delay after each retry.
			 */
			private double multiplier = 2;

			/**
			 * Maximum delay between attempts.
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
		 * Limits of the server, checked before a request is sent.
		 */
		public static class Limits {

			/**
			 * Maximum size of the data of an event.
			 */
			private DataSize data = DataSize.ofKilobytes(10);

			/**
			 * Maximum number of channels to publish an event to.
			 */
			private int channels = 100;

			/**
			 * Maximum number of events in a batch. Larger batches are sent in several
			 * calls.
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
		 * Asynchronous publishing.
		 */
		public static class Async {

			/**
			 * Maximum number of concurrent calls. The events of each channel are
			 * published in order, whatever the number.
			 */
			private int concurrency = 4;

			/**
			 * Maximum number of events in the queue. Further events are rejected.
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

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

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.ClientEventOptions;
import dev.pusherspring.client.ConnectionOptions;
import dev.pusherspring.client.HandshakeOptions;
import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.TransportSelection;

/**
 * Maps {@link PusherProperties} and {@link PusherConnectionDetails} to
 * {@link PusherOptions}.
 */
class PusherOptionsMapper {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.configuration");

	private final PusherApp app;

	private final PusherProperties properties;

	private final PusherConnectionDetails details;

	PusherOptionsMapper(PusherApp app) {
		this.app = app;
		this.properties = app.properties();
		this.details = app.details();
	}

	PusherOptions map(List<PusherOptionsCustomizer> customizers) {
		PusherOptions.Builder builder = builder(this.details.getKey()).name(this.app.name())
			.server(this::server)
			.transports(transports())
			.handshake((handshake) -> options(handshake)
				.set("headers", this.properties.getHeaders(), HandshakeOptions::withHeaders)
				.set("origin", origin(), HandshakeOptions::withOrigin)
				.get())
			.connection((connection) -> options(connection)
				.set("connect-timeout", this.properties.getConnectTimeout(),
						atLeast(100, ConnectionOptions::withConnectTimeout))
				.set("activity-timeout", this.properties.getActivityTimeout(),
						atLeast(500, ConnectionOptions::withActivityTimeout))
				.set("pong-timeout", this.properties.getPongTimeout(), atLeast(500, ConnectionOptions::withPongTimeout))
				.set("unavailable-timeout", this.properties.getUnavailableTimeout(),
						ConnectionOptions::withUnavailableTimeout)
				.set("reconnect", this.properties.getReconnect(),
						(options, reconnect) -> options.withReconnect(map(reconnect)))
				.set("reconnect.over-quota-delay", this.properties.getReconnect().getOverQuotaDelay(), atLeast(1000,
						(options, delay) -> options.withReconnect(options.reconnect().withOverQuotaDelay(delay))))
				.get())
			.subscription((subscription) -> options(subscription)
				.set("subscription-timeout", this.properties.getSubscriptionTimeout(),
						atLeast(100, SubscriptionOptions::withTimeout))
				.set("auth.max-concurrency", this.properties.getAuth().getMaxConcurrency(),
						SubscriptionOptions::withMaxConcurrency)
				.set("auth.timeout", authorizationTimeout(), SubscriptionOptions::withAuthorizationTimeout)
				.set("presence.max-members", this.properties.getPresence().getMaxMembers(),
						SubscriptionOptions::withMaxMembers)
				.get())
			.clientEvents((clientEvents) -> options(clientEvents)
				.set("client-events.rate", this.properties.getClientEvents().getRate(), ClientEventOptions::withRate)
				.set("client-events.queue-capacity", this.properties.getClientEvents().getQueueCapacity(),
						ClientEventOptions::withQueueCapacity)
				.get());
		options(builder).set("proxy", this.properties.getProxy(), (options, proxy) -> options.proxy(map(proxy)))
			.set("max-message-size", this.properties.getMaxMessageSize(),
					(options, size) -> options.maxMessageSize(Math.toIntExact(size.toBytes())));
		customizers.forEach((customizer) -> customizer.customize(builder));
		try {
			return builder.build();
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("host", ex);
		}
	}

	// probably meant to be seconds, but a number without a unit is in milliseconds
	private static <O> BiFunction<O, Duration, O> atLeast(long millis, BiFunction<O, Duration, O> setter) {
		return (options, duration) -> {
			Assert.isTrue(duration.toMillis() >= millis,
					() -> "%d ms is too short, at least %d ms is required. A number without a unit is in milliseconds"
						.formatted(duration.toMillis(), millis));
			return setter.apply(options, duration);
		};
	}

	// an endpoint may be called twice, and customizers may make calls of their own
	private Duration authorizationTimeout() {
		PusherProperties.Auth auth = this.properties.getAuth();
		return Stream.concat(Stream.of(auth), auth.getEndpoints().stream())
			.map(PusherProperties.AuthEndpoint::getTimeout)
			.max(Comparator.naturalOrder())
			.orElseThrow()
			.multipliedBy(3);
	}

	private ServerOptions server(ServerOptions server) {
		String host = this.details.getHost();
		String cluster = this.details.getCluster();
		if (host != null && StringUtils.hasText(cluster) && !cluster.equals(server.cluster())) {
			logger.info(LogMessage.format("Host '%s' is used, and cluster '%s' is ignored", host, cluster));
		}
		return options(server).set("cluster", (host != null) ? null : cluster, ServerOptions::withCluster)
			.set("host", host, ServerOptions::withHost)
			.set("port", this.details.getPort(), ServerOptions::withPort)
			.set("path", this.details.getPath(), ServerOptions::withPath)
			.set("force-tls", this.details.isForceTls(), ServerOptions::withForceTls)
			.set("fallback-hosts", this.details.getFallbackHosts(),
					(options, hosts) -> options.withFallback(options.fallback().withHosts(hosts)))
			.set("fallback-return-delay", this.properties.getFallbackReturnDelay(),
					atLeast(100, (options, delay) -> options.withFallback(options.fallback().withReturnDelay(delay))))
			.get()
			.withHttp(options(server.http()).set("http.host", this.details.getHttpHost(), ServerOptions.Http::withHost)
				.set("http.port", this.details.getHttpPort(), ServerOptions.Http::withPort)
				.set("http.path", this.properties.getHttp().getPath(), ServerOptions.Http::withPath)
				.get());
	}

	private PusherOptions.Builder builder(@Nullable String key) {
		if (!StringUtils.hasText(key)) {
			throw new PusherConfigurationException(
					"No key of a Pusher app is configured: '%s' is %s.".formatted(this.app.property("key"),
							(key != null) ? "blank" : "not set"),
					"Set '%s' to the key of your app. To develop without an account, add "
						.formatted(this.app.property("key"))
							+ ("'pusher-embedded-server' to the classpath and set 'pusher.embedded.enabled' to true. "
									+ "To disable Pusher Channels, set '%s' to false.")
								.formatted(this.app.property("enabled")));
		}
		try {
			return PusherOptions.builder(key);
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("key", ex);
		}
	}

	private @Nullable String origin() {
		String origin = this.properties.getOrigin();
		return (this.properties.isIgnoreNullOrigin() && "null".equals(origin)) ? null : origin;
	}

	// unknown names are harmless, unless no known transport remains enabled
	private TransportSelection transports() {
		List<String> names = this.properties.getEnabledTransports();
		Set<TransportName> enabled = transports("enabled-transports", names);
		Set<TransportName> disabled = transports("disabled-transports", this.properties.getDisabledTransports());
		if (enabled.isEmpty() && !names.isEmpty()) {
			throw this.app.invalid("enabled-transports",
					new IllegalArgumentException("the transports are " + Arrays.toString(TransportName.values())));
		}
		return new TransportSelection(enabled, disabled);
	}

	private Set<TransportName> transports(String property, List<String> names) {
		Set<TransportName> transports = EnumSet.noneOf(TransportName.class);
		for (String name : names) {
			TransportName transport = TransportName.of(name);
			if (transport != null) {
				transports.add(transport);
			}
			else {
				logger.warn(LogMessage.format("Unknown transport '%2$s' in '%1$s' is ignored. The transports are %3$s",
						this.app.property(property), name, Arrays.toString(TransportName.values())));
			}
		}
		return transports;
	}

	private static @Nullable ProxySettings map(PusherProperties.Proxy proxy) {
		if (!StringUtils.hasText(proxy.getHost())) {
			return null;
		}
		Assert.notNull(proxy.getPort(), "'port' must be set with 'host'");
		return new ProxySettings(proxy.getHost(), proxy.getPort(), proxy.getUsername(), proxy.getPassword());
	}

	private static ReconnectOptions map(PusherProperties.Reconnect reconnect) {
		return new ReconnectOptions(reconnect.getInitialDelay(), reconnect.getMultiplier(), reconnect.getMaxDelay(),
				reconnect.getJitter(), reconnect.getMaxAttempts(), null);
	}

	private <O> Target<O> options(O options) {
		return new Target<>(options);
	}

	/**
	 * Sets options one after another, and names the property of an invalid value.
	 *
	 * @param <O> type of the options
	 */
	private final class Target<O> {

		private O options;

		private Target(O options) {
			this.options = options;
		}

		private <T> Target<O> set(String property, @Nullable T value, BiFunction<O, T, O> setter) {
			if (value != null) {
				try {
					this.options = setter.apply(this.options, value);
				}
				catch (IllegalArgumentException | ArithmeticException ex) {
					throw PusherOptionsMapper.this.app.invalid(property, ex);
				}
			}
			return this;
		}

		private O get() {
			return this.options;
		}

	}

}

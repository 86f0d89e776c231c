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

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.PusherOptionsBuilder;
import dev.pusherspring.client.connection.ReconnectSettings;
import dev.pusherspring.client.transport.ProxySettings;
import dev.pusherspring.client.transport.TransportName;
import dev.pusherspring.client.transport.TransportSelection;

/**
 * Maps {@link PusherProperties} and {@link PusherConnectionDetails} to
 * {@link PusherOptions}.
 */
class PusherOptionsMapper {

	private static final Log logger = LogFactory.getLog(PusherOptionsMapper.class);

	private static final String DEFAULT_CLUSTER = new PusherProperties().getCluster();

	private final PusherProperties properties;

	private final PusherConnectionDetails details;

	PusherOptionsMapper(PusherProperties properties, PusherConnectionDetails details) {
		this.properties = properties;
		this.details = details;
	}

	PusherOptions map(List<PusherOptionsCustomizer> customizers) {
		PusherOptionsBuilder builder = builder(this.details.getKey());
		mapServer(builder);
		set("pusher.port", this.details.getPort(), builder::port);
		set("pusher.path", this.details.getPath(), builder::path);
		builder.forceTls(this.details.isForceTls());
		builder.transports(transports());
		set("pusher.http.host", this.details.getHttpHost(), builder::httpHost);
		set("pusher.http.port", this.details.getHttpPort(), builder::httpPort);
		set("pusher.http.path", this.properties.getHttp().getPath(), builder::httpPath);
		set("pusher.proxy", this.properties.getProxy(), (proxy) -> builder.proxy(map(proxy)));
		set("pusher.headers", this.properties.getHeaders(), builder::headers);
		set("pusher.origin", origin(), builder::origin);
		set("pusher.connect-timeout", this.properties.getConnectTimeout(), builder::connectTimeout);
		set("pusher.activity-timeout", this.properties.getActivityTimeout(), builder::activityTimeout);
		set("pusher.pong-timeout", this.properties.getPongTimeout(), builder::pongTimeout);
		set("pusher.unavailable-timeout", this.properties.getUnavailableTimeout(), builder::unavailableTimeout);
		set("pusher.subscription-timeout", this.properties.getSubscriptionTimeout(), builder::subscriptionTimeout);
		set("pusher.max-message-size", this.properties.getMaxMessageSize(),
				(size) -> builder.maxMessageSize(Math.toIntExact(size.toBytes())));
		set("pusher.reconnect", this.properties.getReconnect(), (reconnect) -> builder.reconnect(map(reconnect)));
		set("pusher.auth.max-concurrency", this.properties.getAuth().getMaxConcurrency(), builder::authMaxConcurrency);
		set("pusher.client-events.rate", this.properties.getClientEvents().getRate(), builder::clientEventRate);
		set("pusher.client-events.queue-capacity", this.properties.getClientEvents().getQueueCapacity(),
				builder::clientEventQueueCapacity);
		customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private void mapServer(PusherOptionsBuilder builder) {
		String host = this.details.getHost();
		String cluster = this.details.getCluster();
		if (host == null) {
			set("pusher.cluster", cluster, builder::cluster);
			return;
		}
		set("pusher.host", host, builder::host);
		if (StringUtils.hasText(cluster) && !cluster.equals(DEFAULT_CLUSTER)) {
			logger.info(LogMessage.format("The explicit host '%s' is used; cluster '%s' is ignored", host, cluster));
		}
	}

	private static PusherOptionsBuilder builder(@Nullable String key) {
		if (!StringUtils.hasText(key)) {
			throw new PusherConfigurationException(
					"No key of a Pusher app is configured: 'pusher.key' is %s."
						.formatted((key != null) ? "blank" : "not set"),
					"Set 'pusher.key' to the key of your app. To develop without an account, add "
							+ "'pusher-embedded-server' to the classpath and set 'pusher.embedded.enabled' to true. "
							+ "To do without Pusher Channels, set 'pusher.enabled' to false.");
		}
		try {
			return PusherOptions.builder(key);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("pusher.key", ex);
		}
	}

	private @Nullable String origin() {
		String origin = this.properties.getOrigin();
		return (this.properties.isIgnoreNullOrigin() && "null".equals(origin)) ? null : origin;
	}

	// names of the future do no harm, but to enable nothing else is not to enable all
	private TransportSelection transports() {
		List<String> names = this.properties.getEnabledTransports();
		Set<TransportName> enabled = transports("pusher.enabled-transports", names);
		Set<TransportName> disabled = transports("pusher.disabled-transports", this.properties.getDisabledTransports());
		return (enabled.isEmpty() && !names.isEmpty()) ? TransportSelection.NONE
				: new TransportSelection(enabled, disabled);
	}

	private static Set<TransportName> transports(String property, List<String> names) {
		Set<TransportName> transports = EnumSet.noneOf(TransportName.class);
		for (String name : names) {
			TransportName transport = TransportName.of(name);
			if (transport != null) {
				transports.add(transport);
			}
			else {
				logger.warn(LogMessage.format("'%s' has no transport '%s'; it is ignored. There are %s", property, name,
						Arrays.toString(TransportName.values())));
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

	private static ReconnectSettings map(PusherProperties.Reconnect reconnect) {
		return new ReconnectSettings(reconnect.getInitialDelay(), reconnect.getMultiplier(), reconnect.getMaxDelay(),
				reconnect.getJitter(), reconnect.getMaxAttempts());
	}

	private static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw invalid(property, ex);
		}
	}

	static PusherConfigurationException invalid(String property, Exception ex) {
		return new PusherConfigurationException(
				"The value of '%s' cannot be used: %s.".formatted(property, ex.getMessage()),
				"Correct '%s' in the configuration of the application.".formatted(property), ex);
	}

}

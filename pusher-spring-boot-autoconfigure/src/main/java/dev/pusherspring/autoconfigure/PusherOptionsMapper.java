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

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.PusherOptionsBuilder;
import dev.pusherspring.client.ReconnectSettings;
import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.TransportSelection;

/**
 * Maps {@link PusherProperties} and {@link PusherConnectionDetails} to
 * {@link PusherOptions}.
 */
class PusherOptionsMapper {

	private static final Log logger = LogFactory.getLog(PusherOptionsMapper.class);

	private static final String DEFAULT_CLUSTER = new PusherProperties().getCluster();

	private final PusherApp app;

	private final PusherProperties properties;

	private final PusherConnectionDetails details;

	PusherOptionsMapper(PusherApp app) {
		this.app = app;
		this.properties = app.properties();
		this.details = app.details();
	}

	PusherOptions map(List<PusherOptionsCustomizer> customizers) {
		PusherOptionsBuilder builder = builder(this.details.getKey()).name(this.app.name());
		mapServer(builder);
		set("port", this.details.getPort(), builder::port);
		set("path", this.details.getPath(), builder::path);
		builder.forceTls(this.details.isForceTls());
		builder.transports(transports());
		set("http.host", this.details.getHttpHost(), builder::httpHost);
		set("http.port", this.details.getHttpPort(), builder::httpPort);
		set("http.path", this.properties.getHttp().getPath(), builder::httpPath);
		set("proxy", this.properties.getProxy(), (proxy) -> builder.proxy(map(proxy)));
		set("headers", this.properties.getHeaders(), builder::headers);
		set("origin", origin(), builder::origin);
		set("connect-timeout", this.properties.getConnectTimeout(), builder::connectTimeout);
		set("activity-timeout", this.properties.getActivityTimeout(), builder::activityTimeout);
		set("pong-timeout", this.properties.getPongTimeout(), builder::pongTimeout);
		set("unavailable-timeout", this.properties.getUnavailableTimeout(), builder::unavailableTimeout);
		set("subscription-timeout", this.properties.getSubscriptionTimeout(), builder::subscriptionTimeout);
		set("max-message-size", this.properties.getMaxMessageSize(),
				(size) -> builder.maxMessageSize(Math.toIntExact(size.toBytes())));
		set("reconnect", this.properties.getReconnect(), (reconnect) -> builder.reconnect(map(reconnect)));
		set("auth.max-concurrency", this.properties.getAuth().getMaxConcurrency(), builder::authMaxConcurrency);
		set("client-events.rate", this.properties.getClientEvents().getRate(), builder::clientEventRate);
		set("client-events.queue-capacity", this.properties.getClientEvents().getQueueCapacity(),
				builder::clientEventQueueCapacity);
		customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private void mapServer(PusherOptionsBuilder builder) {
		String host = this.details.getHost();
		String cluster = this.details.getCluster();
		if (host == null) {
			set("cluster", cluster, builder::cluster);
			return;
		}
		set("host", host, builder::host);
		if (StringUtils.hasText(cluster) && !cluster.equals(DEFAULT_CLUSTER)) {
			logger.info(LogMessage.format("The explicit host '%s' is used; cluster '%s' is ignored", host, cluster));
		}
	}

	private PusherOptionsBuilder builder(@Nullable String key) {
		if (!StringUtils.hasText(key)) {
			throw new PusherConfigurationException(
					"No key of a Pusher app is configured: '%s' is %s.".formatted(this.app.property("key"),
							(key != null) ? "blank" : "not set"),
					"Set '%s' to the key of your app. To develop without an account, add "
						.formatted(this.app.property("key"))
							+ "'pusher-embedded-server' to the classpath and set 'pusher.embedded.enabled' to true. "
							+ "To do without Pusher Channels, set '%s' to false."
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

	// names of the future do no harm, but to enable nothing else is not to enable all
	private TransportSelection transports() {
		List<String> names = this.properties.getEnabledTransports();
		Set<TransportName> enabled = transports("enabled-transports", names);
		Set<TransportName> disabled = transports("disabled-transports", this.properties.getDisabledTransports());
		return (enabled.isEmpty() && !names.isEmpty()) ? TransportSelection.NONE
				: new TransportSelection(enabled, disabled);
	}

	private Set<TransportName> transports(String property, List<String> names) {
		Set<TransportName> transports = EnumSet.noneOf(TransportName.class);
		for (String name : names) {
			TransportName transport = TransportName.of(name);
			if (transport != null) {
				transports.add(transport);
			}
			else {
				logger.warn(LogMessage.format("'%s' has no transport '%s'; it is ignored. There are %s",
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

	private static ReconnectSettings map(PusherProperties.Reconnect reconnect) {
		return new ReconnectSettings(reconnect.getInitialDelay(), reconnect.getMultiplier(), reconnect.getMaxDelay(),
				reconnect.getJitter(), reconnect.getMaxAttempts());
	}

	private <T> void set(String property, @Nullable T value, Consumer<T> setter) {
		if (value == null) {
			return;
		}
		try {
			setter.accept(value);
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw this.app.invalid(property, ex);
		}
	}

}

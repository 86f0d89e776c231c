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

package dev.pusherspring.autoconfigure.publish;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.pusherspring.autoconfigure.PusherApp;
import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.publish.AsyncPusherTemplate;
import dev.pusherspring.publish.PublishOptions;

/**
 * Maps the {@code publish} properties and the connection details of an app to
 * {@link PublishOptions}.
 */
class PublishMapper {

	private final PusherApp app;

	private final PusherProperties.Publish properties;

	private final PusherConnectionDetails details;

	PublishMapper(PusherApp app) {
		this.app = app;
		this.properties = app.properties().getPublish();
		this.details = app.details();
	}

	PublishOptions options() {
		PublishOptions.Builder builder = builder().name(this.app.name());
		set("publish.host", () -> builder.address(address()));
		set("encryption-master-key", () -> builder.encryptionMasterKey(this.app.encryptionMasterKey()));
		set("publish.limits", () -> builder.limits(limits(this.properties.getLimits())));
		set("publish.retry", () -> builder.retry(retry(this.properties.getRetry())));
		return builder.traceContextField(StringUtils.hasText(this.properties.getTraceContextField())
				? this.properties.getTraceContextField() : null)
			.build();
	}

	private PublishOptions.Builder builder() {
		String appId = required("app-id", "id", this.details.getAppId());
		String key = required("key", "key", this.details.getKey());
		String secret = required("secret", "secret", this.details.getSecret());
		try {
			return PublishOptions.builder(appId, key, secret);
		}
		catch (IllegalArgumentException ex) {
			String message = String.valueOf(ex.getMessage());
			throw this.app.invalid(
					message.startsWith("'appId'") ? "app-id" : (message.startsWith("'key'") ? "key" : "secret"), ex);
		}
	}

	private String required(String property, String what, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			throw new PusherConfigurationException(
					"Publishing requires the %s of the Pusher app, but '%s' is not set.".formatted(what,
							this.app.property(property)),
					"Set '%s', or set '%s' to false to disable publishing.".formatted(this.app.property(property),
							this.app.property("publish.enabled")));
		}
		return value;
	}

	private <T> T set(String property, Supplier<T> setter) {
		try {
			return setter.get();
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			throw this.app.invalid(property, ex);
		}
	}

	private URI address() {
		String own = StringUtils.hasText(this.properties.getHost()) ? this.properties.getHost() : null;
		String server = this.details.getHost();
		boolean sameServer = own == null && server != null;
		String cluster = (this.details.getCluster() != null) ? this.details.getCluster() : "mt1";
		String host = (own != null) ? own : ((server != null) ? server : "api-" + cluster + ".pusher.com");
		Assert.isTrue(ServerOptions.isHost(host.replace('_', 'x')),
				() -> "it must be a host without scheme, port and path but is '%s'".formatted(host));
		boolean tls = (this.properties.getForceTls() != null) ? this.properties.getForceTls()
				: this.details.isForceTls();
		Integer port = (this.properties.getPort() != null) ? this.properties.getPort()
				: (sameServer ? this.details.getPort() : null);
		Assert.isTrue(port == null || (port > 0 && port < 65536),
				() -> "the port must be between 1 and 65535 but is %d".formatted(port));
		String path = (this.properties.getPath() != null) ? this.properties.getPath()
				: (sameServer ? this.details.getPath() : "");
		String authority = (host.contains(":") && !host.startsWith("[")) ? "[" + host + "]" : host;
		return URI.create((tls ? "https" : "http") + "://" + authority + ((port != null) ? ":" + port : "")
				+ ((path.isEmpty() || path.startsWith("/")) ? path : "/" + path));
	}

	private static PublishOptions.Limits limits(PusherProperties.Publish.Limits limits) {
		return new PublishOptions.Limits(Math.toIntExact(limits.getData().toBytes()), limits.getChannels(),
				limits.getBatch());
	}

	private static ExponentialBackOff retry(PusherProperties.Publish.Retry retry) {
		Assert.isTrue(retry.getMaxAttempts() > 0,
				() -> "'max-attempts' must be positive but is %d".formatted(retry.getMaxAttempts()));
		Assert.isTrue(retry.getInitialDelay().toMillis() > 0,
				() -> "'initial-delay' must be positive but is %s".formatted(retry.getInitialDelay()));
		Assert.isTrue(retry.getMaxDelay().compareTo(retry.getInitialDelay()) >= 0,
				() -> "'max-delay' must not be less than 'initial-delay' but is %s".formatted(retry.getMaxDelay()));
		ExponentialBackOff backOff = new ExponentialBackOff(retry.getInitialDelay().toMillis(), retry.getMultiplier());
		backOff.setMaxInterval(retry.getMaxDelay().toMillis());
		backOff.setMaxAttempts(retry.getMaxAttempts() - 1);
		return backOff;
	}

	Duration connectTimeout() {
		return timeout("publish.connect-timeout", this.properties.getConnectTimeout());
	}

	Duration readTimeout() {
		return timeout("publish.read-timeout", this.properties.getReadTimeout());
	}

	// probably meant to be seconds, but a number without a unit is in milliseconds
	private Duration timeout(String property, Duration timeout) {
		return set(property, () -> {
			Assert.isTrue(timeout.toMillis() >= 100,
					() -> "%d ms is too short, at least 100 ms is required. A number without a unit is in milliseconds"
						.formatted(timeout.toMillis()));
			return timeout;
		});
	}

	@Nullable ProxySettings proxy() {
		PusherProperties.Proxy proxy = this.app.properties().getProxy();
		if (!StringUtils.hasText(proxy.getHost())) {
			return null;
		}
		return set("proxy", () -> {
			Assert.notNull(proxy.getPort(), "'port' must be set with 'host'");
			return new ProxySettings(proxy.getHost(), proxy.getPort(), proxy.getUsername(), proxy.getPassword());
		});
	}

	AsyncPusherTemplate.Settings async(Environment environment) {
		PusherProperties.Publish.Async async = this.properties.getAsync();
		Duration drainTimeout = Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(Duration.ofSeconds(30));
		return set("publish.async",
				() -> new AsyncPusherTemplate.Settings(async.getConcurrency(), async.getQueueCapacity(), drainTimeout));
	}

}

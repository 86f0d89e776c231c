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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;

/**
 * Adapts {@link PusherProperties} to {@link PusherConnectionDetails}.
 */
class PropertiesPusherConnectionDetails implements PusherConnectionDetails {

	private static final String EMBEDDED_SERVER = "dev.pusherspring.embedded.EmbeddedPusherServer";

	private final PusherProperties properties;

	private final @Nullable SslBundles sslBundles;

	PropertiesPusherConnectionDetails(PusherProperties properties, @Nullable SslBundles sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	static PropertiesPusherConnectionDetails of(PusherProperties properties, @Nullable SslBundles sslBundles,
			@Nullable ClassLoader classLoader) {
		if (properties.getEmbedded().isEnabled() && !ClassUtils.isPresent(EMBEDDED_SERVER, classLoader)) {
			throw new PusherConfigurationException(
					"'pusher.embedded.enabled' is true, but the embedded server is not on the classpath.",
					"Add a dependency on 'dev.pusherspring:pusher-embedded-server', or set "
							+ "'pusher.embedded.enabled' to false.");
		}
		return new PropertiesPusherConnectionDetails(properties, sslBundles);
	}

	@Override
	public @Nullable String getKey() {
		return this.properties.getKey();
	}

	@Override
	public @Nullable String getAppId() {
		return StringUtils.hasText(this.properties.getAppId()) ? this.properties.getAppId() : null;
	}

	@Override
	public @Nullable String getSecret() {
		return StringUtils.hasText(this.properties.getSecret()) ? this.properties.getSecret() : null;
	}

	@Override
	public String getCluster() {
		return this.properties.getCluster();
	}

	@Override
	public @Nullable String getHost() {
		return StringUtils.hasText(this.properties.getHost()) ? this.properties.getHost() : null;
	}

	@Override
	public @Nullable Integer getPort() {
		return this.properties.getPort();
	}

	@Override
	public String getPath() {
		return this.properties.getPath();
	}

	@Override
	public @Nullable String getHttpHost() {
		return StringUtils.hasText(this.properties.getHttp().getHost()) ? this.properties.getHttp().getHost() : null;
	}

	@Override
	public @Nullable Integer getHttpPort() {
		return this.properties.getHttp().getPort();
	}

	@Override
	public boolean isForceTls() {
		return this.properties.isForceTls();
	}

	@Override
	public List<String> getFallbackHosts() {
		return this.properties.getFallbackHosts();
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		String bundle = this.properties.getSsl().getBundle();
		if (!StringUtils.hasLength(bundle)) {
			return null;
		}
		Assert.notNull(this.sslBundles, "SSL bundle name has been set but no SSL bundles found in context");
		return this.sslBundles.getBundle(bundle);
	}

	@Override
	public @Nullable URI getAuthEndpoint() {
		return this.properties.getAuth().getEndpoint();
	}

	@Override
	public @Nullable URI getUserAuthEndpoint() {
		return this.properties.getUserAuth().getEndpoint();
	}

}

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

package dev.pusherspring.autoconfigure.auth;

import java.net.http.HttpClient;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.auth.http.HttpAuthSettings;

/**
 * Makes the HTTP clients that call authorization endpoints, with the application's own
 * HTTP settings.
 *
 * @since 1.0.0
 */
public final class AuthRestClients {

	private final HttpClientSettings settings;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories;

	private final ObjectProvider<RestClient.Builder> builders;

	private final @Nullable ClassLoader classLoader;

	// whether beans of the application decide how requests are sent
	private final boolean customized;

	// by the application, which decides for itself how its requests travel
	private final boolean proxySettled;

	/**
	 * Create a new {@link AuthRestClients} instance.
	 * @param settings the application's HTTP settings
	 * @param factories the application's HTTP client
	 * @param builders builders of clients with the application's customizations
	 * @param beanFactory the application's beans
	 * @param environment the application's properties
	 */
	public AuthRestClients(HttpClientSettings settings, ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories,
			ObjectProvider<RestClient.Builder> builders, ConfigurableListableBeanFactory beanFactory,
			Environment environment) {
		this.settings = settings;
		this.factories = factories;
		this.builders = builders;
		this.classLoader = beanFactory.getBeanClassLoader();
		this.customized = ProxiedRequests.areCustomizedBy(beanFactory);
		this.proxySettled = ProxiedRequests.areSettledBy(beanFactory, environment);
	}

	/**
	 * Create a client. Credentials must not follow a redirect to somebody else.
	 * @param proxy the proxy, which holds unless the application decides for itself how
	 * its requests travel, or {@code null}
	 * @return the client
	 */
	public RestClient create(@Nullable ProxySettings proxy) {
		// an answer that does not come must not hold a thread for longer than needed
		HttpClientSettings settings = this.settings.withTimeouts(orElse(this.settings.connectTimeout()),
				orElse(this.settings.readTimeout()));
		return this.builders.getIfAvailable(RestClient::builder)
			.requestFactory(requestFactory(proxy, settings))
			.build();
	}

	/**
	 * Create what sends requests. Redirects are not followed.
	 * @param proxy the proxy, which holds unless the application decides for itself how
	 * its requests travel, or {@code null}
	 * @param settings the settings
	 * @return the factory
	 */
	public ClientHttpRequestFactory requestFactory(@Nullable ProxySettings proxy, HttpClientSettings settings) {
		return factoryBuilder(proxy).build(settings.withRedirects(HttpRedirects.DONT_FOLLOW));
	}

	/**
	 * Return the application's HTTP settings.
	 * @return the settings
	 */
	public HttpClientSettings getSettings() {
		return this.settings;
	}

	/**
	 * Return whether the application decides for itself how its requests travel.
	 * @return whether it chooses, customizes or makes the HTTP client
	 */
	public boolean areSettledByApplication() {
		return this.proxySettled;
	}

	private ClientHttpRequestFactoryBuilder<?> factoryBuilder(@Nullable ProxySettings proxy) {
		if (proxy != null && !this.proxySettled) {
			return withoutUpgrade(ProxiedRequests.through(proxy, this.classLoader));
		}
		ClientHttpRequestFactoryBuilder<?> builder = this.factories
			.getIfAvailable(ClientHttpRequestFactoryBuilder::detect);
		return this.customized ? builder : withoutUpgrade(builder);
	}

	// the JDK's client asks for HTTP/2 with each POST to a plain http address, and there
	// are servers that refuse that or lose the body
	private static ClientHttpRequestFactoryBuilder<?> withoutUpgrade(ClientHttpRequestFactoryBuilder<?> builder) {
		return (builder instanceof JdkClientHttpRequestFactoryBuilder jdk)
				? jdk.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1)) : builder;
	}

	private static Duration orElse(@Nullable Duration configured) {
		return (configured != null) ? configured : HttpAuthSettings.DEFAULT_TIMEOUT;
	}

}

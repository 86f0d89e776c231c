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
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.auth.http.HttpAuthSettings;

/**
 * Creates HTTP clients for authorization endpoints, with the HTTP settings of the
 * application.
 *
 * @since 1.0.0
 */
public final class AuthRestClients {

	private final HttpClientSettings settings;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories;

	private final ObjectProvider<RestClient.Builder> builders;

	private final @Nullable ClassLoader classLoader;

	// whether beans of the application determine how requests are sent
	private final boolean customized;

	// by the application, which configures its HTTP client itself
	private final boolean proxySettled;

	/**
	 * Create a new {@link AuthRestClients} instance.
	 * @param settings the HTTP settings of the application
	 * @param factories the HTTP client of the application
	 * @param builders builders with the customizations of the application
	 * @param beanFactory the beans of the application
	 * @param environment the properties of the application
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
	 * Create a client. It does not follow redirects, so that credentials are not sent to
	 * another server.
	 * @param proxy the proxy, or {@code null}; ignored if the application configures its
	 * HTTP client itself
	 * @return the client
	 */
	public RestClient create(@Nullable ProxySettings proxy) {
		// a missing answer must not block a thread for longer than necessary
		HttpClientSettings settings = this.settings.withTimeouts(orElse(this.settings.connectTimeout()),
				orElse(this.settings.readTimeout()));
		return this.builders.getIfAvailable(RestClient::builder)
			.requestFactory(requestFactory(proxy, settings))
			.build();
	}

	/**
	 * Create a request factory. It does not follow redirects. It does not repeat
	 * requests, unless beans of the application customize the HTTP client.
	 * @param proxy the proxy, or {@code null}; ignored if the application configures its
	 * HTTP client itself
	 * @param settings the settings
	 * @return the factory
	 */
	public ClientHttpRequestFactory requestFactory(@Nullable ProxySettings proxy, HttpClientSettings settings) {
		return factoryBuilder(proxy).build(settings.withRedirects(HttpRedirects.DONT_FOLLOW));
	}

	/**
	 * Return the HTTP settings of the application.
	 * @return the settings
	 */
	public HttpClientSettings getSettings() {
		return this.settings;
	}

	/**
	 * Return whether the application configures its HTTP client itself.
	 * @return whether it selects, customizes or creates the HTTP client
	 */
	public boolean areSettledByApplication() {
		return this.proxySettled;
	}

	private ClientHttpRequestFactoryBuilder<?> factoryBuilder(@Nullable ProxySettings proxy) {
		if (proxy != null && !this.proxySettled) {
			return adapted(ProxiedRequests.through(proxy, this.classLoader));
		}
		ClientHttpRequestFactoryBuilder<?> builder = this.factories
			.getIfAvailable(ClientHttpRequestFactoryBuilder::detect);
		return this.customized ? builder : adapted(builder);
	}

	// the client of the JDK requests an upgrade to HTTP/2 with each POST to a plain http
	// URL, and some servers reject that or lose the body. HttpComponents repeats requests
	// by itself, with the same signature
	private static ClientHttpRequestFactoryBuilder<?> adapted(ClientHttpRequestFactoryBuilder<?> builder) {
		if (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder components) {
			return ProxiedRequests.HttpComponents.withoutRetries(components);
		}
		return (builder instanceof JdkClientHttpRequestFactoryBuilder jdk)
				? jdk.withHttpClientCustomizer((client) -> client.version(HttpClient.Version.HTTP_1_1)) : builder;
	}

	private static Duration orElse(@Nullable Duration configured) {
		return (configured != null) ? configured : HttpAuthSettings.DEFAULT_TIMEOUT;
	}

}

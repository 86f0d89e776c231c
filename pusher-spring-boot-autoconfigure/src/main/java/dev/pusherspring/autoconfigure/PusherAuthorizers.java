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
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.HttpAuthSettings;
import dev.pusherspring.client.auth.HttpChannelAuthorizer;
import dev.pusherspring.client.auth.HttpUserAuthenticator;
import dev.pusherspring.client.auth.LocalUserProvider;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.transport.ProxySettings;

/**
 * Creates what authorizes subscriptions, as configured: an endpoint that is called with
 * the application's own HTTP settings, or the app's secret. An endpoint goes before a
 * secret, as it may know more than how to sign.
 */
class PusherAuthorizers {

	private final PusherProperties properties;

	private final PusherConnectionDetails details;

	private final ObjectProvider<RestClient.Builder> restClientBuilder;

	private final ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder;

	private final ObjectProvider<HttpClientSettings> httpClientSettings;

	private final @Nullable ProxySettings proxy;

	private final List<AuthRequestCustomizer> customizers;

	private final @Nullable LocalUserProvider users;

	private final JsonMapper jsonMapper;

	PusherAuthorizers(PusherProperties properties, PusherConnectionDetails details,
			ObjectProvider<RestClient.Builder> restClientBuilder,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> httpClientSettings, @Nullable ProxySettings proxy,
			List<AuthRequestCustomizer> customizers, @Nullable LocalUserProvider users, JsonMapper jsonMapper) {
		this.properties = properties;
		this.details = details;
		this.restClientBuilder = restClientBuilder;
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.httpClientSettings = httpClientSettings;
		this.proxy = proxy;
		this.customizers = customizers;
		this.users = users;
		this.jsonMapper = jsonMapper;
	}

	@Nullable ChannelAuthorizer channelAuthorizer() {
		URI endpoint = this.details.getAuthEndpoint();
		if (endpoint != null) {
			return new HttpChannelAuthorizer(restClient(), settings("pusher.auth", endpoint, this.properties.getAuth()),
					this.customizers);
		}
		return signingAuthorizer();
	}

	@Nullable UserAuthenticator userAuthenticator() {
		URI endpoint = this.details.getUserAuthEndpoint();
		if (endpoint != null) {
			return new HttpUserAuthenticator(restClient(),
					settings("pusher.user-auth", endpoint, this.properties.getUserAuth()), this.customizers);
		}
		return (this.users != null) ? signingAuthorizer() : null;
	}

	private @Nullable SigningAuthorizer signingAuthorizer() {
		String key = this.details.getKey();
		String secret = this.details.getSecret();
		if (key == null || secret == null) {
			return null;
		}
		try {
			return SigningAuthorizer.builder(key, secret)
				.users(this.users)
				.encryptionMasterKey(this.properties.getEncryptionMasterKey())
				.jsonMapper(this.jsonMapper)
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid("pusher.encryption-master-key", ex);
		}
	}

	private HttpAuthSettings settings(String property, URI endpoint, PusherProperties.AuthEndpoint auth) {
		HttpAuthSettings.Builder builder;
		try {
			builder = HttpAuthSettings.builder(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid(property + ".endpoint", ex);
		}
		try {
			return builder.transport(auth.getTransport())
				.params(auth.getParams())
				.headers(auth.getHeaders())
				.timeout(auth.getTimeout())
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid(property, ex);
		}
	}

	// credentials must not follow a redirect to somebody else
	private RestClient restClient() {
		HttpClientSettings settings = this.httpClientSettings.getIfAvailable(HttpClientSettings::defaults)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		// an answer that does not come must not hold a thread for longer than needed
		settings = settings.withTimeouts(orElse(settings.connectTimeout()), orElse(settings.readTimeout()));
		ClientHttpRequestFactoryBuilder<?> builder = (this.proxy != null) ? ProxiedRequests.through(this.proxy)
				: this.requestFactoryBuilder.getIfAvailable(ClientHttpRequestFactoryBuilder::detect);
		ClientHttpRequestFactory requestFactory = builder.build(settings);
		return this.restClientBuilder.getIfAvailable(RestClient::builder).requestFactory(requestFactory).build();
	}

	private static Duration orElse(@Nullable Duration configured) {
		return (configured != null) ? configured : HttpAuthSettings.DEFAULT_TIMEOUT;
	}

}

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
import dev.pusherspring.client.auth.SigningAuthorizer;

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

	private final List<AuthRequestCustomizer> customizers;

	private final JsonMapper jsonMapper;

	PusherAuthorizers(PusherProperties properties, PusherConnectionDetails details,
			ObjectProvider<RestClient.Builder> restClientBuilder,
			ObjectProvider<ClientHttpRequestFactoryBuilder<?>> requestFactoryBuilder,
			ObjectProvider<HttpClientSettings> httpClientSettings, List<AuthRequestCustomizer> customizers,
			JsonMapper jsonMapper) {
		this.properties = properties;
		this.details = details;
		this.restClientBuilder = restClientBuilder;
		this.requestFactoryBuilder = requestFactoryBuilder;
		this.httpClientSettings = httpClientSettings;
		this.customizers = customizers;
		this.jsonMapper = jsonMapper;
	}

	@Nullable ChannelAuthorizer channelAuthorizer() {
		URI endpoint = this.details.getAuthEndpoint();
		if (endpoint != null) {
			return new HttpChannelAuthorizer(restClient(), settings(endpoint), this.customizers);
		}
		String key = this.details.getKey();
		String secret = this.details.getSecret();
		if (key != null && secret != null) {
			return SigningAuthorizer.builder(key, secret).jsonMapper(this.jsonMapper).build();
		}
		return null;
	}

	private HttpAuthSettings settings(URI endpoint) {
		PusherProperties.Auth auth = this.properties.getAuth();
		HttpAuthSettings.Builder builder;
		try {
			builder = HttpAuthSettings.builder(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid("pusher.auth.endpoint", ex);
		}
		try {
			return builder.transport(auth.getTransport())
				.params(auth.getParams())
				.headers(auth.getHeaders())
				.timeout(auth.getTimeout())
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw PusherOptionsMapper.invalid("pusher.auth", ex);
		}
	}

	// credentials must not follow a redirect to somebody else
	private RestClient restClient() {
		HttpClientSettings settings = this.httpClientSettings.getIfAvailable(HttpClientSettings::defaults)
			.withRedirects(HttpRedirects.DONT_FOLLOW);
		ClientHttpRequestFactory requestFactory = this.requestFactoryBuilder
			.getIfAvailable(ClientHttpRequestFactoryBuilder::detect)
			.build(settings);
		return this.restClientBuilder.getIfAvailable(RestClient::builder).requestFactory(requestFactory).build();
	}

}

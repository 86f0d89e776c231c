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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.DelegatingChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUserProvider;
import dev.pusherspring.client.auth.SelectiveChannelAuthorizer;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.auth.http.HttpUserAuthenticator;

/**
 * Authorizes the subscriptions of an app and authenticates its user, with beans of the
 * application, with endpoints that are called with the application's HTTP settings, or
 * with the secret of the app, in this order. An endpoint takes precedence over the
 * secret, as it may do more than sign. The first authorizer that is responsible for a
 * channel is used.
 */
class PusherAuthorizers {

	private final PusherApp app;

	private final AppBeans beans;

	private final Supplier<RestClient> restClient;

	private final JsonMapper jsonMapper;

	private final SingletonSupplier<ChannelAuthorizer> channelAuthorizer = SingletonSupplier
		.ofNullable(this::createChannelAuthorizer);

	private final SingletonSupplier<UserAuthenticator> userAuthenticator = SingletonSupplier
		.ofNullable(this::createUserAuthenticator);

	PusherAuthorizers(PusherApp app, AppBeans beans, Supplier<RestClient> restClient, JsonMapper jsonMapper) {
		this.app = app;
		this.beans = beans;
		this.restClient = restClient;
		this.jsonMapper = jsonMapper;
	}

	@Nullable ChannelAuthorizer channelAuthorizer() {
		return this.channelAuthorizer.get();
	}

	private @Nullable ChannelAuthorizer createChannelAuthorizer() {
		List<ChannelAuthorizer> own = this.beans.findShared(ChannelAuthorizer.class);
		List<ChannelAuthorizer> selective = own.stream().filter(SelectiveChannelAuthorizer.class::isInstance).toList();
		if (own.size() > selective.size() + 1) {
			// fails, as the second of two authorizers for all channels would never be
			// called
			return this.beans.find(ChannelAuthorizer.class);
		}
		DelegatingChannelAuthorizer.Builder delegating = DelegatingChannelAuthorizer.builder();
		selective.forEach(delegating::add);
		List<PusherProperties.PatternAuthEndpoint> endpoints = List.of();
		ChannelAuthorizer rest = own.stream().filter((bean) -> !selective.contains(bean)).findFirst().orElse(null);
		if (rest == null) {
			endpoints = this.app.properties().getAuth().getEndpoints();
			for (int i = 0; i < endpoints.size(); i++) {
				add(delegating, "auth.endpoints[" + i + "]", endpoints.get(i));
			}
			rest = authorizerOfOtherChannels();
		}
		if (selective.isEmpty() && endpoints.isEmpty()) {
			return rest;
		}
		return ((rest != null) ? delegating.add(rest) : delegating).build();
	}

	private void add(DelegatingChannelAuthorizer.Builder delegating, String property,
			PusherProperties.PatternAuthEndpoint auth) {
		URI endpoint = auth.getEndpoint();
		if (endpoint == null) {
			throw this.app.invalid(property + ".endpoint", new IllegalArgumentException("it must be set"));
		}
		HttpAuthSettings settings = channelSettings(property, endpoint, auth);
		try {
			delegating.add(httpAuthorizer(settings), auth.getChannels().toArray(String[]::new));
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid(property + ".channels", ex);
		}
	}

	private @Nullable ChannelAuthorizer authorizerOfOtherChannels() {
		URI endpoint = this.app.details().getAuthEndpoint();
		return (endpoint != null) ? httpAuthorizer(channelSettings("auth", endpoint, this.app.properties().getAuth()))
				: signingAuthorizer(users());
	}

	private HttpChannelAuthorizer httpAuthorizer(HttpAuthSettings settings) {
		return new HttpChannelAuthorizer(this.restClient.get(), settings,
				this.beans.findAll(AuthRequestCustomizer.class));
	}

	/**
	 * Return the authorizer for a channel.
	 * @param channel name of the channel
	 * @return the authorizer, or {@code null} if there is none
	 */
	@Nullable ChannelAuthorizer authorizerOf(String channel) {
		ChannelAuthorizer authorizer = channelAuthorizer();
		return (authorizer instanceof DelegatingChannelAuthorizer delegating) ? delegating.find(channel) : authorizer;
	}

	@Nullable UserAuthenticator userAuthenticator() {
		return this.userAuthenticator.get();
	}

	private @Nullable UserAuthenticator createUserAuthenticator() {
		UserAuthenticator own = this.beans.find(UserAuthenticator.class);
		if (own != null) {
			return own;
		}
		URI endpoint = this.app.details().getUserAuthEndpoint();
		if (endpoint != null) {
			return new HttpUserAuthenticator(this.restClient.get(),
					settings("user-auth", endpoint, this.app.properties().getUserAuth(), BatchLimits.none()),
					this.beans.findAll(AuthRequestCustomizer.class));
		}
		LocalUserProvider users = users();
		return (users != null) ? signingAuthorizer(users) : null;
	}

	/**
	 * Return whether the user of the connection may be available, as a presence channel
	 * requires.
	 * @param channel name of the channel
	 * @return {@code false} if the subscription is signed locally and there is no user
	 */
	boolean knowUser(String channel) {
		ChannelAuthorizer authorizer = authorizerOf(channel);
		return userAuthenticator() != null || !(authorizer instanceof SigningAuthorizer)
				|| this.beans.findShared(ChannelAuthorizer.class).contains(authorizer);
	}

	private @Nullable LocalUserProvider users() {
		return this.beans.find(LocalUserProvider.class);
	}

	private @Nullable SigningAuthorizer signingAuthorizer(@Nullable LocalUserProvider users) {
		String key = this.app.details().getKey();
		String secret = this.app.details().getSecret();
		if (key == null || secret == null) {
			return null;
		}
		SigningAuthorizer.Builder builder;
		try {
			builder = SigningAuthorizer.builder(key, secret);
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("secret", ex);
		}
		try {
			return builder.users(users)
				.encryptionMasterKey(this.app.encryptionMasterKey())
				.jsonMapper(this.jsonMapper)
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid("encryption-master-key", ex);
		}
	}

	private HttpAuthSettings channelSettings(String property, URI endpoint, PusherProperties.ChannelAuthEndpoint auth) {
		return settings(property, endpoint, auth, batchLimits(property, auth.getBatch()));
	}

	private BatchLimits batchLimits(String property, PusherProperties.AuthBatch batch) {
		if (!batch.isEnabled()) {
			return BatchLimits.none();
		}
		try {
			return new BatchLimits(batch.getMaxSize(), batch.getMaxWait());
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid(property + ".batch", ex);
		}
	}

	private HttpAuthSettings settings(String property, URI endpoint, PusherProperties.AuthEndpoint auth,
			BatchLimits batchLimits) {
		HttpAuthSettings.Builder builder;
		try {
			builder = HttpAuthSettings.builder(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid(property + ".endpoint", ex);
		}
		try {
			return builder.transport(auth.getTransport())
				.params(auth.getParams())
				.headers(auth.getHeaders())
				.timeout(auth.getTimeout())
				.batchLimits(batchLimits)
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid(property, ex);
		}
	}

}

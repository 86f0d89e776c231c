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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUserProvider;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.auth.http.HttpUserAuthenticator;

/**
 * What authorizes the subscriptions of an app and authenticates its user: a bean of the
 * application, an endpoint that is called with the application's own HTTP settings, or
 * the app's secret, in this order. An endpoint goes before a secret, as it may know more
 * than how to sign.
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
		ChannelAuthorizer own = this.beans.find(ChannelAuthorizer.class);
		if (own != null) {
			return own;
		}
		URI endpoint = this.app.details().getAuthEndpoint();
		if (endpoint != null) {
			return new HttpChannelAuthorizer(this.restClient.get(),
					settings("auth", endpoint, this.app.properties().getAuth()),
					this.beans.findAll(AuthRequestCustomizer.class));
		}
		return signingAuthorizer(users());
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
					settings("user-auth", endpoint, this.app.properties().getUserAuth()),
					this.beans.findAll(AuthRequestCustomizer.class));
		}
		LocalUserProvider users = users();
		return (users != null) ? signingAuthorizer(users) : null;
	}

	/**
	 * Return whether somebody may know the user of the connection, as a presence channel
	 * needs.
	 * @return {@code false} if subscriptions are signed here and there is no user
	 */
	boolean knowUser() {
		return userAuthenticator() != null || !(channelAuthorizer() instanceof SigningAuthorizer)
				|| this.beans.find(ChannelAuthorizer.class) != null;
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

	private HttpAuthSettings settings(String property, URI endpoint, PusherProperties.AuthEndpoint auth) {
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
				.build();
		}
		catch (IllegalArgumentException ex) {
			throw this.app.invalid(property, ex);
		}
	}

}

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

package dev.pusherspring.client.internal.core;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.pusherspring.client.ClientChange;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.channel.Authorizations.Authorizers;

/**
 * {@link ClientChange} that starts with the current settings of a client.
 */
final class DefaultClientChange implements ClientChange {

	private final String keyBefore;

	private PusherOptions options;

	private @Nullable ChannelAuthorizer channelAuthorizer;

	private @Nullable UserAuthenticator userAuthenticator;

	DefaultClientChange(PusherOptions options, Authorizers authorizers) {
		this.keyBefore = options.key();
		this.options = options;
		this.channelAuthorizer = authorizers.channelAuthorizer();
		this.userAuthenticator = authorizers.userAuthenticator();
	}

	@Override
	public ClientChange key(String key) {
		this.options = this.options.withKey(key);
		return this;
	}

	@Override
	public ClientChange credentials(String key, String secret) {
		this.options = this.options.withKey(key);
		if (this.channelAuthorizer != null) {
			this.channelAuthorizer = this.channelAuthorizer.withCredentials(key, secret);
		}
		if (this.userAuthenticator != null) {
			this.userAuthenticator = this.userAuthenticator.withCredentials(key, secret);
		}
		return this;
	}

	@Override
	public ClientChange server(UnaryOperator<ServerOptions> change) {
		this.options = this.options.withServer(change.apply(this.options.server()));
		return this;
	}

	/**
	 * Check that the changes are consistent.
	 * @throws IllegalArgumentException if they are not
	 */
	void check() {
		if (!this.options.key().equals(this.keyBefore)) {
			check(this.channelAuthorizer);
			check(this.userAuthenticator);
		}
	}

	private void check(@Nullable Object authorizer) {
		if (authorizer instanceof SigningAuthorizer signing) {
			Assert.isTrue(signing.getKey().equals(this.options.key()),
					() -> ("The client signs with the secret of key '%s', which does not match the new key '%s'. "
							+ "Set key and secret together with 'credentials'")
						.formatted(signing.getKey(), this.options.key()));
		}
	}

	PusherOptions options() {
		return this.options;
	}

	Authorizers authorizers() {
		return new Authorizers(this.channelAuthorizer, this.userAuthenticator);
	}

}

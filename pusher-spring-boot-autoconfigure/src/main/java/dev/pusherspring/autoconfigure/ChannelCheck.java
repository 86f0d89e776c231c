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

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.ChannelName;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.signature.SecretBox;

/**
 * Checks at startup whether an app can subscribe to its channels.
 */
class ChannelCheck {

	private final PusherApp app;

	private final PusherAuthorizers authorizers;

	/**
	 * Create a new {@link ChannelCheck} instance.
	 * @param app the app
	 * @param authorizers the authorizers for subscriptions
	 */
	ChannelCheck(PusherApp app, PusherAuthorizers authorizers) {
		this.app = app;
		this.authorizers = authorizers;
	}

	void checkProperties() {
		for (String channel : this.app.properties().getChannels()) {
			try {
				ChannelName.requireValid(channel);
			}
			catch (IllegalArgumentException ex) {
				throw this.app.invalid("channels", ex);
			}
			check(channel, "in '" + this.app.property("channels") + "'");
		}
	}

	void checkListeners(PusherListenerRegistry registry) {
		for (PusherListenerEndpoint listener : registry.getListeners(this.app.name())) {
			if (listener.isAutoStartup()) {
				listener.getExactChannels()
					.forEach((channel) -> check(channel, "of @PusherListener '" + listener.getId() + "'"));
			}
		}
	}

	private void check(String channel, String source) {
		ChannelKind kind = ChannelKind.of(channel);
		if (kind == ChannelKind.ENCRYPTED && !SecretBox.isAvailable()) {
			throw new PusherConfigurationException(
					"Channel '%s' %s is encrypted, but the library for decryption is missing.".formatted(channel,
							source),
					"Add 'org.bouncycastle:bcprov-jdk18on' to the classpath.");
		}
		if (kind.requiresAuthorization() && this.authorizers.authorizerOf(channel) == null) {
			throw new PusherConfigurationException(
					"Channel '%s' %s requires authorization, but no authorizer is configured.".formatted(channel,
							source),
					("Set '%s' to the URL of an authorization endpoint, set '%s' to sign locally, or define a "
							+ "ChannelAuthorizer bean.")
						.formatted(this.app.property("auth.endpoint"), this.app.property("secret")));
		}
		if (kind == ChannelKind.PRESENCE && !this.authorizers.knowUser(channel)) {
			throw new PusherConfigurationException(
					"Channel '%s' %s is a presence channel, but no user is configured for this application."
						.formatted(channel, source),
					("Define a LocalUserProvider bean that returns the user, or set '%s' to the URL of an "
							+ "authorization endpoint that provides it.")
						.formatted(this.app.property("auth.endpoint")));
		}
	}

}

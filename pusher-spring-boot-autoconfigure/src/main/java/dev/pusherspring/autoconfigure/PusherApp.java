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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * The configuration of one app. For internal use.
 *
 * @param name name of the app and of its client
 * @param properties its properties, including inherited ones
 * @param details its connection details
 * @since 1.0.0
 */
public record PusherApp(String name, PusherProperties properties, PusherConnectionDetails details) {

	/**
	 * Return whether this is the default app.
	 * @return whether this is the default app
	 */
	public boolean isDefault() {
		return this.name.equals(PusherClient.DEFAULT_NAME);
	}

	/**
	 * Return the full name of a property of the app.
	 * @param property the name after the prefix, such as {@code auth.endpoint}
	 * @return the full name
	 */
	public String property(String property) {
		return PusherApps.property(this.name, property);
	}

	/**
	 * Return the master key for encrypted channels.
	 * @return the Base64-encoded key, or {@code null} if there is none
	 */
	public @Nullable String encryptionMasterKey() {
		String own = this.properties.getEncryptionMasterKey();
		return StringUtils.hasText(own) ? own : this.details.getEncryptionMasterKey();
	}

	/**
	 * Return a builder for the lifecycle of the app's client.
	 * @param client the client
	 * @param options its options, or {@code null} if unknown
	 * @param authorizers the authorizers for its subscriptions, or {@code null} if
	 * unknown
	 * @param registry the listener methods
	 * @return the builder
	 */
	PusherClientLifecycle.Builder lifecycle(PusherClient client, @Nullable PusherOptions options,
			@Nullable PusherAuthorizers authorizers, PusherListenerRegistry registry) {
		PusherClientLifecycle.Builder builder = PusherClientLifecycle.builder(this.name, client)
			.channels(this.properties.getChannels())
			.autoSignin(this.properties.getUserAuth().isAutoSignin())
			.autoStartup(this.properties.isAutoStartup())
			.connectOn(this.properties.getConnectOn());
		if (this.properties.getPhase() != null) {
			builder.phase(this.properties.getPhase());
		}
		if (authorizers != null) {
			builder.check(() -> new ChannelCheck(this, authorizers).checkListeners(registry));
		}
		if (this.properties.isFailFast()) {
			builder.failFast(startupTimeout(), (options != null) ? describe(options.server()) : "the Channels server");
		}
		return builder;
	}

	private Duration startupTimeout() {
		Duration timeout = this.properties.getStartupTimeout();
		if (timeout.isZero() || timeout.isNegative()) {
			throw invalid("startup-timeout", new IllegalArgumentException("it must be positive"));
		}
		return timeout;
	}

	// all servers that an attempt may connect to
	private static String describe(ServerOptions server) {
		String webSocket = describe(server.webSocketHost(), server.port());
		return server.permitsHttp() ? webSocket + " or " + describe(server.httpHost(), server.http().port())
				: webSocket;
	}

	private static String describe(String host, @Nullable Integer port) {
		return "'" + host + ((port != null) ? ":" + port : "") + "'";
	}

	/**
	 * Create an exception for an invalid value.
	 * @param property name of the property after the prefix
	 * @param ex the reason why the value is invalid
	 * @return the exception
	 */
	public PusherConfigurationException invalid(String property, Exception ex) {
		String name = property(property);
		String origin = isDefault() ? ""
				: " The value may be inherited from '" + PusherClient.DEFAULT_NAME + "." + property + "'.";
		return new PusherConfigurationException(
				"The value of '%s' is invalid: %s.".formatted(name,
						StringUtils.trimTrailingCharacter(String.valueOf(ex.getMessage()), '.')),
				"Correct '%s' in the configuration of the application.%s".formatted(name, origin), ex);
	}

	/**
	 * Does not include secrets.
	 */
	@Override
	public String toString() {
		return "PusherApp[name=" + this.name + "]";
	}

}

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

package dev.pusherspring.docker;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;

/**
 * {@link PusherConnectionDetails} of a server in a container.
 *
 * @since 1.0.0
 */
public interface ServerConnectionDetails extends PusherConnectionDetails {

	/**
	 * Return the kind of server.
	 * @return the server
	 */
	ChannelsServer server();

	/**
	 * Return the settings of the server.
	 * @return the settings
	 */
	ServerSettings settings();

	@Override
	default @Nullable String getAppId() {
		return settings().appId();
	}

	@Override
	default String getKey() {
		String key = settings().key();
		if (key == null) {
			throw new PusherConfigurationException(
					"The container of the server '%s' does not define an app: '%s' is not set in its environment."
						.formatted(server().connectionName(), server().keyVariable()),
					"Set '%s' for the container. For a service of Docker Compose, you can also set the label 'dev.pusherspring.key'."
						.formatted(server().keyVariable()));
		}
		return key;
	}

	@Override
	default @Nullable String getSecret() {
		return settings().secret();
	}

	@Override
	default String getPath() {
		return settings().path();
	}

	@Override
	default boolean isForceTls() {
		return settings().tls() || getSslBundle() != null;
	}

}

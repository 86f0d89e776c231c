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

import java.util.Map;

/**
 * The settings of a soketi server, from the environment variables of its container.
 * Variables that are not set have the defaults of soketi.
 *
 * @param appId id of the default app
 * @param key key of the default app
 * @param secret secret of the default app
 * @param port port inside the container
 * @param tls whether the server accepts only TLS connections
 * @since 1.0.0
 */
public record SoketiEnvironment(String appId, String key, String secret, int port, boolean tls) {

	/**
	 * Connection name of soketi: the name of the image without its registry.
	 */
	public static final String CONNECTION_NAME = "soketi/soketi";

	/**
	 * Default port of soketi.
	 */
	public static final int DEFAULT_PORT = 6001;

	/**
	 * Read the settings.
	 * @param env environment variables
	 * @return the settings
	 * @throws NumberFormatException if {@code SOKETI_PORT} is not a number
	 */
	public static SoketiEnvironment from(Map<String, String> env) {
		String port = env.get("SOKETI_PORT");
		return new SoketiEnvironment(env.getOrDefault("SOKETI_DEFAULT_APP_ID", "app-id"),
				env.getOrDefault("SOKETI_DEFAULT_APP_KEY", "app-key"),
				env.getOrDefault("SOKETI_DEFAULT_APP_SECRET", "app-secret"),
				(port != null) ? Integer.parseInt(port.strip()) : DEFAULT_PORT, env.containsKey("SOKETI_SSL_CERT"));
	}

	/**
	 * Does not include the secret.
	 */
	@Override
	public String toString() {
		return "SoketiEnvironment[appId=" + this.appId + ", key=" + this.key + ", port=" + this.port + ", tls="
				+ this.tls + "]";
	}

}

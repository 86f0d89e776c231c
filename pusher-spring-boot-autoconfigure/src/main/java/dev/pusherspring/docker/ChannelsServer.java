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

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Channels servers that can run in a container. Their settings are read from the
 * environment variables of the container, with the server's defaults for variables that
 * are not set.
 *
 * @since 1.0.0
 */
public enum ChannelsServer {

	/**
	 * soketi.
	 */
	SOKETI("soketi/soketi", "SOKETI_DEFAULT_APP_KEY") {

		@Override
		public ServerSettings settings(Map<String, String> env) {
			return new ServerSettings(env.getOrDefault("SOKETI_DEFAULT_APP_ID", "app-id"),
					env.getOrDefault("SOKETI_DEFAULT_APP_KEY", "app-key"),
					env.getOrDefault("SOKETI_DEFAULT_APP_SECRET", "app-secret"), port(env, "SOKETI_PORT", 6001),
					env.getOrDefault("SOKETI_PATH_PREFIX", ""), env.containsKey("SOKETI_SSL_CERT"));
		}

	},

	/**
	 * Sockudo. It reads the id, key and secret of its app from the environment if all
	 * three are set, and otherwise from its configuration file.
	 */
	SOCKUDO("sockudo/sockudo", "SOCKUDO_DEFAULT_APP_KEY") {

		@Override
		public ServerSettings settings(Map<String, String> env) {
			String id = env.get("SOCKUDO_DEFAULT_APP_ID");
			String key = env.get("SOCKUDO_DEFAULT_APP_KEY");
			String secret = env.get("SOCKUDO_DEFAULT_APP_SECRET");
			boolean complete = id != null && key != null && secret != null;
			boolean tls = TRUE.contains(env.getOrDefault("SSL_ENABLED", "").strip().toLowerCase(Locale.ROOT));
			return new ServerSettings(complete ? id : "app-id", complete ? key : "app-key",
					complete ? secret : "app-secret", port(env, "PORT", 6001), "", tls);
		}

	},

	/**
	 * Laravel Reverb. It has no default app. Its environment does not indicate whether it
	 * uses TLS.
	 */
	REVERB("laravel/reverb", "REVERB_APP_KEY") {

		@Override
		public ServerSettings settings(Map<String, String> env) {
			return new ServerSettings(env.get("REVERB_APP_ID"), env.get("REVERB_APP_KEY"), env.get("REVERB_APP_SECRET"),
					port(env, "REVERB_SERVER_PORT", 8080), env.getOrDefault("REVERB_SERVER_PATH", ""), false);
		}

	};

	private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

	private final String connectionName;

	private final String keyVariable;

	ChannelsServer(String connectionName, String keyVariable) {
		this.connectionName = connectionName;
		this.keyVariable = keyVariable;
	}

	/**
	 * Return the connection name of the server.
	 * @return the name of its image without registry and tag, or a name to set on images
	 * that contain the server
	 */
	public String connectionName() {
		return this.connectionName;
	}

	String keyVariable() {
		return this.keyVariable;
	}

	/**
	 * Read the settings of the server.
	 * @param env environment variables of its container
	 * @return the settings
	 * @throws NumberFormatException if the port is not a number
	 */
	public abstract ServerSettings settings(Map<String, String> env);

	private static int port(Map<String, String> env, String variable, int defaultPort) {
		String port = env.get(variable);
		return (port != null) ? Integer.parseInt(port.strip()) : defaultPort;
	}

}

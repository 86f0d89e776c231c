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
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to connect to a Channels server.
 *
 * @since 1.0.0
 */
public interface PusherConnectionDetails extends ConnectionDetails {

	/**
	 * Return the key of the app.
	 * @return the key, or {@code null} if none is configured
	 */
	@Nullable String getKey();

	/**
	 * Return the secret of the app, for signing subscriptions locally.
	 * @return the secret, or {@code null}
	 */
	default @Nullable String getSecret() {
		return null;
	}

	/**
	 * Return the cluster of the app.
	 * @return the cluster, or {@code null} for the default one
	 */
	default @Nullable String getCluster() {
		return null;
	}

	/**
	 * Return the host of the server.
	 * @return the host, or {@code null} for that of the cluster
	 */
	default @Nullable String getHost() {
		return null;
	}

	/**
	 * Return the port of the server.
	 * @return the port, or {@code null} for the default of the scheme
	 */
	default @Nullable Integer getPort() {
		return null;
	}

	/**
	 * Return the path before {@code /app}.
	 * @return the path, empty by default
	 */
	default String getPath() {
		return "";
	}

	/**
	 * Return the host for HTTP transports.
	 * @return the host, or {@code null} for that of the cluster; with a {@link #getHost()
	 * host} of its own a server has no HTTP transports without this
	 */
	default @Nullable String getHttpHost() {
		return null;
	}

	/**
	 * Return the port for HTTP transports.
	 * @return the port, or {@code null} for the default of the scheme
	 */
	default @Nullable Integer getHttpPort() {
		return null;
	}

	/**
	 * Return whether to connect over TLS only.
	 * @return {@code true} by default
	 */
	default boolean isForceTls() {
		return true;
	}

	/**
	 * Return the hosts to try when the server cannot be reached.
	 * @return names or addresses in the order in which they are tried, each with a port
	 * if it has another one than the server
	 */
	default List<String> getFallbackHosts() {
		return List.of();
	}

	/**
	 * Return the SSL bundle to connect with. It is asked for at each attempt to connect,
	 * so that a reloaded bundle comes into effect.
	 * @return the bundle, or {@code null} for the JVM's defaults
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Return the address of the endpoint that authorizes subscriptions.
	 * @return the address, or {@code null}
	 */
	default @Nullable URI getAuthEndpoint() {
		return null;
	}

	/**
	 * Return the address of the endpoint that authenticates the user.
	 * @return the address, or {@code null}
	 */
	default @Nullable URI getUserAuthEndpoint() {
		return null;
	}

}

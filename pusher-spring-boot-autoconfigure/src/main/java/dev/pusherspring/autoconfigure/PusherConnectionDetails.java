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
	 * Return the id of the app, for publishing.
	 * @return the id, or {@code null}
	 */
	default @Nullable String getAppId() {
		return null;
	}

	/**
	 * Return the master key for encrypted channels.
	 * @return the Base64-encoded key of 32 bytes, or {@code null} to use the key from the
	 * properties
	 */
	default @Nullable String getEncryptionMasterKey() {
		return null;
	}

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
	 * @return the host, or {@code null} for the host of the cluster
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
	 * Return the path that precedes {@code /app}.
	 * @return the path, empty by default
	 */
	default String getPath() {
		return "";
	}

	/**
	 * Return the host for the HTTP transports.
	 * @return the host, or {@code null} for the host of the cluster. If
	 * {@link #getHost()} is set, HTTP transports are used only if this host is set, too
	 */
	default @Nullable String getHttpHost() {
		return null;
	}

	/**
	 * Return the port for the HTTP transports.
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
	 * @return names or addresses in the order in which to try them, each with a port if
	 * it differs from the port of the server
	 */
	default List<String> getFallbackHosts() {
		return List.of();
	}

	/**
	 * Return the SSL bundle to connect with. Called for each attempt to connect, so that
	 * a reloaded bundle takes effect.
	 * @return the bundle, or {@code null} for the JVM's defaults
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Return the URL of the endpoint that authorizes subscriptions.
	 * @return the URL, or {@code null}
	 */
	default @Nullable URI getAuthEndpoint() {
		return null;
	}

	/**
	 * Return the URL of the endpoint that authenticates the user.
	 * @return the URL, or {@code null}
	 */
	default @Nullable URI getUserAuthEndpoint() {
		return null;
	}

}

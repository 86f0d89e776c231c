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

package dev.pusherspring.client;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A change of key, credentials or server that takes effect with the next connection.
 * Settings that are not changed keep their values.
 *
 * @since 1.0.0
 * @see PusherClient#reconnect(java.util.function.Consumer)
 */
public interface ClientChange {

	/**
	 * Set the key of the app, for a client that does not sign by itself. The endpoint, or
	 * the authorizer of the application, must support the new key.
	 * @param key the key
	 * @return this change
	 */
	ClientChange key(String key);

	/**
	 * Set key and secret of the app. The client replaces its {@code ChannelAuthorizer}
	 * and {@code UserAuthenticator} with the results of their {@code withCredentials}
	 * methods.
	 * @param key the key
	 * @param secret the secret
	 * @return this change
	 */
	ClientChange credentials(String key, String secret);

	/**
	 * Change the address of the server: host, port, cluster, TLS and fallback hosts.
	 * @param change the function from the current to the new options
	 * @return this change
	 */
	ClientChange server(UnaryOperator<ServerOptions> change);

	/**
	 * Set the cluster of the app, in place of a host.
	 * @param cluster the cluster, such as {@code eu}
	 * @return this change
	 */
	default ClientChange cluster(String cluster) {
		return server((server) -> server.withCluster(cluster).withHost(null));
	}

	/**
	 * Set the host of the server.
	 * @param host name or address, or {@code null} for the host of the cluster
	 * @return this change
	 */
	default ClientChange host(@Nullable String host) {
		return server((server) -> server.withHost(host));
	}

}

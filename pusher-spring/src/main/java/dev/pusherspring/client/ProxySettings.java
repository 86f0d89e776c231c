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

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.http.HttpClient;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.link.http.ProxyTunnels;

/**
 * An HTTP proxy between this client and the server.
 *
 * @param host name or address of the proxy
 * @param port port of the proxy
 * @param username name to authenticate with, or {@code null}
 * @param password password to authenticate with, or {@code null}
 * @since 1.0.0
 */
public record ProxySettings(String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * Let a JDK HTTP client connect through the proxy. To use credentials for tunnels too
	 * this must happen before the JVM has used any such client.
	 * @param builder the builder of the client
	 */
	public void applyTo(HttpClient.Builder builder) {
		builder.proxy(ProxySelector.of(new InetSocketAddress(this.host, this.port)));
		if (this.username != null) {
			ProxyTunnels.permitCredentials();
			builder.authenticator(new ProxyAuthenticator(this.username, this.password));
		}
	}

	/**
	 * The credentials stay out of logs.
	 */
	@Override
	public String toString() {
		return "ProxySettings[host=" + this.host + ", port=" + this.port + "]";
	}

	/**
	 * Knows the credentials of the proxy, and tells them to nobody else.
	 */
	private static final class ProxyAuthenticator extends Authenticator {

		private final String username;

		private final @Nullable String password;

		private ProxyAuthenticator(String username, @Nullable String password) {
			this.username = username;
			this.password = password;
		}

		@Override
		protected @Nullable PasswordAuthentication getPasswordAuthentication() {
			if (getRequestorType() != RequestorType.PROXY) {
				return null;
			}
			return new PasswordAuthentication(this.username,
					(this.password != null) ? this.password.toCharArray() : new char[0]);
		}

	}

}

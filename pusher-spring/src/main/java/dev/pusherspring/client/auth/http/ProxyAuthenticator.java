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

package dev.pusherspring.client.auth.http;

import java.net.Authenticator;
import java.net.PasswordAuthentication;

import org.jspecify.annotations.Nullable;

/**
 * Provides the credentials of a proxy to the JDK's HTTP client, for that proxy only.
 * <p>
 * By default, the JDK uses them for plain {@code http} requests, but not to open a tunnel
 * to an {@code https} address, since they are sent to the proxy unencrypted. This can
 * only be changed for the whole JVM, with the system property {@value #DISABLED_SCHEMES}.
 *
 * @since 1.0.0
 * @see java.net.http.HttpClient.Builder#authenticator(Authenticator)
 */
public final class ProxyAuthenticator extends Authenticator {

	/**
	 * System property with the authentication schemes that the JDK does not use for
	 * tunnels.
	 */
	public static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

	/**
	 * Message for status 407 from a proxy, with what to do about it.
	 */
	public static final String REFUSAL = "the proxy demands credentials (HTTP status 407). "
			+ "The JDK's HTTP client uses them for tunnels only if the JVM property '" + DISABLED_SCHEMES
			+ "' is empty when the JVM starts: add -D" + DISABLED_SCHEMES + "= to its command line";

	private final String username;

	private final @Nullable String password;

	/**
	 * Create an authenticator.
	 * @param username the name to authenticate with
	 * @param password the password, or {@code null} for none
	 */
	public ProxyAuthenticator(String username, @Nullable String password) {
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

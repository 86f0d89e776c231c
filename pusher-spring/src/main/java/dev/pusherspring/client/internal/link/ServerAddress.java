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

package dev.pusherspring.client.internal.link;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Where a Channels server is reached.
 *
 * @param host name or address of the server
 * @param port port, or {@code null} for the default of the scheme
 * @param path what stands before {@code /app}, or an empty string
 * @param key key of the app
 * @since 1.0.0
 */
public record ServerAddress(String host, @Nullable Integer port, String path, String key) {

	/**
	 * Query that tells the server which protocol is spoken, and by what.
	 */
	public static final String QUERY = "protocol=7&client=java-spring&version=" + version();

	// only a jar has it
	private static String version() {
		String version = ServerAddress.class.getPackage().getImplementationVersion();
		return (version != null) ? version : "0";
	}

	/**
	 * Return the address for a WebSocket.
	 * @param tls whether to use TLS
	 * @return the address
	 */
	public URI webSocketUri(boolean tls) {
		int defaultPort = tls ? 443 : 80;
		return URI.create("%s://%s:%d%s/app/%s?%s".formatted(tls ? "wss" : "ws", authorityHost(),
				(this.port != null) ? this.port : defaultPort, normalizedPath(), this.key, QUERY));
	}

	public ServerAddress withHost(String host) {
		return new ServerAddress(host, this.port, this.path, this.key);
	}

	/**
	 * Return the base address for HTTP transports.
	 * @param tls whether to use TLS
	 * @return the address, to which the session is appended
	 */
	public URI httpUri(boolean tls) {
		int defaultPort = tls ? 443 : 80;
		return URI.create("%s://%s:%d%s/app/%s".formatted(tls ? "https" : "http", authorityHost(),
				(this.port != null) ? this.port : defaultPort, normalizedPath(), this.key));
	}

	private String authorityHost() {
		return authorityHost(this.host);
	}

	private static String authorityHost(String host) {
		return (host.contains(":") && !host.startsWith("[")) ? "[" + host + "]" : host;
	}

	/**
	 * Return whether a URI can hold a text as its host.
	 * @param text a name or an address, with IPv6 in brackets or not
	 * @return whether it is a host and nothing else
	 */
	public static boolean isHost(String text) {
		try {
			String host = authorityHost(text);
			return host.equals(new URI("ws://" + host + "/").getHost());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private String normalizedPath() {
		String path = StringUtils.trimTrailingCharacter(this.path, '/');
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
	}

}

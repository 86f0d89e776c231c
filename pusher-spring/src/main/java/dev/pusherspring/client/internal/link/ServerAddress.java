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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The address of a Channels server.
 *
 * @param host name or address of the server
 * @param port port, or {@code null} for the default of the scheme
 * @param path the path that precedes {@code /app}, or an empty string
 * @param key key of the app
 * @since 1.0.0
 */
public record ServerAddress(String host, @Nullable Integer port, String path, String key) {

	private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)*");

	/**
	 * Query that identifies the client. The version is that of the jar.
	 */
	public static final String QUERY;

	/**
	 * Value of the {@code User-Agent} header: name and version of this client.
	 */
	public static final String USER_AGENT;

	static {
		String version = version(ServerAddress.class.getPackage().getImplementationVersion());
		QUERY = "protocol=7&client=java-spring&version=" + version;
		USER_AGENT = "java-spring/" + version;
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
		return (this.host.contains(":") && !this.host.startsWith("[")) ? "[" + this.host + "]" : this.host;
	}

	// servers permanently refuse a connection with an invalid version (4006), and the
	// manifest may contain anything if an application repackages the classes
	static String version(@Nullable String implementationVersion) {
		Matcher version = VERSION.matcher((implementationVersion != null) ? implementationVersion : "");
		return version.lookingAt() ? version.group() : "0.0.0";
	}

	private String normalizedPath() {
		String path = StringUtils.trimTrailingCharacter(this.path, '/');
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
	}

}

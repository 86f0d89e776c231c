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

package dev.pusherspring.client.internal.link.socket;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.internal.link.ConnectFailure;

/**
 * Opens a tunnel to the server through an HTTP proxy.
 */
final class ProxyTunnel {

	private static final int AUTHENTICATION_REQUIRED = 407;

	private ProxyTunnel() {
	}

	/**
	 * Open a tunnel.
	 * @param socket the connection to the proxy
	 * @param proxy the proxy
	 * @param uri the server
	 * @param port port of the server
	 */
	static void open(Socket socket, ProxySettings proxy, URI uri, int port) throws IOException {
		String target = Authority.host(uri) + ":" + port;
		StringBuilder request = new StringBuilder("CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n".formatted(target));
		if (proxy.username() != null) {
			String credentials = proxy.username() + ":" + ((proxy.password() != null) ? proxy.password() : "");
			request.append("Proxy-Authorization: Basic ")
				.append(Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
				.append("\r\n");
		}
		socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
		HttpHead answer = HttpHead.read(socket.getInputStream());
		if (answer.getStatus() / 100 != 2) {
			throw new HandshakeException(
					"Failed to connect to %s: the proxy %s:%d %s (HTTP status %d)".formatted(ConnectFailure.server(uri),
							proxy.host(), proxy.port(), refusal(proxy, answer), answer.getStatus()));
		}
	}

	private static String refusal(ProxySettings proxy, HttpHead answer) {
		if (answer.getStatus() != AUTHENTICATION_REQUIRED) {
			return "refused a tunnel";
		}
		boolean basic = answer.getTokens("Proxy-Authenticate").stream().anyMatch((token) -> token.startsWith("basic"));
		if (!basic) {
			return "demands an authentication other than 'Basic', which is not supported";
		}
		return (proxy.username() != null) ? "did not accept the user name and password"
				: "demands authentication: configure a user name and password for it";
	}

}

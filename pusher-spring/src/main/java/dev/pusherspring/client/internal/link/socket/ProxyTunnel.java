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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.internal.link.ConnectFailure;

/**
 * Opens a tunnel to the server through an HTTP proxy.
 */
final class ProxyTunnel {

	private static final int AUTHENTICATION_REQUIRED = 407;

	private static final Pattern BASIC = Pattern.compile("(^|,)\\s*basic(\\s|,|$)", Pattern.CASE_INSENSITIVE);

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
		String failure = "Failed to connect to %s: the proxy %s:%d ".formatted(ConnectFailure.server(uri), proxy.host(),
				proxy.port());
		HttpHead answer = exchange(socket, request.append("\r\n").toString(), failure);
		if (answer.getStatus() / 100 != 2) {
			throw new HandshakeException(
					"%s%s (HTTP status %d)".formatted(failure, refusal(proxy, answer), answer.getStatus()));
		}
	}

	private static HttpHead exchange(Socket socket, String request, String failure) throws HandshakeException {
		try {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			return HttpHead.read(socket.getInputStream());
		}
		catch (SocketTimeoutException ex) {
			throw new HandshakeException(failure + "did not answer in time", ex);
		}
		catch (IOException ex) {
			throw new HandshakeException(failure + "did not open a tunnel: " + ex.getMessage(), ex);
		}
	}

	private static String refusal(ProxySettings proxy, HttpHead answer) {
		if (answer.getStatus() != AUTHENTICATION_REQUIRED) {
			return "refused a tunnel";
		}
		List<String> challenges = answer.get("Proxy-Authenticate");
		if (!challenges.isEmpty() && challenges.stream().noneMatch(ProxyTunnel::isBasic)) {
			return "demands an authentication other than 'Basic', which is not supported";
		}
		return (proxy.username() != null) ? "did not accept the user name and password"
				: "demands authentication: configure a user name and password for it";
	}

	private static boolean isBasic(String challenges) {
		String unquoted = challenges.replaceAll("\\\\.", "").replaceAll("\"[^\"]*\"", "");
		return BASIC.matcher(unquoted).find();
	}

}

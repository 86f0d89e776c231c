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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.ServerAddress;

/**
 * The opening handshake of RFC 6455 (section 4.1).
 */
final class OpeningHandshake {

	private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private static final String PROTOCOL = "Sec-WebSocket-Protocol";

	private static final int SWITCHING_PROTOCOLS = 101;

	// headers that are set by the handshake
	private static final Set<String> RESERVED_HEADERS = Set.of("connection", "upgrade", "content-length",
			"sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "transfer-encoding");

	private final URI uri;

	private final HttpHeaders headers;

	private final String key;

	OpeningHandshake(URI uri, HttpHeaders headers, SecureRandom random) {
		this.uri = uri;
		this.headers = headers;
		byte[] nonce = new byte[16];
		random.nextBytes(nonce);
		this.key = Base64.getEncoder().encodeToString(nonce);
	}

	/**
	 * Perform the handshake.
	 * @param socket the connection
	 * @throws HandshakeException if the server refuses, or violates the protocol
	 */
	void perform(Socket socket) throws IOException {
		socket.getOutputStream().write(request().getBytes(StandardCharsets.ISO_8859_1));
		HttpHead answer = HttpHead.read(socket.getInputStream());
		if (answer.getStatus() != SWITCHING_PROTOCOLS) {
			throw new HandshakeException(
					ConnectFailure.refusal(this.uri, "the WebSocket handshake", answer.getStatus()));
		}
		check(answer.getTokens("Upgrade").equals(List.of("websocket")), "has no 'Upgrade: websocket'");
		check(answer.getTokens("Connection").contains("upgrade"), "has no 'Connection: Upgrade'");
		check(answer.get("Sec-WebSocket-Accept").equals(List.of(accept())),
				"has a 'Sec-WebSocket-Accept' that does not match the key");
		check(answer.getTokens("Sec-WebSocket-Extensions").isEmpty(), "has an extension that was not asked for");
		check(isWanted(answer.get(PROTOCOL)), "has a subprotocol that was not asked for");
	}

	private void check(boolean valid, String fault) throws HandshakeException {
		if (!valid) {
			throw new HandshakeException("Failed to connect to %s: the answer to the WebSocket handshake %s"
				.formatted(ConnectFailure.server(this.uri), fault));
		}
	}

	private boolean isWanted(List<String> protocols) {
		return protocols.isEmpty() || (protocols.size() == 1 && this.headers.getOrEmpty(PROTOCOL)
			.stream()
			.flatMap((value) -> List.of(value.split(",")).stream())
			.anyMatch((wanted) -> wanted.trim().equals(protocols.get(0))));
	}

	private String request() {
		String query = (this.uri.getRawQuery() != null) ? "?" + this.uri.getRawQuery() : "";
		String path = this.uri.getRawPath().isEmpty() ? "/" : this.uri.getRawPath();
		StringBuilder request = new StringBuilder("GET %s%s HTTP/1.1\r\n".formatted(path, query));
		if (!this.headers.containsHeader(HttpHeaders.HOST)) {
			append(request, HttpHeaders.HOST, hostAndPort());
		}
		append(request, "Upgrade", "websocket");
		append(request, "Connection", "Upgrade");
		append(request, "Sec-WebSocket-Key", this.key);
		append(request, "Sec-WebSocket-Version", "13");
		if (!this.headers.containsHeader(HttpHeaders.USER_AGENT)) {
			append(request, HttpHeaders.USER_AGENT, ServerAddress.USER_AGENT);
		}
		this.headers.forEach((name, values) -> {
			if (!RESERVED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> append(request, name, value));
			}
		});
		return request.append("\r\n").toString();
	}

	private static void append(StringBuilder request, String name, String value) {
		if (name.chars().anyMatch((c) -> c <= ' ' || c == ':')
				|| value.chars().anyMatch((c) -> c == '\r' || c == '\n')) {
			throw new IllegalArgumentException("A header of the WebSocket handshake contains a line break");
		}
		request.append(name).append(": ").append(value).append("\r\n");
	}

	private String hostAndPort() {
		int defaultPort = "wss".equals(this.uri.getScheme()) ? 443 : 80;
		String host = Authority.host(this.uri);
		int port = Authority.port(this.uri);
		return (port == -1 || port == defaultPort) ? host : host + ":" + port;
	}

	private String accept() {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((this.key + GUID).getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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

package dev.pusherspring.embedded;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a client cannot make the server hold HTTP connections, answers and records
 * for nothing, and that those in use are left alone.
 */
@Timeout(60)
class HttpLimitTests {

	private static final String HALF = "POST /pusher/auth HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.httpRequestTimeout(Duration.ofMillis(300))
		.httpIdleTimeout(Duration.ofMillis(400))
		.build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "GET / HT", "GET / HTTP/1.1\r\nHost: " })
	void connectionWithoutAWholeHeadIsClosed(String request) throws IOException {
		try (Socket socket = open()) {
			write(socket, request);
			assertThat(readAll(socket)).isEmpty();
		}
	}

	@Test
	void halfABodyIsAnsweredAndClosed() throws IOException {
		try (Socket socket = open()) {
			write(socket, HALF);
			assertThat(readAll(socket)).startsWith("HTTP/1.1 408 ").contains("connection: close");
		}
	}

	@Test
	void slowBytesDoNotProlongTheTime() throws IOException {
		try (Socket socket = open()) {
			socket.setSoTimeout(50);
			write(socket, HALF);
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
				for (int i = 0; i < 90; i++) {
					dribble(socket);
				}
			});
		}
	}

	@Test
	void refusedBodyThatNeverEndsIsClosed() throws IOException {
		try (Socket socket = open()) {
			write(socket, "POST /pusher/auth HTTP/1.1\r\nContent-Length: 999999999\r\n\r\nhalf");
			assertThat(readAll(socket)).startsWith("HTTP/1.1 413 ").doesNotContain("HTTP/1.1 408");
		}
	}

	@Test
	void connectionWithoutAFurtherRequestIsClosed() throws IOException {
		try (Socket socket = open()) {
			write(socket, "GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
			assertThat(readAll(socket).split("HTTP/1.1 404 ")).hasSize(3);
		}
	}

	@Test
	void clientThatDoesNotReadTheAnswersIsNotRead() throws IOException {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.activityTimeout(Duration.ofSeconds(1))
			.pongTimeout(Duration.ofSeconds(1))
			.build()) {
			server.start();
			try (RawWebSocket client = RawWebSocket.connect(server)) {
				// until the server disconnects the client, from which it hears nothing
				// more
				assertThatExceptionOfType(SocketException.class).isThrownBy(() -> client.pings(600_000));
			}
		}
	}

	@Test
	void manyConnectionsThatAskForNothingAreGone() throws IOException {
		Socket[] sockets = new Socket[200];
		for (int i = 0; i < sockets.length; i++) {
			sockets[i] = open();
			write(sockets[i], (i % 2 == 0) ? "" : HALF);
		}
		for (Socket socket : sockets) {
			readAll(socket);
			socket.close();
		}
	}

	@Test
	void requestMayWaitForItsAnswer() throws IOException {
		this.server.faults().holdAuthorization();
		try (Socket socket = open()) {
			write(socket, "GET / HTTP/1.1\r\n\r\n" + form("Connection: close\r\n"));
			assertThat(this.server.awaitAuthorizationRequests(1, ScriptedClient.TIMEOUT)).isTrue();
			bothTimeoutsPass();
			this.server.faults().acceptAuthorization();
			assertThat(readAll(socket)).startsWith("HTTP/1.1 404 ").contains("HTTP/1.1 200 ", "\"auth\"");
		}
	}

	@Test
	void webSocketAndStreamLast() throws IOException {
		HttpTransportClient stream = new HttpTransportClient(this.server, "app-key");
		stream.startStream();
		stream.line();
		assertThat(stream.line()).isEqualTo("o");
		assertThat(stream.line()).contains("connection_established");
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			bothTimeoutsPass();
			client.expectSilence();
			assertThat(stream.sendEvent("{\"event\":\"pusher:ping\",\"data\":{}}")).isEqualTo(204);
			assertThat(stream.line()).contains("pusher:pong");
		}
		stream.abortStream();
	}

	@Test
	void clientThatReadsNoAnswersIsCut() throws IOException {
		String preflight = "OPTIONS /pusher/app/app-key/1/a/xhr HTTP/1.1\r\nOrigin: http://localhost\r\n"
				+ "Access-Control-Request-Headers: " + "x".repeat(30_000) + "\r\n\r\n";
		try (Socket socket = open()) {
			assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
				for (int i = 0; i < 4000; i++) {
					write(socket, preflight);
				}
			});
		}
	}

	@Test
	void recordsOfLargeRequestsAreFew() throws IOException {
		String request = "POST /pusher/auth HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(1_000_000);
		try (EmbeddedPusherServer patient = EmbeddedPusherServer.builder().build()) {
			patient.start();
			try (Socket socket = new Socket("127.0.0.1", patient.getPort())) {
				for (int i = 0; i < 30; i++) {
					write(socket, request);
				}
				assertThat(patient.awaitAuthorizationRequests(30, ScriptedClient.TIMEOUT)).isTrue();
				assertThat(patient.getAuthorizationRequests()).hasSizeBetween(1, 16);
			}
		}
	}

	/**
	 * Wait until connections opened now have been closed: first for the one time limit,
	 * then for the other.
	 */
	private void bothTimeoutsPass() throws IOException {
		try (Socket socket = open()) {
			readAll(socket);
		}
		connectionWithoutAFurtherRequestIsClosed();
	}

	private void dribble(Socket socket) throws IOException {
		write(socket, "x");
		try {
			if (socket.getInputStream().read(new byte[1024]) < 0) {
				throw new SocketException("Closed");
			}
		}
		catch (SocketTimeoutException ex) {
			// this is the pause between two bytes
		}
	}

	private static String form(String headers) {
		String form = "socket_id=1.2&channel_name=private-a";
		return "POST /pusher/auth HTTP/1.1\r\n" + headers + "Content-Length: " + form.length() + "\r\n\r\n" + form;
	}

	private Socket open() throws IOException {
		Socket socket = new Socket("127.0.0.1", this.server.getPort());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String readAll(Socket socket) throws IOException {
		return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
	}

}

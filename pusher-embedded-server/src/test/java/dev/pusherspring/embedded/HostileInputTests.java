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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what no proper client sends. Whatever it is, the server answers something a
 * client understands, shows nothing of its inside, and goes on serving others.
 */
@Timeout(60)
class HostileInputTests {

	private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n";

	private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.subscribed("room");
		}
		this.server.stop();
	}

	static Stream<String[]> malformedRequests() {
		return Stream.of(new String[] { "400", "nonsense\r\n\r\n" }, new String[] { "400", "GET\r\n\r\n" },
				new String[] { "400", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "400", "GET /apps/app-id/channels?x=%z HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "400", "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "400", "GET / HTTP/1.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n" },
				new String[] { "400", "POST /pusher/auth HTTP/1.1\r\nContent-Length: -1\r\n\r\n" },
				new String[] { "413", "POST /pusher/auth HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n" },
				new String[] { "413",
						"POST /apps/app-id/events HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
								+ ("10000\r\n" + "x".repeat(0x10000) + "\r\n").repeat(24) + "0\r\n\r\n" },
				new String[] { "404", "GET / HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "404", "DELETE /app/app-key HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "405", "GET /pusher/app/app-key/1/a/xhr HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "405", "TRACE /pusher/auth HTTP/1.1\r\nHost: localhost\r\n\r\n" },
				new String[] { "401", "GET /apps/app-id/channels HTTP/1.1\r\nHost: x\r\n\r\n" },
				new String[] { "400", "GET /app/app-key HTTP/1.1\r\n" + UPGRADE + "\r\n" },
				new String[] { "426", "GET /app/app-key HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
						+ "Sec-WebSocket-Version: 99\r\n" + KEY + "\r\n" });
	}

	@ParameterizedTest
	@MethodSource("malformedRequests")
	void malformedRequestIsAnsweredWithAStatus(String status, String request) throws IOException {
		try (Socket socket = open()) {
			write(socket, request.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			String answer = readAll(socket);
			assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
			assertThat(answer).doesNotContain("Exception", "io.netty", "\tat ");
		}
	}

	// not masked, reserved bits, reserved opcode, continuation of nothing, fragmented
	// ping,
	// no UTF-8, longer than anything
	@ParameterizedTest
	@CsvSource({ "81026f6b, 1002", "f18000000000, 1002", "838000000000, 1002", "808000000000, 1002",
			"098000000000, 1002", "818200000000c328, 1007", "81ff7fffffffffffffff, 1009" })
	void malformedFrameClosesTheConnectionWithACode(String frame, int code) throws IOException {
		try (Socket socket = upgraded()) {
			write(socket, HexFormat.of().parseHex(frame));
			String received = readAll(socket);
			String closeFrame = "\u0088." + Pattern.quote("" + (char) (code >> 8) + (char) (code & 0xFF));
			assertThat(received).matches("(?s)" + closeFrame + ".*").doesNotContain("\tat ");
		}
		assertThat(this.server.awaitConnections(0, ScriptedClient.TIMEOUT)).isTrue();
	}

	@Test
	void randomBytesNeitherStopNorSlowTheServer() throws IOException {
		Random random = new Random(42);
		for (int i = 0; i < 200; i++) {
			byte[] bytes = new byte[random.nextInt(2000)];
			random.nextBytes(bytes);
			try (Socket socket = (i % 2 == 0) ? open() : upgraded()) {
				write(socket, bytes);
			}
		}
		assertThat(this.server.awaitConnections(0, ScriptedClient.TIMEOUT)).isTrue();
	}

	@Test
	void clientThatDoesNotReadIsCutBeforeItFillsTheMemory() throws IOException {
		try (EmbeddedPusherServer large = EmbeddedPusherServer.builder().maxEventData(1024 * 1024).build()) {
			large.start();
			try (Socket idle = upgraded(large); ScriptedClient reader = ScriptedClient.connect(large)) {
				String subscribe = "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"room\"}}";
				write(idle, ("\u0081" + (char) (0x80 | subscribe.length()) + "\0\0\0\0" + subscribe)
					.getBytes(StandardCharsets.ISO_8859_1));
				assertThat(large.awaitSubscribed("room", ScriptedClient.TIMEOUT)).isTrue();
				String data = "x".repeat(1024 * 1024);
				for (int i = 0; i < 100; i++) {
					large.trigger("room", "news", data);
				}
				assertThat(large.awaitConnections(1, ScriptedClient.TIMEOUT)).isTrue();
				reader.expectSilence();
			}
		}
	}

	@Test
	void unfinishedRequestsHoldNobodyUp() throws IOException {
		Socket[] sockets = new Socket[50];
		for (int i = 0; i < sockets.length; i++) {
			sockets[i] = open();
			write(sockets[i], "POST /pusher/auth HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf"
				.getBytes(StandardCharsets.US_ASCII));
		}
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.expectSilence();
		}
		for (Socket socket : sockets) {
			socket.close();
		}
	}

	private Socket open() throws IOException {
		Socket socket = new Socket("127.0.0.1", this.server.getPort());
		socket.setSoTimeout(10_000);
		return socket;
	}

	private Socket upgraded() throws IOException {
		return upgraded(this.server);
	}

	private static Socket upgraded(EmbeddedPusherServer server) throws IOException {
		Socket socket = new Socket("127.0.0.1", server.getPort());
		socket.setSoTimeout(10_000);
		write(socket, ("GET /app/app-key?protocol=7 HTTP/1.1\r\n" + UPGRADE + KEY + "\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		StringBuilder received = new StringBuilder();
		while (!received.toString().endsWith("}\"}")) {
			received.append((char) socket.getInputStream().read());
		}
		return socket;
	}

	private static void write(Socket socket, byte[] bytes) throws IOException {
		try {
			socket.getOutputStream().write(bytes);
		}
		catch (SocketException ex) {
			// the server has seen enough already
			assertThat(ex).hasMessageMatching("(?i).*(broken pipe|reset).*");
		}
	}

	private static String readAll(Socket socket) throws IOException {
		ByteArrayOutputStream received = new ByteArrayOutputStream();
		InputStream in = socket.getInputStream();
		try {
			for (int next = in.read(); next >= 0; next = in.read()) {
				received.write(next);
			}
		}
		catch (SocketException ex) {
			assertThat(ex).hasMessageMatching("(?i).*reset.*");
		}
		return received.toString(StandardCharsets.ISO_8859_1);
	}

}

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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OpeningHandshake} and what comes before it.
 */
class OpeningHandshakeTests extends AbstractSocketLinkTests {

	private static final String SWITCH = "HTTP/1.1 101 Switching Protocols\r\n";

	private static final String UPGRADE = "Upgrade: websocket\r\n";

	private static final String CONNECTION = "Connection: Upgrade\r\n";

	private HttpHeaders headers = new HttpHeaders();

	private ScriptedPeer request() throws Exception {
		start(this.server.getUri(), () -> this.headers);
		ScriptedPeer peer = this.server.accept();
		peer.readRequest();
		return peer;
	}

	private void assertRefused(String reason) throws Exception {
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe()).isEqualTo(reason);
	}

	private String failed(String reason) {
		return "Failed to connect to ws://127.0.0.1:" + this.server.getPort() + ": " + reason;
	}

	@Test
	void asksForTheAddressWithItsQueryAndHeaders() throws Exception {
		this.headers.setOrigin("https://app.example");
		this.headers.add("X-Tenant", "one");
		this.headers.add("Sec-WebSocket-Key", "mine");
		this.headers.add("sec-websocket-extensions", "permessage-deflate");
		ScriptedPeer peer = request();
		assertThat(peer.getRequestLine()).isEqualTo("GET /app/key?protocol=7&client=a%20b HTTP/1.1");
		assertThat(peer.getHeaders()).containsEntry("Origin", "https://app.example")
			.containsEntry("X-Tenant", "one")
			.containsEntry("Host", "127.0.0.1:" + this.server.getPort())
			.containsEntry("Upgrade", "websocket")
			.containsEntry("Connection", "Upgrade")
			.containsEntry("Sec-WebSocket-Version", "13")
			.containsKey("User-Agent")
			.doesNotContainEntry("Sec-WebSocket-Key", "mine")
			.doesNotContainKeys("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");
		peer.upgrade();
		assertThat(this.listener.next()).isEqualTo("opened");
	}

	@Test
	void sendsNoOriginOfItsOwnButTheHostOfTheCaller() throws Exception {
		this.headers.set("host", "pusher.internal");
		ScriptedPeer peer = request();
		assertThat(peer.getHeaders()).doesNotContainKey("Origin").containsEntry("Host", "pusher.internal");
	}

	@Test
	void aHeaderCannotSmuggleAnother() throws Exception {
		this.headers.set("X-Tenant", "one\r\nX-Admin: yes");
		start(this.server.getUri(), () -> this.headers);
		assertRefused("A header of the WebSocket handshake contains a line break");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Connection: keep-alive, Upgrade\r\n", "connection: UPGRADE\r\n",
			"Connection: keep-alive\r\nConnection: upgrade\r\n", "Connection:Upgrade,keep-alive\r\n" })
	void takesConnectionAsAListOfTokens(String connection) throws Exception {
		ScriptedPeer peer = request();
		peer.respond(SWITCH + "upgrade: WebSocket\r\n" + connection + "sec-websocket-accept: " + peer.accept()
				+ "\r\nX-Empty:\r\n\r\n");
		assertThat(this.listener.next()).isEqualTo("opened");
	}

	@Test
	void skipsInterimAnswers() throws Exception {
		ScriptedPeer peer = request();
		peer.respond("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
		peer.upgrade();
		assertThat(this.listener.next()).isEqualTo("opened");
	}

	@Test
	void doesNotSkipThemForEver() throws Exception {
		request().respond("HTTP/1.1 100 Continue\r\n\r\n".repeat(11));
		assertRefused(failed("there are more than 10 interim answers"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					Connection: Upgrade;Sec-WebSocket-Accept: KEY                                                             | has no 'Upgrade: websocket'
					Upgrade: h2c;Connection: Upgrade;Sec-WebSocket-Accept: KEY                                                | has no 'Upgrade: websocket'
					Upgrade: websocket;Sec-WebSocket-Accept: KEY                                                              | has no 'Connection: Upgrade'
					Upgrade: websocket;Connection: keep-alive;Sec-WebSocket-Accept: KEY                                       | has no 'Connection: Upgrade'
					Upgrade: websocket;Connection: Upgrade                                                                    | has a 'Sec-WebSocket-Accept' that does not match the key
					Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==                     | has a 'Sec-WebSocket-Accept' that does not match the key
					Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: KEY;Sec-WebSocket-Extensions: permessage-deflate | has an extension that was not asked for
					Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Accept: KEY;Sec-WebSocket-Protocol: chat             | has a subprotocol that was not asked for
					""")
	void refusesAnAnswerThatIsWrong(String headers, String fault) throws Exception {
		ScriptedPeer peer = request();
		peer.respond(SWITCH + headers.replace("KEY", peer.accept()).replace(";", "\r\n") + "\r\n\r\n");
		assertRefused(failed("the answer to the WebSocket handshake " + fault));
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void takesASubprotocolThatWasAskedFor() throws Exception {
		this.headers.set("Sec-WebSocket-Protocol", "chat, superchat");
		ScriptedPeer peer = request();
		peer.respond(SWITCH + UPGRADE + CONNECTION + "Sec-WebSocket-Accept: " + peer.accept()
				+ "\r\nSec-WebSocket-Protocol: superchat\r\n\r\n");
		assertThat(this.listener.next()).isEqualTo("opened");
	}

	@Test
	void refusesASubprotocolOtherThanThoseThatWereAskedFor() throws Exception {
		this.headers.set("Sec-WebSocket-Protocol", "chat, superchat");
		ScriptedPeer peer = request();
		peer.respond(SWITCH + UPGRADE + CONNECTION + "Sec-WebSocket-Accept: " + peer.accept()
				+ "\r\nSec-WebSocket-Protocol: other\r\n\r\n");
		assertRefused(failed("the answer to the WebSocket handshake has a subprotocol that was not asked for"));
	}

	@Test
	void eachHandshakeHasAKeyOfItsOwn() throws Exception {
		List<String> keys = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			start(this.server.getUri(), () -> this.headers);
			keys.add(this.server.acceptWebSocket().getHeaders().get("Sec-WebSocket-Key"));
			assertThat(this.listener.next()).isEqualTo("opened");
		}
		assertThat(keys).doesNotHaveDuplicates()
			.allSatisfy((key) -> assertThat(Base64.getDecoder().decode(key)).hasSize(16));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 302, 401, 403, 404, 426, 503 })
	void aRefusalTellsTheStatusAndWhoRefused(int status) throws Exception {
		request().refuse(status, "Location: /elsewhere");
		assertRefused("ws://127.0.0.1:%d refused the WebSocket handshake with HTTP status %d"
			.formatted(this.server.getPort(), status));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u0081\u0005What?\n\n", "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/2 101\r\n\r\n", "\r\n\r\n",
			"HTTP/1.1 1x1 Odd\r\n\r\n" })
	void refusesWhatIsNotHttp(String answer) throws Exception {
		request().respond(answer);
		assertRefused(failed("the answer is not HTTP/1.1"));
	}

	@Test
	void refusesAHeaderWithoutAName() throws Exception {
		request().respond(SWITCH + ": websocket\r\n\r\n");
		assertRefused(failed("the answer has a header without a name"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "X: y\r\n", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx" })
	void limitsTheHeaders(String part) throws Exception {
		request().respond(SWITCH + part.repeat(65_536 / part.length()));
		assertRefused(failed("the headers of the answer exceed 65536 bytes"));
	}

	@Test
	void aConnectionThatEndsBeforeTheAnswerTellsWho() throws Exception {
		request().drop();
		assertRefused(failed("the connection was closed before the answer was complete"));
	}

	@Test
	void nobodyListeningTellsWho() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		start(URI.create("ws://127.0.0.1:" + port + "/app/key"), HttpHeaders::new);
		assertRefused("Failed to connect to ws://127.0.0.1:" + port + ": Connection refused");
	}

	@Test
	void aNameWithoutAnAddressTellsWho() throws Exception {
		start(URI.create("ws://server.invalid/app/key"), HttpHeaders::new);
		assertRefused("Failed to connect to ws://server.invalid: the name of the host cannot be resolved");
	}

	@Test
	void anAddressOfIpVersion6IsReached() throws Exception {
		try (ServerSocket socket = ipv6Server()) {
			start(URI.create("ws://[::1]:" + socket.getLocalPort() + "/app/key"), HttpHeaders::new);
			socket.setSoTimeout(10_000);
			try (var accepted = socket.accept()) {
				byte[] request = accepted.getInputStream().readNBytes(60);
				assertThat(new String(request)).contains("Host: [::1]:" + socket.getLocalPort());
			}
		}
		assertThat(this.listener.next()).isEqualTo("ended 1006");
	}

	private static ServerSocket ipv6Server() {
		try {
			return new ServerSocket(0, 1, InetAddress.getByName("::1"));
		}
		catch (Exception ex) {
			Assumptions.abort("There is no IPv6 here");
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aServerThatAcceptsAndStaysSilentIsGivenUp() throws Exception {
		long start = System.nanoTime();
		start(new SocketTransport(this.server.getUri(), settings(Duration.ofMillis(300), HttpHeaders::new), this.loop));
		ScriptedPeer peer = this.server.accept();
		assertRefused("ws://127.0.0.1:" + this.server.getPort() + " did not answer in time");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		peer.readRequest();
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void asksForTheHeadersAtEachAttempt() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		SocketTransport transport = transport(this.server.getUri(), () -> {
			HttpHeaders headers = new HttpHeaders();
			headers.set("X-Attempt", String.valueOf(asked.incrementAndGet()));
			return headers;
		});
		for (int attempt = 1; attempt <= 3; attempt++) {
			start(transport);
			assertThat(this.server.acceptWebSocket().getHeaders()).containsEntry("X-Attempt", String.valueOf(attempt));
			assertThat(this.listener.next()).isEqualTo("opened");
		}
	}

	@Test
	void doesNotNeedTheLoopToReachTheServer() throws Exception {
		CountDownLatch reached = new CountDownLatch(1);
		start();
		this.loop.execute(() -> {
			try {
				reached.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		ScriptedPeer peer = this.server.acceptWebSocket();
		reached.countDown();
		assertThat(this.listener.next()).isEqualTo("opened");
		peer.text("hello");
		assertThat(this.listener.next()).isEqualTo("hello");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10, 100, 1_000 })
	void whatFollowsTheAnswerAtOnceArrivesWhole(int messages) throws Exception {
		StringBuilder frames = new StringBuilder();
		for (int i = 0; i < messages; i++) {
			frames.append("\u0081\u007e\u0001\u0000").append("%0256d".formatted(i));
		}
		request().upgrade(frames.toString());
		assertThat(this.listener.next()).isEqualTo("opened");
		for (int i = 0; i < messages; i++) {
			assertThat(this.listener.next()).isEqualTo("%0256d".formatted(i));
		}
	}

}

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

package dev.pusherspring.client.internal.link.spring;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdkWebSocketClient}: how sessions are opened, and how not.
 */
class JdkWebSocketClientTests extends AbstractWebSocketEngineTests {

	@Test
	void asksForTheAddressWithItsQueryAndHeaders() throws Exception {
		WebSocketHttpHeaders headers = new WebSocketHttpHeaders();
		headers.setOrigin("https://app.example");
		headers.add("X-Tenant", "one");
		headers.add("Host", "ignored.example");
		CompletableFuture<WebSocketSession> future = this.client.execute(this.handler, headers, this.server.getUri());
		ScriptedPeer peer = this.server.acceptWebSocket();
		WebSocketSession session = future.get(10, TimeUnit.SECONDS);
		assertThat(peer.getRequestLine()).isEqualTo("GET /app/key?protocol=7&client=a%20b HTTP/1.1");
		assertThat(peer.getHeaders()).containsEntry("Origin", "https://app.example")
			.containsEntry("X-Tenant", "one")
			.containsEntry("Host", "127.0.0.1:" + this.server.getPort())
			.doesNotContainKeys("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");
		assertThat(session.isOpen()).isTrue();
		assertThat(session.getUri()).isEqualTo(this.server.getUri());
	}

	@Test
	void sendsNoOriginOfItsOwn() throws Exception {
		execute();
		assertThat(this.server.acceptWebSocket().getHeaders()).doesNotContainKey("Origin");
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 302, 401, 403, 404, 503 })
	void aRefusedHandshakeTellsTheStatusAndWhoRefused(int status) {
		CompletableFuture<WebSocketSession> future = execute();
		ScriptedPeer peer = this.server.accept();
		peer.readRequest();
		peer.refuse(status, "Location: /elsewhere");
		assertFails(future, "ws://127.0.0.1:%d refused the WebSocket handshake with HTTP status %d"
			.formatted(this.server.getPort(), status));
	}

	@Test
	void aRefusedConnectionTellsWho() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertFails(execute("ws://127.0.0.1:" + port + "/app/key"), "Failed to connect to ws://127.0.0.1:" + port);
	}

	@Test
	void anAnswerThatIsNoHttpTellsWho() {
		CompletableFuture<WebSocketSession> future = execute();
		ScriptedPeer peer = this.server.accept();
		peer.readRequest();
		peer.text("What?");
		peer.drop();
		assertFails(future, "Failed to connect to ws://127.0.0.1:" + this.server.getPort());
	}

	@Test
	void aConnectionThatEndsBeforeTheAnswerTellsWho() {
		CompletableFuture<WebSocketSession> future = execute();
		this.server.accept().readRequest();
		// the JDK tries once more by itself, in vain
		this.server.close();
		assertFails(future, "Failed to connect to ws://127.0.0.1:" + this.server.getPort());
	}

	@Test
	void aServerThatAcceptsAndStaysSilentIsGivenUp() {
		WebSocketClient impatient = engine(Duration.ofMillis(300), () -> null);
		long start = System.nanoTime();
		CompletableFuture<WebSocketSession> future = impatient.execute(this.handler, new WebSocketHttpHeaders(),
				this.server.getUri());
		ScriptedPeer peer = this.server.accept();
		assertFails(future, "ws://127.0.0.1:" + this.server.getPort() + " did not answer in time");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		peer.readRequest();
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void asksForTheSslContextAtEachAttempt() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		WebSocketClient client = engine(Duration.ofSeconds(5), () -> {
			asked.incrementAndGet();
			return null;
		});
		for (int attempt = 1; attempt <= 3; attempt++) {
			client.execute(this.handler, new WebSocketHttpHeaders(), this.server.getUri());
			this.server.acceptWebSocket();
			assertThat(this.handler.next()).isEqualTo("established");
			assertThat(asked).hasValue(attempt);
		}
	}

	@Test
	void opensAnotherSessionAfterItHasReleasedItsThreads() throws Exception {
		open();
		if (this.client instanceof JdkWebSocketClient jdkClient) {
			jdkClient.release();
		}
		open();
	}

	@Test
	void doesNotNeedTheLoopToReachTheServerWhileAnotherSessionLingers() throws Exception {
		open();
		CountDownLatch reached = new CountDownLatch(1);
		this.loop.execute(() -> {
			try {
				reached.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		try {
			execute();
			ScriptedPeer peer = this.server.acceptWebSocket();
			reached.countDown();
			assertThat(this.handler.next()).isEqualTo("established");
			peer.text("hello");
			assertThat(this.handler.next()).isEqualTo("hello");
			assertThat(this.handler.getHeardElsewhere()).isEmpty();
		}
		finally {
			reached.countDown();
		}
	}

	private CompletableFuture<WebSocketSession> execute(String uri) {
		return this.client.execute(this.handler, new WebSocketHttpHeaders(), URI.create(uri));
	}

	private static void assertFails(CompletableFuture<WebSocketSession> future, String message) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(10, TimeUnit.SECONDS))
			.satisfies((ex) -> assertThat(ex.getCause()).hasMessageStartingWith(message));
	}

}

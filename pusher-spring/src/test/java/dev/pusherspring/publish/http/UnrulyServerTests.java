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

package dev.pusherspring.publish.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import dev.pusherspring.publish.ApiServer;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SocketRequestFactory} with servers that close connections when it does
 * not suit, or do not read, or take their time.
 */
@Timeout(60)
class UnrulyServerTests {

	private static final String LARGE = "0123456789".repeat(2_000_000);

	private final SocketRequestFactory factory = new SocketRequestFactory(Duration.ofMillis(500),
			Duration.ofMillis(500), () -> null);

	@Test
	void serverMayCloseConnectionsWithoutNotice() throws Exception {
		Semaphore closed = new Semaphore(0);
		try (ConnectionServer server = new ConnectionServer((socket, number) -> {
			ConnectionServer.readHead(socket.getInputStream());
			ConnectionServer.write(socket, ApiServer.answer("200 OK", "connection " + number));
			socket.close();
			closed.release();
		})) {
			for (int i = 1; i <= 5; i++) {
				assertThat(post(server, "")).isEqualTo("connection " + i);
				closed.acquire();
				awaitDelivery();
			}
		}
	}

	@Test
	void answerWithoutARequestIsNotTakenForThatToTheNext() throws Exception {
		Semaphore answered = new Semaphore(0);
		Semaphore timedOut = new Semaphore(0);
		try (ConnectionServer server = new ConnectionServer((socket, number) -> {
			for (int i = 0; i < 2; i++) {
				ConnectionServer.readHead(socket.getInputStream());
				ConnectionServer.write(socket, ApiServer.answer("200 OK", "ok"));
			}
			answered.acquire();
			ConnectionServer.write(socket, ApiServer.answer("408 Request Timeout", ""));
			timedOut.release();
			ConnectionServer.readHead(socket.getInputStream());
		})) {
			for (int i = 1; i <= 2; i++) {
				assertThat(post(server, "")).isEqualTo("ok");
				assertThat(post(server, "")).isEqualTo("ok");
				assertThat(server.countConnections()).isEqualTo(i);
				answered.release();
				timedOut.acquire();
				awaitDelivery();
			}
		}
	}

	@Test
	void serverThatDoesNotReadIsNotWaitedForForever() {
		CountDownLatch end = new CountDownLatch(1);
		try (ConnectionServer server = new ConnectionServer((socket, number) -> end.await())) {
			assertThatExceptionOfType(UnsentRequestException.class).isThrownBy(() -> post(server, LARGE))
				.withMessage("the server did not read the whole request in time");
			end.countDown();
		}
	}

	@Test
	void serverMayAnswerBeforeItHasReadTheRequest() throws Exception {
		try (ConnectionServer server = new ConnectionServer((socket, number) -> {
			ConnectionServer.readHead(socket.getInputStream());
			ConnectionServer.write(socket,
					"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno");
		})) {
			assertThat(post(server, LARGE)).isEqualTo("no");
		}
	}

	@Test
	void connectionThatIsClosedBeforeTheRequestIsCompleteIsAnUnsentRequest() {
		try (ConnectionServer server = new ConnectionServer(
				(socket, number) -> ConnectionServer.readHead(socket.getInputStream()))) {
			assertThatExceptionOfType(UnsentRequestException.class).isThrownBy(() -> post(server, LARGE))
				.withMessage("the server closed the connection while the request was being sent");
		}
	}

	@Test
	void handshakeThatNeverEndsIsNotWaitedForForever() throws Exception {
		CountDownLatch ended = new CountDownLatch(1);
		try (ConnectionServer server = new ConnectionServer((socket, number) -> {
			try {
				trickle(socket, 22);
			}
			finally {
				ended.countDown();
			}
		})) {
			assertThatExceptionOfType(UnsentRequestException.class)
				.isThrownBy(() -> post(this.factory, "https://localhost:" + server.getPort(), ""))
				.withMessageContaining("the TLS handshake was not complete in time");
			ended.await();
		}
	}

	@Test
	void encryptedAnswerThatNeverEndsIsNotWaitedForForever() {
		TestCertificates certificates = TestCertificates.get();
		try (SocketRequestFactory trusting = new SocketRequestFactory(Duration.ofSeconds(20), Duration.ofMillis(500),
				() -> certificates.sslContext(null));
				ConnectionServer server = new ConnectionServer((socket, number) -> {
					SSLSocket secure = (SSLSocket) certificates.sslContext(TestCertificates.SERVER)
						.getSocketFactory()
						.createSocket(socket, null, socket.getPort(), true);
					secure.setUseClientMode(false);
					ConnectionServer.readHead(secure.getInputStream());
					trickle(socket, 23);
				})) {
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> post(trusting, "https://localhost:" + server.getPort(), ""))
				.withMessage("the answer was not complete in time");
		}
	}

	// what a server has sent is not always there at once on a busy machine
	private static void awaitDelivery() {
		long start = System.nanoTime();
		await().pollInterval(Duration.ofMillis(2)).until(() -> System.nanoTime() - start > 20_000_000);
	}

	// sends a TLS record of 16 KB in such a way that no single read times out
	private static void trickle(Socket socket, int type) throws IOException, InterruptedException {
		socket.getOutputStream().write(new byte[] { (byte) type, 3, 3, 0x3f, (byte) 0xff });
		while (!new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)) {
			socket.getOutputStream().write(2);
		}
	}

	private String post(ConnectionServer server, String body) throws IOException {
		return post(this.factory, "http://localhost:" + server.getPort(), body);
	}

	private static String post(SocketRequestFactory factory, String origin, String body) throws IOException {
		ClientHttpRequest request = factory.createRequest(URI.create(origin + "/a"), HttpMethod.POST);
		request.getBody().write(body.getBytes(StandardCharsets.UTF_8));
		try (ClientHttpResponse response = request.execute()) {
			return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}

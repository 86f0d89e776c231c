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
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

import dev.pusherspring.publish.ApiServer;
import dev.pusherspring.testsupport.RawHttpServer;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SocketRequestFactory}.
 */
@Timeout(30)
class SocketRequestFactoryTests {

	private final SocketRequestFactory factory = new SocketRequestFactory(Duration.ofSeconds(2), Duration.ofMillis(500),
			() -> null);

	@Test
	void connectionCarriesOneRequestAfterTheOther() throws IOException {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "answer to " + request.body()))) {
			for (int i = 0; i < 5; i++) {
				assertThat(post(server.getPort(), "request " + i)).isEqualTo("answer to request " + i);
			}
			assertThat(server.countConnections()).isOne();
		}
	}

	@Test
	void connectionThatTheServerHasClosedIsNotUsed() throws IOException {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "ok"))) {
			post(server.getPort(), "1");
			server.closeConnections();
			// long enough for the connection to be looked at
			long idle = System.nanoTime();
			await().until(() -> System.nanoTime() - idle > Duration.ofMillis(150).toNanos());
			assertThat(post(server.getPort(), "2")).isEqualTo("ok");
			assertThat(server.getRequests()).hasSize(2);
			assertThat(server.countConnections()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
			"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok" })
	void connectionThatIsNotToBeUsedAgainIsClosed(String answer) throws IOException {
		try (ApiServer server = new ApiServer((request) -> answer)) {
			assertThat(post(server.getPort(), "1")).isEqualTo("ok");
			assertThat(post(server.getPort(), "2")).isEqualTo("ok");
			assertThat(server.countConnections()).isEqualTo(2);
		}
	}

	@Test
	void answerMayComeInChunksAfterInterimOnes() throws IOException {
		String answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
				+ "3;x=y\r\nabc\r\n10\r\n0123456789012345\r\n0\r\nTrailer: x\r\n\r\n";
		try (ApiServer server = new ApiServer((request) -> answer)) {
			assertThat(post(server.getPort(), "1")).isEqualTo("abc0123456789012345");
			assertThat(post(server.getPort(), "2")).isEqualTo("abc0123456789012345");
			assertThat(server.countConnections()).isOne();
		}
	}

	@Test
	void answerMayBeLargerThanTheBuffer() throws IOException {
		String body = "0123456789".repeat(10_000);
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", body))) {
			assertThat(post(server.getPort(), "1")).isEqualTo(body);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n", "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
			"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n" })
	void whatIsNoAnswerFailsAndIsNoUnsentRequest(String answer) {
		try (ApiServer server = new ApiServer((request) -> answer)) {
			assertThatIOException().isThrownBy(() -> post(server.getPort(), "1"))
				.satisfies((ex) -> assertThat(UnsentRequestException.isCertain(ex)).isFalse());
		}
	}

	@Test
	void headersWithoutEndAreNotHeld() {
		try (RawHttpServer server = new RawHttpServer(
				(head) -> "HTTP/1.1 200 OK\r\n" + "X-Filler: 0123456789\r\n".repeat(4000))) {
			assertThatIOException().isThrownBy(() -> post(server.getPort(), ""))
				.withMessage("the headers of the answer exceed 65536 bytes");
			await().untilAsserted(() -> assertThat(server.countOpen()).isZero());
		}
	}

	@Test
	void serverThatTakesItsTimeIsNotWaitedForForever() {
		CountDownLatch end = new CountDownLatch(1);
		try (ApiServer server = new ApiServer((request) -> {
			try {
				end.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return "";
		})) {
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> post(server.getPort(), "1"))
				.satisfies((ex) -> assertThat(UnsentRequestException.isCertain(ex)).isFalse());
			end.countDown();
		}
	}

	@Test
	void refusedConnectionIsAnUnsentRequest() throws IOException {
		int port;
		try (ServerSocket unused = new ServerSocket(0)) {
			port = unused.getLocalPort();
		}
		assertThatExceptionOfType(UnsentRequestException.class).isThrownBy(() -> post(port, "1"));
	}

	@Test
	void closingClosesWhatIsIdle() throws IOException {
		try (RawHttpServer server = new RawHttpServer((head) -> ApiServer.answer("200 OK", "ok"))) {
			assertThat(post(server.getPort(), "")).isEqualTo("ok");
			assertThat(server.countOpen()).isOne();
			this.factory.close();
			await().untilAsserted(() -> assertThat(server.countOpen()).isZero());
			// one that is made afterwards does not stay
			post(server.getPort(), "");
			await().untilAsserted(() -> assertThat(server.countOpen()).isZero());
		}
	}

	// certificates take their time
	@Test
	@Timeout(120)
	void tlsIsSpokenWithWhoeverIsTrusted() throws IOException {
		TestCertificates certificates = TestCertificates.get();
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "ok"));
				TcpProxy tls = new TcpProxy(server.getPort(), certificates.sslContext(TestCertificates.SERVER), false);
				TcpProxy other = new TcpProxy(server.getPort(), certificates.sslContext(TestCertificates.OTHER_HOST),
						false);
				SocketRequestFactory trusting = new SocketRequestFactory(Duration.ofSeconds(2), Duration.ofSeconds(2),
						() -> certificates.sslContext(null))) {
			assertThat(post(trusting, "https://localhost:" + tls.getPort(), "1")).isEqualTo("ok");
			assertThatExceptionOfType(UnsentRequestException.class)
				.isThrownBy(() -> post(trusting, "https://localhost:" + other.getPort(), "2"));
			assertThatExceptionOfType(UnsentRequestException.class)
				.isThrownBy(() -> post(this.factory, "https://localhost:" + tls.getPort(), "3"));
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	// what TLS sends besides the answers does not look like an answer without a request
	@Test
	@Timeout(120)
	void encryptedConnectionIsUsedAgain() throws IOException {
		TestCertificates certificates = TestCertificates.get();
		SSLContext context = certificates.sslContext(null);
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "ok"));
				TcpProxy tls = new TcpProxy(server.getPort(), certificates.sslContext(TestCertificates.SERVER), false);
				SocketRequestFactory trusting = new SocketRequestFactory(Duration.ofSeconds(2), Duration.ofSeconds(2),
						() -> context)) {
			for (int i = 0; i < 20; i++) {
				assertThat(post(trusting, "https://localhost:" + tls.getPort(), "" + i)).isEqualTo("ok");
			}
			assertThat(server.countConnections()).isOne();
		}
	}

	private String post(int port, String body) throws IOException {
		return post(this.factory, "http://localhost:" + port, body);
	}

	private static String post(SocketRequestFactory factory, String origin, String body) throws IOException {
		ClientHttpRequest request = factory.createRequest(URI.create(origin + "/a?b=c"), HttpMethod.POST);
		request.getBody().write(body.getBytes(StandardCharsets.UTF_8));
		try (ClientHttpResponse response = request.execute()) {
			return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}

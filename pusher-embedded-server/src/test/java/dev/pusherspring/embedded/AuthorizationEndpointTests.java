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
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the authorization endpoints, with the vectors of the protocol.
 */
class AuthorizationEndpointTests {

	private static final HttpClient http = HttpClient.newHttpClient();

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.key("278d425bdf160c739803")
		.secret("7ad3773142a6692b25b8")
		.encryptionMasterKeyBase64("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
		.build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void privateChannelIsSigned() {
		HttpResponse<String> reply = post(this.server.getAuthEndpoint(),
				"socket_id=1234.1234&channel_name=private-foobar");
		assertThat(reply.statusCode()).isEqualTo(200);
		assertThat(reply.body()).isEqualTo("{\"auth\":\"278d425bdf160c739803:"
				+ "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4\"}");
	}

	@Test
	void encryptedChannelGetsItsSecret() {
		JsonNode reply = json(
				post(this.server.getAuthEndpoint(), "socket_id=1234.1234&channel_name=private-encrypted-foobar"));
		assertThat(reply.get("auth").asString())
			.endsWith(":e6a18892d037c5d5e76a2265df4f086ffc38631605530dfd214aa5bff495f533");
		assertThat(reply.get("shared_secret").asString()).isEqualTo("g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY=");
	}

	@Test
	void presenceChannelGetsTheUserThatWasAskedFor() {
		JsonNode reply = json(post(this.server.getAuthEndpoint(),
				"socket_id=1.2&channel_name=presence-room&user_id=ann&user_info=%7B%22name%22%3A%22Ann%22%7D"));
		assertThat(reply.get("channel_data").asString())
			.isEqualTo("{\"user_id\":\"ann\",\"user_info\":{\"name\":\"Ann\"}}");
	}

	@Test
	void channelsOfABatchHaveAnOutcomeEach() {
		HttpResponse<String> reply = post(this.server.getAuthEndpoint(),
				"socket_id=1234.1234&channel_name[0]=private-foobar&channel_name%5B1%5D=public");
		assertThat(reply.statusCode()).isEqualTo(200);
		assertThat(reply.body())
			.isEqualTo("{\"private-foobar\":{\"status\":200,\"data\":{\"auth\":\"278d425bdf160c739803:"
					+ "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4\"}},"
					+ "\"public\":{\"status\":400}}");
	}

	@Test
	void userIsSigned() {
		JsonNode reply = json(post(this.server.getUserAuthEndpoint(), "socket_id=1234.1234&user_id=12345"));
		assertThat(reply.get("user_data").asString()).isEqualTo("{\"id\":\"12345\"}");
		assertThat(reply.get("auth").asString())
			.isEqualTo("278d425bdf160c739803:4708d583dada6a56435fb8bc611c77c359a31eebde13337c16ab43aa6de336ba");
	}

	@Test
	void scriptIsNotAnsweredUnlessThatIsAllowed() {
		URI uri = URI
			.create(this.server.getAuthEndpoint() + "?callback=f&socket_id=1234.1234&channel_name=private-foobar");
		HttpResponse<String> reply = get(uri);
		assertThat(reply.statusCode()).isEqualTo(405);
		assertThat(reply.body()).contains("jsonp(true)").doesNotContain("278d");
	}

	@Test
	void scriptCallsTheNamedFunction() {
		try (EmbeddedPusherServer scripts = EmbeddedPusherServer.builder().jsonp(true).build()) {
			scripts.start();
			HttpResponse<String> reply = get(URI.create(scripts.getAuthEndpoint()
					+ "?callback=Pusher.auth_callbacks%5B%271%27%5D&socket_id=1234.1234&channel_name=private-foobar"));
			assertThat(reply.statusCode()).isEqualTo(200);
			assertThat(reply.headers().firstValue("content-type")).hasValue("application/javascript");
			assertThat(reply.body()).startsWith("Pusher.auth_callbacks['1']({\"auth\":\"app-key:").endsWith("\"});");
		}
	}

	@Test
	void requestsAreRecorded() {
		http.sendAsync(HttpRequest.newBuilder(this.server.getAuthEndpoint())
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("X-Token", "t1")
			.POST(BodyPublishers.ofString("socket_id=1.2&channel_name=private-a&extra=%20%C3%BC&extra=2"))
			.build(), BodyHandlers.ofString());
		assertThat(this.server.awaitAuthorizationRequests(1, ScriptedClient.TIMEOUT)).isTrue();
		assertThat(this.server.getAuthorizationRequests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.path()).isEqualTo("/pusher/auth");
			assertThat(request.socketId()).isEqualTo("1.2");
			assertThat(request.channelName()).isEqualTo("private-a");
			assertThat(request.parameters().get("extra")).containsExactly(" ü", "2");
			assertThat(request.header("X-Token")).isEqualTo("t1");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "socket_id=1.2", "channel_name=private-a", "socket_id=x&channel_name=private-a",
			"socket_id=1.2&channel_name=room", "socket_id=1.2&channel_name=private-%20",
			"socket_id=1.2&channel_name=presence-a&user_info=%7B", "socket_id=%zz" })
	void malformedRequestIsRefused(String form) {
		assertThat(post(this.server.getAuthEndpoint(), form).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "alert(1)//", "<script>", "a;b" })
	void scriptIsNotInjected(String callback) {
		try (EmbeddedPusherServer scripts = EmbeddedPusherServer.builder().jsonp(true).build()) {
			scripts.start();
			URI uri = URI.create(scripts.getAuthEndpoint() + "?socket_id=1.2&channel_name=private-a&callback="
					+ URLEncoder.encode(callback, StandardCharsets.UTF_8));
			assertThat(get(uri).statusCode()).isEqualTo(400);
		}
	}

	@Test
	void formIsNotTakenFromGet() {
		URI uri = URI.create(this.server.getAuthEndpoint() + "?socket_id=1.2&channel_name=private-a");
		assertThat(get(uri).statusCode()).isEqualTo(405);
	}

	@Test
	void userCanBeChosenByAFunction() {
		try (EmbeddedPusherServer own = EmbeddedPusherServer.builder()
			.userId((request) -> request.header("X-User"))
			.build()) {
			own.start();
			assertThat(post(own.getUserAuthEndpoint(), "socket_id=1.2").statusCode()).isEqualTo(403);
			HttpResponse<String> reply = send(HttpRequest.newBuilder(own.getUserAuthEndpoint())
				.header("X-User", "bob")
				.POST(BodyPublishers.ofString("socket_id=1.2"))
				.build());
			assertThat(json(reply).get("user_data").asString()).isEqualTo("{\"id\":\"bob\"}");
		}
	}

	@Test
	void onlyPagesOfThisMachineMayReadAnswers() {
		assertThat(allowedOrigin("http://localhost:3000")).isEqualTo("http://localhost:3000");
		assertThat(allowedOrigin("https://evil.example")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "Host: localhost, 200", "Host: LOCALHOST:80, 200", "Host: 127.0.0.1:6001, 200", "Host: [::1], 200",
			"Host: [::1]:80, 200", "Host: app.localhost:80, 200", "X: no-host, 200", "Host: evil.example, 403",
			"Host: evil.example:80, 403", "Host: localhost.evil.example, 403", "Host: 127.0.0.1.evil.example, 403",
			"Host: [::2]:80, 403" })
	void onlyNamesOfThisMachineAreServed(String header, int status) throws IOException {
		assertThat(raw(this.server, header)).startsWith("HTTP/1.1 " + status + " ");
	}

	@Test
	void ownAndAllowedNamesAreServed() throws IOException {
		try (EmbeddedPusherServer own = EmbeddedPusherServer.builder().host("127.0.0.2").build();
				EmbeddedPusherServer open = EmbeddedPusherServer.builder().allowNonLoopback(true).build()) {
			own.start();
			open.start();
			assertThat(raw(own, "Host: 127.0.0.2:80")).startsWith("HTTP/1.1 200 ");
			assertThat(raw(own, "Host: 127.0.0.3:80")).startsWith("HTTP/1.1 403 ");
			assertThat(raw(open, "Host: build.example:80")).startsWith("HTTP/1.1 200 ");
		}
	}

	private static String raw(EmbeddedPusherServer server, String header) throws IOException {
		try (Socket socket = new Socket(server.getHost(), server.getPort())) {
			socket.setSoTimeout(10_000);
			String request = "POST /pusher/auth?socket_id=1.2&channel_name=private-a HTTP/1.1\r\n" + header
					+ "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	private String allowedOrigin(String origin) {
		return send(HttpRequest.newBuilder(this.server.getAuthEndpoint())
			.header("Origin", origin)
			.POST(BodyPublishers.ofString("socket_id=1.2&channel_name=private-a"))
			.build()).headers().firstValue("access-control-allow-origin").orElse("");
	}

	private HttpResponse<String> post(URI uri, String form) {
		return send(HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form))
			.build());
	}

	private HttpResponse<String> get(URI uri) {
		return send(HttpRequest.newBuilder(uri).build());
	}

	private static HttpResponse<String> send(HttpRequest request) {
		try {
			return http.send(request, BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode json(HttpResponse<String> reply) {
		return new JsonMapper().readTree(reply.body());
	}

}

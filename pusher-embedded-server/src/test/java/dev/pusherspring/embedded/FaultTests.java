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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for what can be made to go wrong.
 */
@Timeout(30)
class FaultTests {

	private static final HttpClient http = HttpClient.newHttpClient();

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private Faults faults;

	@BeforeEach
	void start() {
		this.server.start();
		this.faults = this.server.faults();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1011, 4000, 4004, 4100, 4200, 4301 })
	void connectionsAreClosedWithAnyCode(int code) {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			this.faults.closeAll(code, "because");
			assertThat(client.closeCode()).isEqualTo(code);
			assertThat(client.closeReason()).isEqualTo("because");
			assertThat(this.server.getConnections()).isEmpty();
		}
	}

	@Test
	void oneConnectionIsClosedWhileTheOthersStay() {
		try (ScriptedClient first = ScriptedClient.connect(this.server);
				ScriptedClient second = ScriptedClient.connect(this.server)) {
			this.faults.close(first.socketId(), 4200, "ü".repeat(100));
			assertThat(first.closeCode()).isEqualTo(4200);
			assertThat(first.closeReason()).isEqualTo("ü".repeat(61));
			second.expectSilence();
		}
	}

	@Test
	void connectionsAreCut() {
		try (ScriptedClient first = ScriptedClient.connect(this.server);
				ScriptedClient second = ScriptedClient.connect(this.server)) {
			this.faults.drop(first.socketId());
			assertThat(first.closeCode()).isEqualTo(1006);
			second.expectSilence();
			this.faults.dropAll();
			assertThat(second.closeCode()).isEqualTo(1006);
			assertThat(this.server.getConnections()).isEmpty();
		}
	}

	@Test
	void anyTextAndAnyBytesAreSent() {
		try (ScriptedClient first = ScriptedClient.connect(this.server);
				ScriptedClient second = ScriptedClient.connect(this.server)) {
			this.faults.send(first.socketId(), "{not json");
			this.faults.sendToAll("x".repeat(100_000));
			assertThat(first.nextText()).isEqualTo("{not json");
			assertThat(first.nextText()).hasSize(100_000);
			assertThat(second.nextText()).hasSize(100_000);
			this.faults.sendBytes(first.socketId(), new byte[] { (byte) 0x81, 2, 'o', 'k' });
			assertThat(first.nextText()).isEqualTo("ok");
			this.faults.sendBytes(first.socketId(), new byte[] { (byte) 0xFF, (byte) 0xFF });
			assertThat(first.closeCode()).isEqualTo(1006);
			second.expectSilence();
		}
	}

	@Test
	void framesAreRepeatedAndSentOutOfOrder() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			String event = "{\"event\":\"news\",\"channel\":\"room\",\"data\":\"1\"}";
			this.faults.send(client.socketId(), event);
			this.faults.send(client.socketId(), event);
			client.subscribe("room");
			client.next("news", "room");
			client.next("news", "room");
			client.next("pusher_internal:subscription_succeeded", "room");
		}
	}

	@Test
	void webSocketPingsGoUnanswered() throws Exception {
		try (RawWebSocket client = RawWebSocket.connect(this.server)) {
			client.ping();
			assertThat(client.nextOpcode()).isEqualTo(RawWebSocket.PONG);
			this.faults.ignorePings(true);
			client.ping();
			this.faults.sendToAll("after");
			assertThat(client.nextOpcode()).isEqualTo(RawWebSocket.TEXT);
		}
	}

	@Test
	void pingsGoUnanswered() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			this.faults.ignorePings(true);
			client.send("{\"event\":\"pusher:ping\",\"data\":{}}");
			client.subscribed("room");
			this.faults.ignorePings(false);
			client.expectSilence();
		}
	}

	@Test
	void connectionsAreRefusedWhileThoseThereStay() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			this.faults.refuseConnections(true);
			assertThatThrownBy(() -> ScriptedClient.connect(this.server)).hasMessageContaining("Exception");
			client.expectSilence();
			assertThat(this.server.getAcceptedConnections()).isEqualTo(1);
			this.faults.refuseConnections(false);
			ScriptedClient.connect(this.server).close();
		}
	}

	@Test
	void connectionsAreRefusedForATime() {
		this.faults.refuseConnectionsFor(Duration.ofSeconds(1));
		assertThatThrownBy(() -> ScriptedClient.connect(this.server)).hasMessageContaining("Exception");
		Awaitility.await().ignoreExceptions().untilAsserted(() -> ScriptedClient.connect(this.server).close());
	}

	@Test
	void handshakesAreRefusedWithAnyCode() {
		this.faults.refuseHandshakes(4004, "Over quota");
		try (ScriptedClient client = ScriptedClient.open(this.server, "/app/app-key?protocol=7")) {
			client.expectError(4004, "Over quota");
			assertThat(client.closeCode()).isEqualTo(4004);
		}
		assertThat(this.server.getAcceptedConnections()).isEqualTo(1);
		this.faults.acceptHandshakes();
		ScriptedClient.connect(this.server).close();
	}

	@Test
	void webSocketsAreCutOffWhereOnlyHttpPasses() {
		this.faults.httpOnly(true);
		assertThatThrownBy(() -> ScriptedClient.connect(this.server)).hasMessageContaining("Exception");
		assertThat(new HttpTransportClient(this.server, "app-key").poll()).isEqualTo("200 o\n");
	}

	@Test
	void upgradesAreNotAnswered() {
		this.faults.holdUpgrades(true);
		URI uri = URI.create("ws://127.0.0.1:" + this.server.getPort() + "/app/app-key?protocol=7");
		CompletableFuture<?> opening = http.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {
		});
		assertThat(new HttpTransportClient(this.server, "app-key").poll()).isEqualTo("200 o\n");
		assertThat(opening).isNotDone();
		assertThat(this.server.getConnections()).noneMatch((connection) -> connection.transport().equals("ws"));
		this.server.stop();
		assertThat(opening).failsWithin(Duration.ofSeconds(10));
	}

	@Test
	void connectionOpensWithoutAWord() {
		this.faults.muteHandshakes(true);
		try (ScriptedClient client = ScriptedClient.open(this.server, "/app/app-key?protocol=7")) {
			client.expectSilence();
			assertThat(this.server.getConnections()).hasSize(1);
		}
	}

	@Test
	void authorizationIsRejected() throws Exception {
		this.faults.rejectNextAuthorization(500, "once");
		this.faults.rejectAuthorization(403, "never");
		assertThat(authorize().get(10, TimeUnit.SECONDS)).isEqualTo("500 once");
		assertThat(authorize().get(10, TimeUnit.SECONDS)).isEqualTo("403 never");
		assertThat(authorize().get(10, TimeUnit.SECONDS)).isEqualTo("403 never");
		this.faults.acceptAuthorization();
		assertThat(authorize().get(10, TimeUnit.SECONDS)).startsWith("200 {\"auth\"");
		assertThat(this.server.getAuthorizationRequests()).hasSize(4);
	}

	@Test
	void authorizationIsHeldUntilItIsLetGo() throws Exception {
		this.faults.holdAuthorization();
		CompletableFuture<String> answer = authorize();
		assertThat(this.server.awaitAuthorizationRequests(1, ScriptedClient.TIMEOUT)).isTrue();
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.expectSilence();
		}
		assertThat(answer).isNotDone();
		this.faults.acceptAuthorization();
		assertThat(answer.get(10, TimeUnit.SECONDS)).startsWith("200 {\"auth\"");
	}

	@Test
	void authorizationIsLate() throws Exception {
		this.faults.delayAuthorization(Duration.ofMillis(150));
		long start = System.nanoTime();
		assertThat(authorize().get(10, TimeUnit.SECONDS)).startsWith("200 {\"auth\"");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
	}

	@Test
	void restIsRejected() {
		RestCaller caller = new RestCaller(this.server);
		this.faults.rejectRest(403, "Over quota");
		assertThat(caller.get("/channels").statusCode()).isEqualTo(403);
		this.faults.acceptRest();
		assertThat(caller.get("/channels").statusCode()).isEqualTo(200);
	}

	@Test
	void bytesComeSlowly() {
		this.faults.slowBytes(Duration.ofMillis(1));
		try (ScriptedClient slow = ScriptedClient.connect(this.server)) {
			this.faults.reset();
			slow.subscribed("room");
			try (ScriptedClient fast = ScriptedClient.connect(this.server)) {
				fast.subscribed("room");
				long start = System.nanoTime();
				this.server.trigger("room", "news", "x".repeat(300));
				fast.next("news");
				slow.next("news");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(250));
			}
		}
	}

	@Test
	void everythingCanBeSwitchedOff() throws Exception {
		this.faults.refuseHandshakes(4004, "Over quota");
		this.faults.httpOnly(true);
		this.faults.rejectNextAuthorization(500, "once");
		this.faults.holdAuthorization();
		this.faults.rejectRest(500, "no");
		this.faults.reset();
		ScriptedClient.connect(this.server).close();
		assertThat(authorize().get(10, TimeUnit.SECONDS)).startsWith("200 ");
		assertThat(new RestCaller(this.server).get("/channels").statusCode()).isEqualTo(200);
	}

	private CompletableFuture<String> authorize() {
		HttpRequest request = HttpRequest.newBuilder(this.server.getAuthEndpoint())
			.POST(BodyPublishers.ofString("socket_id=1.2&channel_name=private-a", StandardCharsets.UTF_8))
			.build();
		return http.sendAsync(request, BodyHandlers.ofString()).thenApply(FaultTests::describe);
	}

	private static String describe(HttpResponse<String> response) {
		return response.statusCode() + " " + response.body().trim();
	}

}

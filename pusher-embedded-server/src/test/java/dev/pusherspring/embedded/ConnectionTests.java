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

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for handshakes and the life of a connection.
 */
class ConnectionTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void handshakeIsAnsweredWithSocketIdAndActivityTimeout() {
		try (ScriptedClient client = ScriptedClient.open(this.server,
				"/app/app-key?protocol=7&client=js&version=8.6.0")) {
			JsonNode data = client.data(client.next("pusher:connection_established"));
			assertThat(data.get("socket_id").asString()).matches("\\d+\\.\\d+");
			assertThat(data.get("activity_timeout").asInt()).isEqualTo(120);
		}
	}

	@Test
	void olderProtocolIsNotToldTheActivityTimeout() {
		try (ScriptedClient client = ScriptedClient.open(this.server,
				"/app/app-key?protocol=5&client=java-client&version=2.4.4")) {
			JsonNode data = client.data(client.next("pusher:connection_established"));
			assertThat(data.has("activity_timeout")).isFalse();
		}
	}

	@Test
	void pingIsAnsweredWithPong() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.send("{\"event\":\"pusher:ping\",\"data\":{}}");
			assertThat(client.nextText()).isEqualTo("{\"event\":\"pusher:pong\",\"data\":{}}");
		}
	}

	@ParameterizedTest
	@CsvSource({ "4001, /app/nope?protocol=7&version=1.0, nope", "4008, /app/app-key, protocol",
			"4007, /app/app-key?protocol=3, 3", "4007, /app/app-key?protocol=8, 8", "4007, /app/app-key?protocol=x, x",
			"4006, /app/app-key?protocol=7&version=abc, abc", "4005, /application/app-key?protocol=7, Path" })
	void wrongHandshakeIsToldWhyAndClosed(int code, String uri, String part) {
		try (ScriptedClient client = ScriptedClient.open(this.server, uri)) {
			client.expectError(code, part);
			assertThat(client.closeCode()).isEqualTo(code);
			assertThat(client.closeReason()).contains(part);
			assertThat(this.server.getConnections()).isEmpty();
		}
	}

	@Test
	void connectionBeyondTheQuotaIsTurnedAway() {
		try (EmbeddedPusherServer small = EmbeddedPusherServer.builder().maxConnections(1).build()) {
			small.start();
			try (ScriptedClient first = ScriptedClient.connect(small);
					ScriptedClient second = ScriptedClient.open(small, "/app/app-key?protocol=7")) {
				second.expectError(4004, "quota");
				assertThat(second.closeCode()).isEqualTo(4004);
				first.expectSilence();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "null", "[]", "\"x\"", "{}", "{\"event\":7}", "{\"event\":\"unknown\"}",
			"{\"event\":\"pusher:subscribe\"}", "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":7}}",
			"{\"event\":\"pusher:subscribe\",\"data\":[1]}", "{\"event\":\"pusher:signin\",\"data\":null}" })
	void malformedMessageIsAnsweredWithAnErrorAndTheConnectionGoesOn(String text) {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.send(text);
			client.expectError(null);
			client.expectSilence();
		}
	}

	@Test
	void deeplyNestedMessageIsAnsweredWithAnError() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.send("[".repeat(30_000));
			client.expectError(null, "JSON");
			client.expectSilence();
		}
	}

	@Test
	void binaryMessageClosesTheConnection() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.sendBinary(new byte[] { 1, 2 });
			assertThat(client.closeCode()).isEqualTo(1003);
		}
	}

	@Test
	void oversizedMessageClosesTheConnection() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.send("\"" + "x".repeat(200_000) + "\"");
			assertThat(client.closeCode()).isEqualTo(1009);
		}
	}

	@Test
	void idleClientIsPingedAndThenClosed() {
		try (EmbeddedPusherServer impatient = EmbeddedPusherServer.builder()
			.activityTimeout(Duration.ofMillis(100))
			.pongTimeout(Duration.ofSeconds(1))
			.build()) {
			impatient.start();
			try (ScriptedClient client = ScriptedClient.connect(impatient)) {
				client.next("pusher:ping");
				client.send("{\"event\":\"pusher:pong\"}");
				client.next("pusher:ping");
				assertThat(client.closeCode()).isEqualTo(4201);
				assertThat(impatient.getConnections()).isEmpty();
			}
		}
	}

	@Test
	void unauthorizedConnectionIsClosedInTime() {
		try (EmbeddedPusherServer strict = EmbeddedPusherServer.builder()
			.authorizationTimeout(Duration.ofSeconds(1))
			.build()) {
			strict.start();
			try (ScriptedClient member = ScriptedClient.connect(strict);
					ScriptedClient stranger = ScriptedClient.connect(strict)) {
				member.subscribed("private-room");
				stranger.subscribed("room");
				stranger.expectError(4009, "timeout");
				assertThat(stranger.closeCode()).isEqualTo(4009);
				member.expectSilence();
			}
		}
	}

	@Test
	void connectionsAreDescribed() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.subscribed("room");
			assertThat(this.server.getConnections()).singleElement().satisfies((connection) -> {
				assertThat(connection.socketId()).isEqualTo(client.socketId());
				assertThat(connection.transport()).isEqualTo("ws");
				assertThat(connection.client()).isEqualTo("test");
				assertThat(connection.version()).isEqualTo("1.0");
				assertThat(connection.userId()).isNull();
				assertThat(connection.channels()).containsExactly("room");
			});
			client.disconnect();
			assertThat(this.server.awaitConnections(0, ScriptedClient.TIMEOUT)).isTrue();
			assertThat(this.server.getAcceptedConnections()).isEqualTo(1);
		}
	}

}

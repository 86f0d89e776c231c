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

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for the streaming and the polling transport.
 */
@Timeout(30)
class HttpTransportTests {

	private static final String SUBSCRIBE = "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"room\"}}";

	private static final String SUBSCRIBED = "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"room\",\"data\":\"{}\"}";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.heartbeatInterval(Duration.ofMillis(400))
		.build();

	private HttpTransportClient client;

	@BeforeEach
	void start() {
		this.server.start();
		this.client = new HttpTransportClient(this.server, "app-key");
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void streamStartsWithPreludeOpenFrameAndHandshake() {
		HttpResponse<InputStream> response = this.client.startStream();
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.client.line()).isEqualTo("h".repeat(2048));
		assertThat(this.client.line()).isEqualTo("o");
		JsonNode established = HttpTransportClient.messages(this.client.line());
		assertThat(established.get(0).asString()).contains("pusher:connection_established", "activity_timeout");
		assertThat(this.server.getConnections()).singleElement()
			.satisfies((connection) -> assertThat(connection.transport()).isEqualTo("xhr_streaming"));
	}

	@Test
	void streamCarriesMessagesBothWays() {
		stream();
		assertThat(this.client.sendEvent(SUBSCRIBE)).isEqualTo(204);
		assertThat(HttpTransportClient.messages(message()).get(0).asString()).isEqualTo(SUBSCRIBED);
		this.server.trigger("room", "news", "Grüße\n");
		assertThat(HttpTransportClient.messages(message()).get(0).asString())
			.isEqualTo("{\"event\":\"news\",\"channel\":\"room\",\"data\":\"Grüße\\n\"}");
		assertThat(this.server.awaitDelivered(ScriptedClient.TIMEOUT)).isTrue();
	}

	@Test
	void streamHearsHeartbeats() {
		stream();
		assertThat(this.client.line()).isEqualTo("h");
		assertThat(this.client.send("[]")).isEqualTo(204);
		assertThat(this.client.line()).isEqualTo("h");
	}

	@Test
	void secondStreamGoesOnWithTheSession() {
		stream();
		this.client.sendEvent(SUBSCRIBE);
		message();
		this.client.startStream();
		assertThat(this.client.line()).isEqualTo("h".repeat(2048));
		this.server.trigger("room", "news", "x");
		assertThat(message()).startsWith("a[").contains("news");
		assertThat(this.server.getAcceptedConnections()).isEqualTo(1);
	}

	@Test
	void streamIsToldWhyItIsClosed() {
		stream();
		this.server.faults().closeAll(4200, "again");
		assertThat(message()).isEqualTo("c[4200,\"again\"]");
		assertThat(this.client.line()).isNull();
		assertThat(this.server.getConnections()).isEmpty();
	}

	@Test
	void droppedStreamEndsWithoutAWord() {
		stream();
		this.server.faults().dropAll();
		assertThatThrownBy(() -> {
			while (this.client.line() != null) {
				// heartbeats on their way
			}
		}).isInstanceOf(UncheckedIOException.class);
		assertThat(this.server.getConnections()).isEmpty();
	}

	@Test
	void abandonedStreamIsForgotten() {
		try (EmbeddedPusherServer forgetful = startForgetful()) {
			stream();
			this.client.abortStream();
			assertThat(forgetful.awaitConnections(0, ScriptedClient.TIMEOUT)).isTrue();
			assertThat(this.client.send("[]")).isEqualTo(404);
		}
	}

	@Test
	void pollGetsOneThingAtATime() {
		assertThat(this.client.poll()).isEqualTo("200 o\n");
		assertThat(this.client.poll()).startsWith("200 a[").contains("connection_established");
		assertThat(this.client.sendEvent(SUBSCRIBE)).isEqualTo(204);
		assertThat(HttpTransportClient.messages(this.client.poll()).get(0).asString()).isEqualTo(SUBSCRIBED);
		this.server.trigger("room", "a", "1");
		this.server.trigger("room", "b", "2");
		JsonNode both = HttpTransportClient.messages(this.client.poll());
		assertThat(both).hasSize(2);
		assertThat(both.get(1).asString()).contains("\"b\"");
		assertThat(this.client.poll()).isEqualTo("200 h\n");
		assertThat(this.server.getConnections()).singleElement()
			.satisfies((connection) -> assertThat(connection.transport()).isEqualTo("xhr_polling"));
	}

	@Test
	void pollIsToldWhyItIsClosed() {
		this.client.poll();
		this.client.poll();
		this.server.trigger("room", "lost", "x");
		this.server.faults().closeAll(4100, "full");
		assertThat(this.client.poll()).isEqualTo("200 c[4100,\"full\"]\n");
	}

	@Test
	void pollerThatStopsIsForgotten() {
		try (EmbeddedPusherServer forgetful = startForgetful()) {
			this.client.poll();
			this.client.poll();
			assertThat(forgetful.awaitConnections(0, ScriptedClient.TIMEOUT)).isTrue();
			assertThat(this.client.poll()).isEqualTo("200 o\n");
		}
	}

	@Test
	void endOfADroppedSessionLeavesItsSuccessorAlone() {
		try (EmbeddedPusherServer forgetful = startForgetful()) {
			this.client.poll();
			forgetful.faults().dropAll();
			assertThat(this.client.poll()).isEqualTo("200 o\n");
			assertThat(this.client.poll()).contains("connection_established");
			// by now the time of the first session is over
			assertThat(this.client.poll()).isEqualTo("200 h\n");
			assertThat(this.client.send("[]")).isEqualTo(204);
		}
	}

	@Test
	void unknownKeyIsRefused() {
		HttpTransportClient stranger = new HttpTransportClient(this.server, "nope");
		stranger.startStream();
		stranger.line();
		assertThat(stranger.line()).isEqualTo("o");
		assertThat(stranger.line()).contains("pusher:error", "4001");
		assertThat(stranger.line()).startsWith("c[4001,");
		assertThat(stranger.line()).isNull();
		HttpTransportClient poller = new HttpTransportClient(this.server, "nope");
		assertThat(poller.poll()).isEqualTo("200 o\n");
		assertThat(poller.poll()).startsWith("200 a[").contains("4001", "\nc[4001,");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{}", "\"x\"", "[7]", "[null]" })
	void malformedSendIsRefusedAndTheSessionGoesOn(String body) {
		stream();
		assertThat(this.client.send(body)).isEqualTo(400);
		assertThat(this.client.sendEvent(SUBSCRIBE)).isEqualTo(204);
		assertThat(message()).contains("subscription_succeeded");
	}

	@Test
	void malformedMessageIsAnsweredWithAnError() {
		stream();
		this.client.sendEvent("{");
		assertThat(message()).contains("pusher:error");
	}

	@Test
	void clientIsToldToStayWithAHost() {
		try (EmbeddedPusherServer sticky = EmbeddedPusherServer.builder().stickyHost("localhost").build()) {
			sticky.start();
			assertThat(new HttpTransportClient(sticky, "app-key").poll())
				.isEqualTo("200 o{\"hostname\":\"localhost\"}\n");
		}
	}

	@Test
	void silentStreamIsPingedAndClosed() {
		try (EmbeddedPusherServer impatient = EmbeddedPusherServer.builder()
			.activityTimeout(Duration.ofMillis(100))
			.pongTimeout(Duration.ofMillis(100))
			.build()) {
			impatient.start();
			this.client = new HttpTransportClient(impatient, "app-key");
			stream();
			assertThat(message()).contains("pusher:ping");
			assertThat(message()).startsWith("c[4201,");
		}
	}

	// and not so fast that a busy machine would lose a session that goes on
	private EmbeddedPusherServer startForgetful() {
		EmbeddedPusherServer forgetful = EmbeddedPusherServer.builder()
			.heartbeatInterval(Duration.ofMillis(1500))
			.httpSessionTimeout(Duration.ofSeconds(1))
			.build();
		forgetful.start();
		this.client = new HttpTransportClient(forgetful, "app-key");
		return forgetful;
	}

	private void stream() {
		this.client.startStream();
		assertThat(this.client.line()).startsWith("hhh");
		assertThat(this.client.line()).isEqualTo("o");
		assertThat(message()).contains("connection_established");
	}

	private String message() {
		String line = this.client.line();
		while ("h".equals(line)) {
			line = this.client.line();
		}
		assertThat(line).isNotNull();
		return line;
	}

}

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

package dev.pusherspring.client;

import java.time.Duration;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingClientListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections over HTTP on which nothing happens.
 */
class HttpIdleTests {

	@ParameterizedTest
	@EnumSource(names = { "XHR_STREAMING", "XHR_POLLING" })
	void heartbeatsOfTheServerKeepTheConnection(TransportName transport) {
		assertStaysConnected(transport, Duration.ofMillis(200));
	}

	@ParameterizedTest
	@EnumSource(names = { "XHR_STREAMING", "XHR_POLLING" })
	void answersToPingsKeepTheConnection(TransportName transport) {
		assertStaysConnected(transport, Duration.ofHours(1));
	}

	private static void assertStaysConnected(TransportName transport, Duration heartbeatInterval) {
		RecordingClientListener listener = new RecordingClientListener();
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.port(0)
			.heartbeatInterval(heartbeatInterval)
			.build()) {
			server.start();
			PusherClient client = new PusherClientBuilder(PusherOptions.builder(server.getKey())
				.host("127.0.0.1")
				.forceTls(false)
				.server((address) -> address.withHttp(new ServerOptions.Http("127.0.0.1", server.getPort(), "")))
				.transports(new TransportSelection(Set.of(transport), Set.of()))
				.connection((connection) -> connection.withActivityTimeout(Duration.ofMillis(500))
					.withPongTimeout(Duration.ofMillis(500)))
				.build()).listener(listener).build();
			client.connect();
			listener.awaitState(ConnectionState.CONNECTED);
			Awaitility.await()
				.during(Duration.ofMillis(2500))
				.atMost(Duration.ofSeconds(5))
				.until(() -> client.getState() == ConnectionState.CONNECTED);
			assertThat(listener.getErrors()).isEmpty();
			assertThat(server.getAcceptedConnections()).isEqualTo(1);
			client.disconnect();
		}
	}

}

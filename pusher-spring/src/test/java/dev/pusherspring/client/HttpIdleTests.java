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
import org.springframework.util.StringUtils;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections over HTTP on which nothing happens.
 */
class HttpIdleTests {

	private static final Duration ACTIVITY_TIMEOUT = Duration.ofMillis(500);

	private final RecordingClientListener listener = new RecordingClientListener();

	@ParameterizedTest
	@EnumSource(names = { "XHR_STREAMING", "XHR_POLLING" })
	void heartbeatsOfTheServerKeepTheConnection(TransportName transport) {
		try (EmbeddedPusherServer server = start(Duration.ofMillis(100))) {
			PusherClient client = connect(transport, server.getPort(), server.getKey(), Duration.ofSeconds(1));
			Awaitility.await()
				.during(Duration.ofMillis(2500))
				.atMost(Duration.ofSeconds(20))
				.until(() -> client.getState() == ConnectionState.CONNECTED);
			assertIsFirstConnection(server);
			client.disconnect();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "XHR_STREAMING", "XHR_POLLING" })
	void answersToPingsKeepTheConnection(TransportName transport) {
		try (EmbeddedPusherServer server = start(Duration.ofHours(1));
				TcpProxy network = new TcpProxy(server.getPort())) {
			PusherClient client = connect(transport, network.getPort(), server.getKey(), Duration.ofSeconds(10));
			// the third shows what became of the answers to the others
			Awaitility.await().until(() -> StringUtils.countOccurrencesOf(network.getSent(), "pusher:ping") >= 3);
			assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
			assertIsFirstConnection(server);
			client.disconnect();
		}
	}

	private static EmbeddedPusherServer start(Duration heartbeatInterval) {
		EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.port(0)
			.heartbeatInterval(heartbeatInterval)
			.build();
		server.start();
		return server;
	}

	private PusherClient connect(TransportName transport, int port, String key, Duration pongTimeout) {
		PusherClient client = new PusherClientBuilder(PusherOptions.builder(key)
			.host("127.0.0.1")
			.forceTls(false)
			.server((address) -> address.withHttp(new ServerOptions.Http("127.0.0.1", port, "")))
			.transports(new TransportSelection(Set.of(transport), Set.of()))
			.connection((connection) -> connection.withActivityTimeout(ACTIVITY_TIMEOUT).withPongTimeout(pongTimeout))
			.build()).listener(this.listener).build();
		client.connect();
		this.listener.awaitState(ConnectionState.CONNECTED);
		return client;
	}

	private void assertIsFirstConnection(EmbeddedPusherServer server) {
		assertThat(this.listener.getErrors()).isEmpty();
		assertThat(server.getAcceptedConnections()).isEqualTo(1);
	}

}

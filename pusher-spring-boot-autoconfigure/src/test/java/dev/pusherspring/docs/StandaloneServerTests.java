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

package dev.pusherspring.docs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the embedded server as an example uses it, without Spring.
 */
class StandaloneServerTests {

	private int connections;

	@Test
	void serverTakesClients() {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().subscriptionCounts(true).build()) {
			server.start();
			// app id "app-id", key "app-key", secret "app-secret"
			URI address = URI.create("ws://127.0.0.1:" + server.getPort() + "/app/" + server.getKey());
			connect(address);
		}
		assertThat(this.connections).isOne();
	}

	private void connect(URI address) {
		WebSocket socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(Duration.ofSeconds(10))
			.buildAsync(address, new WebSocket.Listener() {

			})
			.join();
		this.connections++;
		socket.abort();
	}

}

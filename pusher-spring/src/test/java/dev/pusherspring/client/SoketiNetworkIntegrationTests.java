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
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.SoketiContainer;
import dev.pusherspring.testsupport.TcpProxy;

/**
 * A bad network between the client and a server that is not ours.
 */
@Testcontainers(disabledWithoutDocker = true)
class SoketiNetworkIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer();

	private final RecordingClientListener listener = new RecordingClientListener();

	private TcpProxy network;

	private PusherClient client;

	@BeforeEach
	void connect() {
		this.network = new TcpProxy(soketi.port());
		this.client = new PusherClientBuilder(PusherOptions.builder(SoketiContainer.APP_KEY)
			.host("127.0.0.1")
			.port(this.network.getPort())
			.forceTls(false)
			.connection((connection) -> connection.withConnectTimeout(Duration.ofSeconds(2))
				.withActivityTimeout(Duration.ofSeconds(1))
				.withPongTimeout(Duration.ofSeconds(1))
				.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(100))))
			.build()).listener(this.listener).build();
		this.client.subscribe("room");
		this.client.connect();
		Awaitility.await().until(() -> this.listener.countSubscribed() == 1);
	}

	@AfterEach
	void disconnect() {
		this.client.disconnect();
		this.network.close();
	}

	private void assertEventArrives() {
		Awaitility.await().until(() -> this.listener.countSubscribed() > 1);
		soketi.publisher().trigger("room", "greet", Map.of("hello", "again"));
		Awaitility.await()
			.until(() -> this.listener.getEvents().stream().anyMatch((event) -> event.startsWith("room greet ")));
	}

	@Test
	void connectionThatIsCutIsReplaced() {
		this.network.cut();
		assertEventArrives();
	}

	@Test
	void connectionIntoABlackHoleIsReplaced() {
		this.network.blackHole(true);
		this.listener.awaitError("did not answer a ping within 1000 ms");
		this.network.blackHole(false);
		assertEventArrives();
	}

	@Test
	void slowNetworkIsGoodEnough() {
		this.network.delay(Duration.ofMillis(50));
		this.network.slowBytes(Duration.ofMillis(1));
		this.network.cut();
		assertEventArrives();
	}

}

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
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.SoketiClients;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for a server at its limits.
 */
@Testcontainers(disabledWithoutDocker = true)
class LimitsIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer().withClientMessages()
		.withMaxConnections(1)
		.withEnv("SOKETI_DEFAULT_APP_MAX_CLIENT_EVENTS_PER_SEC", "3");

	private final RecordingListener listener = new RecordingListener();

	@Test
	void overTheQuotaTheClientSaysSoAndComesBackWithGrowingPauses() throws Exception {
		try (SoketiClients clients = new SoketiClients(soketi)) {
			PusherClient first = clients.connect(clients.builder(new RecordingListener(), "first"));
			PusherClient second = clients.start(clients.builder(this.listener, "second"));
			this.listener.await("error 4100");
			assertThat(this.listener.errors().get(0)).satisfies((error) -> {
				assertThat(error.message()).contains("quota");
				assertThat(error.fatal()).isFalse();
			});
			assertThat(second.getState()).isEqualTo(ConnectionState.CONNECTING);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.listener.delays().size() >= 3);
			assertThat(this.listener.delays().get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
			assertThat(this.listener.delays().get(2)).isGreaterThan(this.listener.delays().get(0));
			first.disconnect().get(20, TimeUnit.SECONDS);
			this.listener.await("state CONNECTED");
		}
	}

	@Test
	void clientEventsAboveTheRateOfTheServerAreReportedAndTheConnectionGoesOn() throws Exception {
		try (SoketiClients clients = new SoketiClients(soketi)) {
			PusherClient client = clients.connect(clients.builder(this.listener, "fast"));
			client.subscribe("private-fast");
			this.listener.await("subscribed private-fast");
			for (int i = 0; i < 6; i++) {
				client.trigger("private-fast", "client-n", i).get(20, TimeUnit.SECONDS);
			}
			this.listener.await("error 4301");
			assertThat(this.listener.errors()).allSatisfy((error) -> {
				assertThat(error.code()).isEqualTo(4301);
				assertThat(error.message()).contains("rate limit");
				assertThat(error.fatal()).isFalse();
			});
			assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
		}
	}

	@Test
	void aClientThatKeepsToTheRateOfTheServerIsNotReported() throws Exception {
		try (SoketiClients clients = new SoketiClients(soketi)) {
			PusherClient client = clients.connect(new PusherClientBuilder(
					clients.options().clientEvents((clientEvents) -> clientEvents.withRate(2)).build())
				.channelAuthorizer(SoketiClients.signing("slow", null))
				.listener(this.listener));
			client.subscribe("private-slow");
			this.listener.await("subscribed private-slow");
			for (int i = 0; i < 6; i++) {
				client.trigger("private-slow", "client-n", i).get(10, TimeUnit.SECONDS);
			}
			client.subscribe("room");
			this.listener.await("subscribed room");
			assertThat(this.listener.errors()).isEmpty();
		}
	}

}

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
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.SoketiContainer;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS with a server that is not ours.
 */
@Testcontainers(disabledWithoutDocker = true)
class SoketiTlsIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer().withTls(
			TestCertificates.get().certificatePem(TestCertificates.SERVER),
			TestCertificates.get().keyPem(TestCertificates.SERVER));

	private final RecordingClientListener listener = new RecordingClientListener();

	private @Nullable PusherClient client;

	@AfterEach
	void disconnect() {
		if (this.client != null) {
			this.client.disconnect();
		}
	}

	private PusherClient connect(Supplier<@Nullable SSLContext> sslContext) {
		this.client = new PusherClientBuilder(PusherOptions.builder(SoketiContainer.APP_KEY)
			.host(soketi.host())
			.port(soketi.port())
			.connection((connection) -> connection.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(100))))
			.build()).sslContext(sslContext)
			.channelAuthorizer(SigningAuthorizer.builder(SoketiContainer.APP_KEY, SoketiContainer.APP_SECRET).build())
			.listener(this.listener)
			.build();
		this.client.connect();
		return this.client;
	}

	@Test
	void trustedServerIsConnected() {
		connect(() -> TestCertificates.get().sslContext(null)).subscribe("private-room");
		Awaitility.await().until(() -> this.listener.countSubscribed() == 1);
		assertThat(this.listener.getErrors()).isEmpty();
	}

	@Test
	void unknownAuthorityIsRefusedAndNamed() {
		connect(() -> null);
		this.listener.awaitError("unable to find valid certification path");
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

}

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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections over TLS, with certificates of the moment. To be run on each
 * engine.
 */
public abstract class AbstractTlsTests {

	private final TestCertificates certificates = TestCertificates.get();

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().port(0).build();

	private final RecordingClientListener listener = new RecordingClientListener();

	private @Nullable PusherClient client;

	/**
	 * Return the engine.
	 * @param options options of the client
	 * @param sslContext source of the SSL context
	 * @return the engine, or {@code null} for the default
	 */
	protected @Nullable WebSocketClient engine(PusherOptions options, Supplier<@Nullable SSLContext> sslContext) {
		return null;
	}

	@BeforeEach
	void startServer() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		if (this.client != null) {
			this.client.disconnect();
		}
		this.server.close();
	}

	private TcpProxy tls(String alias) {
		return new TcpProxy(this.server.getPort(), this.certificates.sslContext(alias), false);
	}

	private PusherClient connect(int port, TransportName transport, Supplier<@Nullable SSLContext> sslContext) {
		return connect(port, new TransportSelection(Set.of(transport), Set.of()), sslContext);
	}

	private PusherClient connect(int port, TransportSelection transports, Supplier<@Nullable SSLContext> sslContext) {
		PusherOptions options = PusherOptions.builder(this.server.getKey())
			.host("localhost")
			.port(port)
			.server((server) -> server.withHttp(new ServerOptions.Http("localhost", port, "")))
			.transports(transports)
			.connection((connection) -> connection.withConnectTimeout(Duration.ofSeconds(2))
				.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(100))))
			.build();
		this.client = new PusherClientBuilder(options).sslContext(sslContext)
			.listener(this.listener)
			.webSocketClient(engine(options, sslContext))
			.build();
		this.client.connect();
		return this.client;
	}

	private void awaitConnected() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.client.getState() == ConnectionState.CONNECTED);
	}

	private void assertRefused(String cause) {
		PusherError error = this.listener.awaitError(cause);
		assertThat(error.message()).startsWith("Failed to connect to ").contains("://localhost:").contains(" TLS: ");
		assertThat(error.cause()).isNotNull();
		assertThat(error.fatal()).isFalse();
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
		assertThat(this.server.getAcceptedConnections()).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING", "XHR_POLLING" })
	void trustedServerIsConnected(TransportName transport) {
		try (TcpProxy network = tls(TestCertificates.SERVER)) {
			connect(network.getPort(), transport, () -> this.certificates.sslContext(null)).subscribe("room");
			awaitConnected();
			assertThat(this.server.awaitSubscribed("room", Duration.ofSeconds(20))).isTrue();
			this.server.trigger("room", "greet", "hello");
			Awaitility.await().until(() -> this.listener.getEvents().contains("room greet hello"));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING" })
	void serverOfAnotherHostIsRefused(TransportName transport) {
		try (TcpProxy network = tls(TestCertificates.OTHER_HOST)) {
			connect(network.getPort(), transport, () -> this.certificates.sslContext(null));
			assertRefused("No subject alternative DNS name matching localhost found");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING" })
	void serverOfAnUnknownAuthorityIsRefused(TransportName transport) {
		try (TcpProxy network = tls(TestCertificates.SERVER)) {
			connect(network.getPort(), transport, () -> null);
			assertRefused("unable to find valid certification path");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING" })
	void expiredServerIsRefused(TransportName transport) {
		try (TcpProxy network = tls(TestCertificates.EXPIRED)) {
			connect(network.getPort(), transport, () -> this.certificates.sslContext(null));
			assertRefused("NotAfter");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING" })
	void clientShowsItsCertificate(TransportName transport) {
		try (TcpProxy network = new TcpProxy(this.server.getPort(),
				this.certificates.sslContext(TestCertificates.SERVER), true)) {
			connect(network.getPort(), transport, () -> this.certificates.sslContext(TestCertificates.CLIENT));
			awaitConnected();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING" })
	void clientWithoutTheCertificateThatIsAskedForIsNotConnected(TransportName transport) {
		try (TcpProxy network = new TcpProxy(this.server.getPort(),
				this.certificates.sslContext(TestCertificates.SERVER), true)) {
			connect(network.getPort(), transport, () -> this.certificates.sslContext(null));
			this.listener.awaitError("localhost:" + network.getPort());
			assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
			assertThat(this.server.getAcceptedConnections()).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "WS", "XHR_STREAMING" })
	void renewedTrustTakesEffectAtTheNextAttempt(TransportName transport) {
		AtomicReference<@Nullable SSLContext> trust = new AtomicReference<>();
		try (TcpProxy network = tls(TestCertificates.SERVER)) {
			connect(network.getPort(), transport, trust::get);
			assertRefused("unable to find valid certification path");
			trust.set(this.certificates.sslContext(null));
			awaitConnected();
		}
	}

	@Test
	void withForcedTlsNothingGoesOutInClear() {
		try (TcpProxy network = new TcpProxy(this.server.getPort())) {
			connect(network.getPort(), TransportSelection.ALL, () -> this.certificates.sslContext(null));
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> network.getAccepted() > 3);
			assertThat(network.getSent()).isNotEmpty()
				.doesNotContain("HTTP/1.1", this.server.getKey(), "GET ", "POST ", "pusher:");
			assertThat(this.server.getAcceptedConnections()).isZero();
			assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
		}
	}

}

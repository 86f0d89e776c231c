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

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.ConnectProxy;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections through a proxy that alone knows the server's name.
 */
abstract class AbstractProxyTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("app-key").port(0).build();

	final RecordingClientListener listener = new RecordingClientListener();

	private TcpProxy tls;

	private PusherClient client;

	@BeforeEach
	void start() {
		this.server.start();
		this.tls = new TcpProxy(this.server.getPort(), TestCertificates.get().sslContext(TestCertificates.SERVER),
				false);
	}

	@AfterEach
	void stop() {
		this.client.disconnect();
		this.tls.close();
		this.server.close();
	}

	/**
	 * Return the engine that is tested.
	 * @return the engine, or {@code null} for the default
	 */
	abstract @Nullable WebSocketClient engine(PusherOptions options, Supplier<@Nullable SSLContext> sslContext);

	ConnectProxy proxy(boolean tls, @Nullable String credentials) {
		return new ConnectProxy(tls ? this.tls.getPort() : this.server.getPort(), credentials);
	}

	void connect(TransportName transport, boolean tls, ProxySettings proxy) {
		connect(transport, tls, proxy, () -> TestCertificates.get().sslContext(null));
	}

	private void connect(TransportName transport, boolean tls, ProxySettings proxy,
			Supplier<@Nullable SSLContext> sslContext) {
		PusherOptions options = ProxyProbe.options(transport, tls, proxy);
		this.client = new PusherClientBuilder(options).webSocketClient(engine(options, sslContext))
			.sslContext(sslContext)
			.listener(this.listener)
			.build();
		this.client.connect();
	}

	static ProxySettings settings(int port) {
		return new ProxySettings("127.0.0.1", port, null, null);
	}

	void assertThatEventsArrive() {
		this.client.subscribe("room");
		Awaitility.await().until(() -> this.listener.countSubscribed() == 1);
		this.server.trigger("room", "greet", "hello");
		Awaitility.await().until(() -> this.listener.getEvents().contains("room greet hello"));
		assertThat(this.listener.getErrors()).isEmpty();
	}

	@Test
	void certificateIsVerifiedThroughTheProxy() {
		try (ConnectProxy proxy = proxy(true, null)) {
			connect(TransportName.WS, true, settings(proxy.getPort()), () -> null);
			this.listener.awaitError("unable to find valid certification path");
			assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
		}
	}

	@Test
	void proxyThatIsNotThereIsAnErrorAndTheServerIsNotAskedDirectly() {
		int port;
		try (ScriptedServer closed = new ScriptedServer()) {
			port = closed.getPort();
		}
		connect(TransportName.WS, true, settings(port));
		this.listener.awaitError("wss://pusher.test:443");
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

}

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pusherspring.client.transport.NettyWebSocketClient;
import dev.pusherspring.client.transport.ProxySettings;
import dev.pusherspring.client.transport.TransportName;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.ConnectProxy;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the engine of Netty behind a proxy that alone knows the server's name. Unlike
 * the JDK it needs no permission of the JVM to use credentials.
 */
class NettyProxyTests {

	private static final String CREDENTIALS = "alice:planted-secret";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("app-key").port(0).build();

	private final RecordingClientListener listener = new RecordingClientListener();

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

	private void connect(boolean tls, ProxySettings proxy, Supplier<@Nullable SSLContext> sslContext) {
		PusherOptions options = ProxyProbe.options(TransportName.WS, tls, proxy);
		this.client = PusherClient.builder(options)
			.engine((loop) -> new NettyWebSocketClient(loop, options.getConnectTimeout(), options.getMaxFrameLength(),
					sslContext, options.getProxy()))
			.listener(this.listener)
			.build();
		this.client.connect();
	}

	private void connect(boolean tls, int port, String username, String password) {
		connect(tls, new ProxySettings("127.0.0.1", port, username, password),
				() -> TestCertificates.get().sslContext(null));
	}

	@ParameterizedTest
	@CsvSource({ "false,", "true,", "false," + CREDENTIALS, "true," + CREDENTIALS })
	void theServerIsReachedThroughATunnel(boolean tls, @Nullable String credentials) {
		try (ConnectProxy proxy = new ConnectProxy(tls ? this.tls.getPort() : this.server.getPort(), credentials)) {
			connect(tls, proxy.getPort(), (credentials != null) ? "alice" : null,
					(credentials != null) ? "planted-secret" : null);
			this.client.subscribe("room");
			Awaitility.await().until(() -> this.listener.countSubscribed() == 1);
			this.server.trigger("room", "greet", "hello");
			Awaitility.await().until(() -> this.listener.getEvents().contains("room greet hello"));
			assertThat(proxy.getRequests()).containsExactly("CONNECT pusher.test:" + (tls ? 443 : 80));
			assertThat(this.listener.getErrors()).isEmpty();
		}
	}

	@Test
	void wrongPasswordIsAnErrorThatDoesNotTellIt() {
		try (ConnectProxy proxy = new ConnectProxy(this.tls.getPort(), CREDENTIALS)) {
			connect(true, proxy.getPort(), "alice", "mistaken");
			PusherError error = this.listener.awaitError("407");
			assertThat(error.message()).contains("wss://pusher.test:443").doesNotContain("mistaken", "TLS");
			assertThat(String.valueOf(error.cause())).doesNotContain("mistaken");
			assertThat(proxy.getRequests()).isNotEmpty().allMatch((request) -> request.startsWith("407 "));
		}
	}

	@Test
	void certificateIsVerifiedThroughTheProxy() {
		try (ConnectProxy proxy = new ConnectProxy(this.tls.getPort(), null)) {
			connect(true, new ProxySettings("127.0.0.1", proxy.getPort(), null, null), () -> null);
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
		connect(true, port, null, null);
		this.listener.awaitError("wss://pusher.test:443");
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

	@Test
	void proxyWithoutAnAddressIsNamed() {
		connect(true, new ProxySettings("proxy.invalid", 3128, null, null), () -> null);
		this.listener.awaitError("the name of the proxy 'proxy.invalid' cannot be resolved");
	}

}

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
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.ConnectProxy;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections of the client's own engine, and of the HTTP transports, through a
 * proxy that alone knows the server's name.
 */
class SocketProxyTests {

	private static final String CREDENTIALS = "alice:planted-secret";

	private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

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

	ConnectProxy proxy(boolean tls, @Nullable String credentials) {
		return new ConnectProxy(tls ? this.tls.getPort() : this.server.getPort(), credentials);
	}

	void connect(TransportName transport, boolean tls, ProxySettings proxy) {
		connect(transport, tls, proxy, () -> TestCertificates.get().sslContext(null));
	}

	private void connect(TransportName transport, boolean tls, ProxySettings proxy,
			Supplier<@Nullable SSLContext> sslContext) {
		PusherOptions options = ProxyProbe.options(transport, tls, proxy);
		this.client = new PusherClientBuilder(options).sslContext(sslContext).listener(this.listener).build();
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

	@ParameterizedTest
	@CsvSource({ "WS,false,CONNECT pusher.test:80", "WS,true,CONNECT pusher.test:443",
			"XHR_STREAMING,false,POST http://pusher.test:80", "XHR_STREAMING,true,CONNECT pusher.test:443",
			"XHR_POLLING,false,POST http://pusher.test:80", "XHR_POLLING,true,CONNECT pusher.test:443" })
	void everyTransportGoesThroughTheProxy(TransportName transport, boolean tls, String request) {
		try (ConnectProxy proxy = proxy(tls, null)) {
			connect(transport, tls, settings(proxy.getPort()));
			assertThatEventsArrive();
			assertThat(proxy.getRequests()).isNotEmpty().containsOnly(request);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void credentialsOpenATunnelAndChangeNothingOfTheJvm(boolean tls) {
		try (ConnectProxy proxy = proxy(tls, CREDENTIALS)) {
			String before = System.getProperty(DISABLED_SCHEMES);
			connect(TransportName.WS, tls, new ProxySettings("127.0.0.1", proxy.getPort(), "alice", "planted-secret"));
			assertThatEventsArrive();
			assertThat(proxy.getRequests()).containsExactly("CONNECT pusher.test:" + (tls ? 443 : 80));
			assertThat(System.getProperty(DISABLED_SCHEMES)).isEqualTo(before);
		}
	}

	@Test
	void wrongPasswordIsAnErrorThatDoesNotTellIt() {
		try (ConnectProxy proxy = proxy(true, CREDENTIALS)) {
			connect(TransportName.WS, true, new ProxySettings("127.0.0.1", proxy.getPort(), "alice", "mistaken"));
			PusherError error = this.listener.awaitError("407");
			assertThat(error.message())
				.isEqualTo("Failed to connect to wss://pusher.test:443: the proxy 127.0.0.1:%d did not accept the "
					.formatted(proxy.getPort()) + "user name and password (HTTP status 407)");
			assertThat(String.valueOf(error.cause())).doesNotContain("mistaken");
			assertThat(proxy.getRequests()).isNotEmpty().allMatch((request) -> request.startsWith("407 "));
		}
	}

	@Test
	void missingCredentialsAreAnErrorThatSaysSo() {
		try (ConnectProxy proxy = proxy(true, CREDENTIALS)) {
			connect(TransportName.WS, true, settings(proxy.getPort()));
			this.listener.awaitError("demands authentication: configure a user name and password for it");
		}
	}

	@Test
	void proxyWithoutAnAddressIsNamed() {
		connect(TransportName.WS, true, new ProxySettings("proxy.invalid", 3128, null, null));
		this.listener.awaitError("the name of the proxy 'proxy.invalid' cannot be resolved");
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
		this.listener
			.awaitError("Failed to connect to wss://pusher.test:443: the proxy 127.0.0.1:%d cannot be reached: "
				.formatted(port));
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

}

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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
 * Tests for connections through a proxy that alone knows the server's name.
 */
class ProxyTests {

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

	private void connect(TransportName transport, boolean tls, ProxySettings proxy) {
		this.client = PusherClient.builder(ProxyProbe.options(transport, tls, proxy))
			.sslContext(() -> TestCertificates.get().sslContext(null))
			.listener(this.listener)
			.build();
		this.client.connect();
	}

	@ParameterizedTest
	@CsvSource({ "WS,false,CONNECT pusher.test:80", "WS,true,CONNECT pusher.test:443",
			"XHR_STREAMING,false,POST http://pusher.test:80", "XHR_STREAMING,true,CONNECT pusher.test:443",
			"XHR_POLLING,false,POST http://pusher.test:80", "XHR_POLLING,true,CONNECT pusher.test:443" })
	void everyTransportGoesThroughTheProxy(TransportName transport, boolean tls, String request) {
		try (ConnectProxy proxy = new ConnectProxy(tls ? this.tls.getPort() : this.server.getPort(), null)) {
			connect(transport, tls, new ProxySettings("127.0.0.1", proxy.getPort(), null, null));
			this.client.subscribe("room");
			Awaitility.await().until(() -> this.listener.countSubscribed() == 1);
			this.server.trigger("room", "greet", "hello");
			Awaitility.await().until(() -> this.listener.getEvents().contains("room greet hello"));
			assertThat(proxy.getRequests()).isNotEmpty().containsOnly(request);
			assertThat(this.listener.getErrors()).isEmpty();
		}
	}

	@Test
	void certificateIsVerifiedThroughTheProxy() {
		try (ConnectProxy proxy = new ConnectProxy(this.tls.getPort(), null)) {
			this.client = PusherClient
				.builder(ProxyProbe.options(TransportName.WS, true,
						new ProxySettings("127.0.0.1", proxy.getPort(), null, null)))
				.listener(this.listener)
				.build();
			this.client.connect();
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
		connect(TransportName.WS, true, new ProxySettings("127.0.0.1", port, null, null));
		this.listener.awaitError("wss://pusher.test:443");
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

}

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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.internal.link.spring.LoopWebSocketClient;
import dev.pusherspring.client.internal.link.spring.NettyWebSocketClient;
import dev.pusherspring.testsupport.ConnectProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the engine of Netty behind a proxy. Unlike the JDK it needs no permission of
 * the JVM to use credentials.
 */
class NettyProxyTests extends AbstractProxyTests {

	private static final String CREDENTIALS = "alice:planted-secret";

	@Override
	WebSocketClient engine(PusherOptions options, Supplier<@Nullable SSLContext> sslContext) {
		return new LoopWebSocketClient((loop) -> new NettyWebSocketClient(loop, options.connection().connectTimeout(),
				options.maxFrameLength(), sslContext, options.proxy()));
	}

	@ParameterizedTest
	@CsvSource({ "false,", "true,", "false," + CREDENTIALS, "true," + CREDENTIALS })
	void theServerIsReachedThroughATunnel(boolean tls, @Nullable String credentials) {
		try (ConnectProxy proxy = proxy(tls, credentials)) {
			connect(TransportName.WS, tls,
					(credentials != null) ? new ProxySettings("127.0.0.1", proxy.getPort(), "alice", "planted-secret")
							: settings(proxy.getPort()));
			assertThatEventsArrive();
			assertThat(proxy.getRequests()).containsExactly("CONNECT pusher.test:" + (tls ? 443 : 80));
		}
	}

	@Test
	void wrongPasswordIsAnErrorThatDoesNotTellIt() {
		try (ConnectProxy proxy = proxy(true, CREDENTIALS)) {
			connect(TransportName.WS, true, new ProxySettings("127.0.0.1", proxy.getPort(), "alice", "mistaken"));
			PusherError error = this.listener.awaitError("407");
			assertThat(error.message()).contains("wss://pusher.test:443").doesNotContain("mistaken", "TLS");
			assertThat(String.valueOf(error.cause())).doesNotContain("mistaken");
			assertThat(proxy.getRequests()).isNotEmpty().allMatch((request) -> request.startsWith("407 "));
		}
	}

	@Test
	void proxyWithoutAnAddressIsNamed() {
		connect(TransportName.WS, true, new ProxySettings("proxy.invalid", 3128, null, null));
		this.listener.awaitError("the name of the proxy 'proxy.invalid' cannot be resolved");
	}

}

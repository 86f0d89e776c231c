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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.testsupport.ConnectProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the engine of the JDK, and for the HTTP transports, behind a proxy.
 */
class JdkProxyTests extends AbstractProxyTests {

	@Override
	@Nullable WebSocketClient engine(PusherOptions options, Supplier<@Nullable SSLContext> sslContext) {
		return null;
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

}

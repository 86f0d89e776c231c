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

package dev.pusherspring.client.internal.core;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfiguredTransports}.
 */
class ConfiguredTransportsTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	@Test
	void theHostedServiceIsReachedAtTheHostsOfItsCluster() {
		ConfiguredTransports transports = transports((server) -> server.withCluster("eu"));
		assertAddress(transports.webSocket(true), "wss", "wss://ws-eu.pusher.com:443");
		assertAddress(transports.webSocket(false), "ws", "ws://ws-eu.pusher.com:80");
		assertAddress(transports.webSocketFallback(), "wss", "wss://ws-eu.pusher.com:443");
		assertAddress(transports.http(true, true), "xhr_streaming", "https://sockjs-eu.pusher.com:443");
		assertAddress(transports.http(false, false), "xhr_polling", "http://sockjs-eu.pusher.com:80");
	}

	@Test
	void aPortIsTheOneWithTlsIfTlsIsForced() {
		ConfiguredTransports transports = transports((server) -> server.withHost("own.example").withPort(6001));
		assertAddress(transports.webSocket(true), "wss", "wss://own.example:6001");
		assertThat(transports.webSocketFallback()).isNull();
	}

	@Test
	void aPortIsTheOneWithoutTlsOtherwise() {
		ConfiguredTransports transports = transports(
				(server) -> server.withHost("own.example").withPort(6001).withForceTls(false));
		assertAddress(transports.webSocket(false), "ws", "ws://own.example:6001");
		assertAddress(transports.webSocket(true), "wss", "wss://own.example:443");
		assertThat(transports.webSocketFallback()).isNull();
	}

	@Test
	void aServerOfOnesOwnHasHttpTransportsOnlyIfTheyHaveAHost() {
		assertThat(transports((server) -> server.withHost("own.example")).http(true, true)).isNull();
		assertAddress(
				transports((server) -> server.withHost("own.example")
					.withHttp(server.http().withHost("http.example").withPort(81))).http(true, true),
				"xhr_streaming", "https://http.example:81");
	}

	@Test
	void anotherEngineIsGivenTheAddressAndFreshHeadersForEachHandshake() {
		List<URI> addresses = new ArrayList<>();
		List<HttpHeaders> headers = new ArrayList<>();
		FakeTransports transport = new FakeTransports(this.loop);
		PusherOptions options = PusherOptions.builder("app-key")
			.server((server) -> server.withHost("own.example").withPath("/ws"))
			.handshake((handshake) -> handshake.withOrigin("https://own.example").withHeaders(Map.of("X-Token", "1")))
			.build();
		ConfiguredTransports transports = new ConfiguredTransports(options, (uri, supplier) -> {
			addresses.add(uri);
			headers.add(supplier.get());
			headers.add(supplier.get());
			return transport;
		}, () -> null, "test", this.loop);
		assertThat(transports.webSocket(true)).isSameAs(transport);
		assertThat(addresses).singleElement()
			.asString()
			.startsWith("wss://own.example:443/ws/app/app-key?protocol=7&client=java-spring&version=");
		assertThat(headers.get(0)).isEqualTo(headers.get(1)).isNotSameAs(headers.get(1));
		assertThat(headers.get(0).getOrigin()).isEqualTo("https://own.example");
		assertThat(headers.get(0).getFirst("X-Token")).isEqualTo("1");
	}

	@Test
	void withoutAnOriginNoneIsSent() {
		List<HttpHeaders> headers = new ArrayList<>();
		new ConfiguredTransports(PusherOptions.builder("app-key").build(), (uri, supplier) -> {
			headers.add(supplier.get());
			return new FakeTransports(this.loop);
		}, () -> null, "test", this.loop).webSocket(true);
		assertThat(headers.get(0).headerNames()).isEmpty();
	}

	private ConfiguredTransports transports(UnaryOperator<ServerOptions> server) {
		return new ConfiguredTransports(PusherOptions.builder("app-key").server(server).build(), null, () -> null,
				"test", this.loop);
	}

	private static void assertAddress(Transport transport, String name, String server) {
		assertThat(transport.getName()).isEqualTo(name);
		assertThat(transport.getServer()).isEqualTo(server);
	}

}

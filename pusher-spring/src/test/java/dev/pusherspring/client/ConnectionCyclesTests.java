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

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.socket.client.WebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that connects and disconnects again and again, faster than anything that is
 * kept for a while is released. {@code -Dconnection.cycles} sets how often.
 */
class ConnectionCyclesTests {

	private static final int CYCLES = Integer.getInteger("connection.cycles", 200);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	static Stream<Arguments> transports() {
		return Stream.of(Arguments.of(TransportName.WS, null),
				Arguments.of(TransportName.WS, new StandardWebSocketClient()),
				Arguments.of(TransportName.XHR_STREAMING, null), Arguments.of(TransportName.XHR_POLLING, null));
	}

	@ParameterizedTest
	@MethodSource("transports")
	void connectingOftenCostsNoMoreThanConnectingOnce(TransportName transport,
			@Nullable WebSocketClient webSocketClient) throws Exception {
		PusherClient client = client(transport, webSocketClient);
		client.subscribe("orders");
		for (int i = 0; i < 5; i++) {
			cycle(client);
		}
		long threads = threads();
		long descriptors = descriptors();
		for (int i = 0; i < CYCLES; i++) {
			cycle(client);
			assertThat(threads()).as("threads of cycle %d", i).isLessThan(threads + 20);
			assertThat(descriptors()).as("descriptors of cycle %d", i).isLessThan(descriptors + 40);
		}
	}

	private PusherClient client(TransportName transport, @Nullable WebSocketClient webSocketClient) {
		PusherOptions options = PusherOptions.builder(this.server.getKey())
			.server((server) -> server.withHost(this.server.getHost())
				.withPort(this.server.getPort())
				.withForceTls(false)
				.withHttp(server.http().withHost(this.server.getHost()).withPort(this.server.getPort())))
			.transports(new TransportSelection(Set.of(transport), Set.of()))
			.build();
		return new PusherClientBuilder(options).webSocketClient(webSocketClient).build();
	}

	private static void cycle(PusherClient client) throws Exception {
		client.connect().get(20, TimeUnit.SECONDS);
		client.disconnect().get(20, TimeUnit.SECONDS);
	}

	// those of other tests, which may be ending, are not counted
	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("pusher") || thread.getName().startsWith("HttpClient"))
			.count();
	}

	private static long descriptors() {
		return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
	}

}

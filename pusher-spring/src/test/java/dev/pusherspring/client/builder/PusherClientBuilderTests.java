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

package dev.pusherspring.client.builder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.websocket.WebSocketContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.TransportSelection;
import dev.pusherspring.testsupport.FakeWebSocketClient;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PusherClientBuilder}.
 */
class PusherClientBuilderTests {

	private static final TransportSelection WS = new TransportSelection(Set.of(TransportName.WS), Set.of());

	private final ManualEventLoop loop = new ManualEventLoop();

	private final FakeWebSocketClient engine = new FakeWebSocketClient(this.loop);

	@Test
	void aClientHasTheNameOfItsOptionsUnlessItIsGivenAnother() {
		PusherClientBuilder builder = new PusherClientBuilder(PusherOptions.builder("key").name("orders").build());
		assertThat(builder.getName()).isEqualTo("orders");
		assertThat(builder.build().getName()).isEqualTo("orders");
		assertThat(builder.name("chat").getName()).isEqualTo("chat");
		assertThat(builder.build()).hasToString("PusherClient[name=chat, state=INITIALIZED]");
	}

	@Test
	void listenersAreTheFirstToKnowAClient() {
		List<PusherClient> known = new ArrayList<>();
		PusherClient client = new PusherClientBuilder(PusherOptions.builder("key").build())
			.listener(new PusherClientListener() {

				@Override
				public void initialized(PusherClient client) {
					known.add(client);
				}

			})
			.build();
		assertThat(known).containsExactly(client);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theThreadOfAClientKeepsTheJvmAliveIfItIsMeantTo(boolean keepAlive) {
		String name = "keep-" + keepAlive + System.nanoTime();
		PusherClient client = new PusherClientBuilder(
				PusherOptions.builder("key").host("127.0.0.1").port(1).forceTls(false).transports(WS).build())
			.name(name)
			.keepAlive(keepAlive)
			.build();
		client.connect();
		await().atMost(Duration.ofSeconds(20)).until(() -> thread("pusher-" + name + "-loop") != null);
		assertThat(thread("pusher-" + name + "-loop").isDaemon()).isEqualTo(!keepAlive);
		client.disconnect().join();
	}

	@Test
	void fallbackHostsFollowTheFirst() {
		PusherOptions options = PusherOptions.builder("key")
			.transports(WS)
			.server((server) -> server.withHost("a.example")
				.withFallback(server.fallback().withHosts(List.of("b.example:8443"))))
			.build();
		PusherClient client = ManualClients.builder(options, this.loop).webSocketClient(this.engine).build();
		client.connect();
		this.loop.runQueued();
		assertThat(this.engine.last().getUri()).hasHost("a.example").hasPort(443);
		this.engine.last().close(1006, null);
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(this.engine.last().getUri()).hasHost("b.example").hasPort(8443);
		this.engine.last().establish("1.1");
		assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
		client.disconnect();
		this.loop.runQueued();
	}

	@Test
	void anotherEngineTakesFramesAsLongAsTheOptionsPermit() {
		WebSocketContainer container = Mockito.mock(WebSocketContainer.class);
		PusherOptions options = PusherOptions.builder("key").maxMessageSize(1_000).build();
		assertThat(WebSocketEngines.standard(container, options, () -> null)).isNotNull();
		BDDMockito.then(container).should().setDefaultMaxTextMessageBufferSize(options.maxFrameLength());
	}

	@Test
	void needsOptions() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PusherClientBuilder(null))
			.withMessage("'options' must not be null");
	}

	private static Thread thread(String name) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(name))
			.findFirst()
			.orElse(null);
	}

}

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

package dev.pusherspring.smoke.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.websocket.ContainerProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.client.internal.link.spring.ContainerWebSocketClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.ServerMessages;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code pusher.engine=standard} with the container of Tomcat.
 */
class StandardEngineTests {

	private static final String OWN = "User-Agent: java-spring";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().port(0).maxEventData(200_000).build();

	private TcpProxy network;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.server.start();
		this.network = new TcpProxy(this.server.getPort());
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
			.withPropertyValues("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
					"pusher.port=" + this.network.getPort(), "pusher.force-tls=false", "pusher.channels=room");
	}

	@AfterEach
	void stop() {
		this.network.close();
		this.server.close();
	}

	@Test
	void eventsArriveThroughTheContainer() {
		this.runner.withUserConfiguration(Events.class).withPropertyValues("pusher.engine=standard").run((context) -> {
			awaitSubscribed(context.getBean(PusherClient.class));
			String data = "x".repeat(100_000);
			this.server.trigger("room", "long", data);
			List<String> received = context.getBean(Events.class).received;
			Awaitility.await().until(() -> received.contains(data));
			assertThat(context.getBean(Events.class).errors).isEmpty();
			assertThat(this.network.getSent()).contains("Sec-WebSocket-Key").doesNotContain(OWN);
		});
	}

	@Test
	void aContainerOnTheClasspathAloneChangesNothing() {
		this.runner.run((context) -> {
			awaitSubscribed(context.getBean(PusherClient.class));
			assertThat(this.network.getSent()).contains(OWN);
		});
	}

	@Test
	void aClientBeanReplacesTheContainer() {
		this.runner.withUserConfiguration(OwnEngine.class)
			.withPropertyValues("pusher.engine=standard")
			.run((context) -> {
				awaitSubscribed(context.getBean(PusherClient.class));
				assertThat(context.getBean(OwnEngine.class).asked).isNotEmpty();
			});
	}

	@Test
	void aProxyOfThisClientAloneIsRefused() {
		this.runner
			.withPropertyValues("pusher.engine=standard", "pusher.proxy.host=proxy.test", "pusher.proxy.port=3128")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'pusher.engine' is 'standard' and 'pusher.proxy.host' is set"));
	}

	@Test
	void aMessageThatIsTooLongCostsTheConnectionWhichIsReplaced() {
		RecordingClientListener listener = new RecordingClientListener();
		try (ScriptedServer talkative = new ScriptedServer()) {
			PusherOptions options = PusherOptions.builder("key")
				.host("127.0.0.1")
				.port(talkative.getPort())
				.forceTls(false)
				.maxMessageSize(1000)
				.build();
			PusherClient client = new PusherClientBuilder(options)
				.webSocketClient(new ContainerWebSocketClient(ContainerProvider.getWebSocketContainer(),
						options.connection().connectTimeout(), options.maxFrameLength(), () -> null))
				.listener(listener)
				.build();
			client.connect();
			ScriptedPeer peer = talkative.acceptWebSocket();
			peer.text(ServerMessages.established("1.1"));
			peer.text(ServerMessages.event("room", "long", "x".repeat(10_000)));
			assertThat(peer.read()).contains("1009");
			talkative.acceptWebSocket().text(ServerMessages.established("2.2"));
			Awaitility.await().until(() -> "2.2".equals(client.getSocketId()));
			assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
			assertThat(listener.awaitError("The connection was lost")).isNotNull();
			client.disconnect();
		}
	}

	private static void awaitSubscribed(PusherClient client) {
		Awaitility.await().until(() -> {
			var channel = client.getChannel("room");
			return channel != null && channel.isSubscribed();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		private final List<String> received = new CopyOnWriteArrayList<>();

		private final List<PusherErrorEvent> errors = new CopyOnWriteArrayList<>();

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.received.add(event.getData());
		}

		@EventListener
		void onError(PusherErrorEvent event) {
			this.errors.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEngine {

		private final List<String> asked = new CopyOnWriteArrayList<>();

		@Bean
		@Qualifier("pusher")
		WebSocketClient webSocketClient() {
			return new ContainerWebSocketClient(ContainerProvider.getWebSocketContainer(), Duration.ofSeconds(5),
					100_000, () -> {
						this.asked.add("ssl context");
						return null;
					});
		}

	}

}

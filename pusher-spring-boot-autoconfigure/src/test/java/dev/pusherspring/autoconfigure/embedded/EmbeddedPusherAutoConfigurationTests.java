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

package dev.pusherspring.autoconfigure.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EmbeddedPusherAutoConfiguration}.
 */
class EmbeddedPusherAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class));

	@Test
	void doesNotStartServerByDefault() {
		this.contextRunner.withPropertyValues("pusher.key=app-key", "pusher.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedPusherServer.class));
	}

	@Test
	void suppliesConnectionDetailsOfTheRunningServer() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true").run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			PusherConnectionDetails details = context.getBean(PusherConnectionDetails.class);
			assertThat(server.isRunning()).isTrue();
			assertThat(details.getPort()).isEqualTo(server.getPort());
			assertThat(details.getKey()).isEqualTo(server.getKey());
			assertThat(details.getAuthEndpoint()).isEqualTo(server.getAuthEndpoint());
		});
	}

	@Test
	void serverTakesKeyAndSecretOfTheApplication() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.key=my-key", "pusher.secret=my-secret",
					"pusher.auto-startup=false")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				assertThat(server.getKey()).isEqualTo("my-key");
				assertThat(server.getSecret()).isEqualTo("my-secret");
			});
	}

	@Test
	void serverTakesTheEncryptionMasterKeyOfTheApplication() {
		String masterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.encryption-master-key=" + masterKey,
					"pusher.auto-startup=false")
			.run((context) -> assertThat(context.getBean(EmbeddedPusherServer.class).getEncryptionMasterKeyBase64())
				.isEqualTo(masterKey));
	}

	@Test
	void customizersAreAppliedInOrderAfterTheProperties() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.key=my-key", "pusher.auto-startup=false")
			.withBean("last", EmbeddedPusherServerCustomizer.class, () -> new OrderedCustomizer(2, "second-key"))
			.withBean("first", EmbeddedPusherServerCustomizer.class, () -> new OrderedCustomizer(1, "first-key"))
			.run((context) -> assertThat(context.getBean(EmbeddedPusherServer.class).getKey()).isEqualTo("second-key"));
	}

	@Test
	void publishesThePortOfTheServer() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.auto-startup=false")
			.run((context) -> assertThat(context.getEnvironment().getProperty("local.pusher.port", Integer.class))
				.isEqualTo(context.getBean(EmbeddedPusherServer.class).getPort()));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void saysWhichPropertiesAreIgnored(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.cluster=eu", "pusher.host=ws.example.com",
					"pusher.auto-startup=false")
			.run((context) -> assertThat(output).containsOnlyOnce("The client connects to the embedded Channels server")
				.contains("127.0.0.1:" + context.getBean(EmbeddedPusherServer.class).getPort()
						+ "; ignored properties: 'pusher.cluster', 'pusher.host'"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void ignoresNothingWhereNothingIsSet(CapturedOutput output) {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.auto-startup=false")
			.run((context) -> assertThat(output).contains("The client connects to the embedded Channels server")
				.doesNotContain("ignored"));
	}

	@Test
	void eventsOnPublicAndPrivateChannelsReachEventListeners() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=orders,private-orders")
			.withUserConfiguration(Listeners.class)
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				Listeners listeners = context.getBean(Listeners.class);
				assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
				assertThat(server.awaitSubscribed("private-orders", Duration.ofSeconds(20))).isTrue();
				server.trigger("orders", "placed", Map.of("id", 1));
				server.trigger("private-orders", "placed", Map.of("id", 2));
				Awaitility.await().untilAsserted(() -> assertThat(listeners.messages()).hasSize(2));
				PusherMessageEvent message = listeners.messages().get(0);
				assertThat(message.getChannel()).isEqualTo("orders");
				assertThat(message.getEvent()).isEqualTo("placed");
				assertThat(message.getData()).isEqualTo("{\"id\":1}");
				assertThat(message.getData(Order.class)).isEqualTo(new Order(1));
				assertThat(message.getClient()).isSameAs(context.getBean(PusherClient.class));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "xhr_streaming", "xhr_polling" })
	void eventsReachEventListenersOverHttpTransports(String transport) {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=orders,private-orders",
					"pusher.enabled-transports=" + transport)
			.withUserConfiguration(Listeners.class)
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				Listeners listeners = context.getBean(Listeners.class);
				assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
				assertThat(server.awaitSubscribed("private-orders", Duration.ofSeconds(20))).isTrue();
				for (int i = 0; i < 100; i++) {
					server.trigger("orders", "placed", Map.of("id", i, "text", "x".repeat(5000)));
				}
				Awaitility.await().untilAsserted(() -> assertThat(listeners.messages()).hasSize(100));
				assertThat(listeners.messages()).extracting((message) -> message.getData(Order.class).id()).isSorted();
			});
	}

	@Test
	void webSocketGoesBeforeHttpAndHttpServesWhereNoWebSocketGetsThrough() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.auto-startup=false")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				PusherClient client = context.getBean(PusherClient.class);
				server.faults().httpOnly(true);
				client.connect().get(20, TimeUnit.SECONDS);
				assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
				client.disconnect().get(20, TimeUnit.SECONDS);
			});
	}

	@Test
	void theNextAttemptIsAnnouncedAfterTheReasonForIt() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true")
			.withUserConfiguration(Listeners.class)
			.run((context) -> {
				PusherClient client = context.getBean(PusherClient.class);
				Listeners listeners = context.getBean(Listeners.class);
				Awaitility.await().until(() -> client.getState() == ConnectionState.CONNECTED);
				context.getBean(EmbeddedPusherServer.class).faults().closeAll(1011, "broken");
				Awaitility.await()
					.untilAsserted(
							() -> assertThat(listeners.events).extracting((event) -> event.getClass().getSimpleName())
								.containsSubsequence("PusherErrorEvent", "PusherReconnectingEvent"));
				assertThat(listeners.events).filteredOn(PusherReconnectingEvent.class::isInstance)
					.first()
					.satisfies((event) -> assertThat(((PusherReconnectingEvent) event).getAttempt()).isOne());
			});
	}

	@Test
	void clientIsDisconnectedAndServerStoppedWhenTheContextCloses() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true")
			.withUserConfiguration(Listeners.class)
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				PusherClient client = context.getBean(PusherClient.class);
				Listeners listeners = context.getBean(Listeners.class);
				Awaitility.await().until(() -> client.getState() == ConnectionState.CONNECTED);
				context.close();
				assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
				assertThat(server.isRunning()).isFalse();
				assertThat(listeners.events).filteredOn(PusherConnectionStateEvent.class::isInstance)
					.extracting((event) -> ((PusherConnectionStateEvent) event).getCurrent())
					.containsExactly(ConnectionState.CONNECTING, ConnectionState.CONNECTED,
							ConnectionState.DISCONNECTED);
			});
	}

	record OrderedCustomizer(int order, String key) implements EmbeddedPusherServerCustomizer, Ordered {

		@Override
		public int getOrder() {
			return this.order;
		}

		@Override
		public void customize(EmbeddedPusherServer.Builder builder) {
			builder.key(this.key);
		}

	}

	record Order(int id) {

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final Queue<PusherApplicationEvent> events = new ConcurrentLinkedQueue<>();

		@EventListener
		void onEvent(PusherApplicationEvent event) {
			this.events.add(event);
		}

		List<PusherMessageEvent> messages() {
			return this.events.stream()
				.filter(PusherMessageEvent.class::isInstance)
				.map(PusherMessageEvent.class::cast)
				.toList();
		}

	}

}

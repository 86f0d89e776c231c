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

package dev.pusherspring.autoconfigure;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link PusherClientLifecycle}.
 */
class PusherClientLifecycleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class));

	@Test
	void connectsAtStartupAndSubscribes() {
		PusherClient client = PusherAutoConfigurationTests.client();
		this.contextRunner.withPropertyValues("pusher.channels=a,b")
			.withBean(PusherClient.class, () -> client)
			.run((context) -> {
				BDDMockito.then(client).should().subscribe("a");
				BDDMockito.then(client).should().subscribe("b");
				BDDMockito.then(client).should().connect();
				BDDMockito.then(client).should(Mockito.never()).disconnect();
			});
		BDDMockito.then(client).should().disconnect();
	}

	@Test
	void withoutAutoStartupItDoesNotConnect() {
		PusherClient client = PusherAutoConfigurationTests.client();
		this.contextRunner.withPropertyValues("pusher.auto-startup=false", "pusher.fail-fast=true")
			.withBean(PusherClient.class, () -> client)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				BDDMockito.then(client).should(Mockito.never()).connect();
			});
	}

	@Test
	void withoutAutoStartupNothingReachesTheServer() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.auto-startup=false", "pusher.channels=orders")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				PusherClient client = context.getBean(PusherClient.class);
				// is answered after a connect() that came before
				assertThat(client.trigger("private-orders", "client-event", null)).failsWithin(Duration.ofSeconds(20));
				assertThat(client.getState()).isEqualTo(ConnectionState.INITIALIZED);
				assertThat(server.getAcceptedConnections()).isZero();
			});
	}

	@Test
	void withoutAutoStartupConnectingLaterBringsEventsAndTheContextDisconnects() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.auto-startup=false", "pusher.channels=orders")
			.withUserConfiguration(Listeners.class)
			.run((context) -> {
				PusherClient client = context.getBean(PusherClient.class);
				client.connect();
				assertEventArrives(context);
				context.close();
				assertThat(client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
				Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
			});
	}

	@Test
	void stopAndStartOfTheContextReconnects() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=orders")
			.withUserConfiguration(Listeners.class)
			.run((context) -> {
				assertEventArrives(context);
				context.stop();
				assertThat(context.getBean(PusherClient.class).getState()).isEqualTo(ConnectionState.DISCONNECTED);
				context.start();
				assertEventArrives(context);
			});
	}

	@Test
	void closedContextLeavesNoThreadBehind() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=private-orders")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				assertThat(server.awaitSubscribed("private-orders", Duration.ofSeconds(20))).isTrue();
				assertThat(threads()).anyMatch((thread) -> !thread.isDaemon());
			});
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(() -> assertThat(threads()).allMatch(Thread::isDaemon));
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void unreachableServerDoesNotHoldUpStartup() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			this.contextRunner
				.withPropertyValues("pusher.key=my-key", "pusher.host=127.0.0.1",
						"pusher.port=" + silent.getLocalPort(), "pusher.force-tls=false", "pusher.connect-timeout=1m")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					PusherClient client = context.getBean(PusherClient.class);
					Awaitility.await().until(() -> client.getState() == ConnectionState.CONNECTING);
				});
		}
	}

	@Test
	void failFastWaitsForTheConnection() {
		PusherClient client = PusherAutoConfigurationTests.client();
		CompletableFuture<Void> connected = new CompletableFuture<>();
		BDDMockito.given(client.connect()).willReturn(connected);
		this.contextRunner.withPropertyValues("pusher.fail-fast=true", "pusher.startup-timeout=100ms")
			.withBean(PusherClient.class, () -> client)
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(TimeoutException.class));
		BDDMockito.then(client).should().disconnect();
	}

	@Test
	void failFastEndsWhenTheContextIsClosed() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			AtomicReference<ConfigurableApplicationContext> starting = new AtomicReference<>();
			SpringApplication application = new SpringApplication(PusherAutoConfiguration.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			application.setRegisterShutdownHook(false);
			application.addInitializers(starting::set);
			CompletableFuture<?> run = CompletableFuture.runAsync(() -> application.run("--pusher.key=my-key",
					"--pusher.host=127.0.0.1", "--pusher.port=" + silent.getLocalPort(), "--pusher.force-tls=false",
					"--spring.docker.compose.enabled=false", "--pusher.connect-timeout=1m", "--pusher.fail-fast=true",
					"--pusher.startup-timeout=1m"));
			Awaitility.await().until(() -> run.isDone() || isSomebodyWaiting());
			assertThat(run).isNotDone();
			CompletableFuture<?> close = CompletableFuture.runAsync(() -> starting.get().close());
			assertThat(run).failsWithin(Duration.ofSeconds(20));
			assertThat(close).succeedsWithin(Duration.ofSeconds(20));
		}
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private static boolean isSomebodyWaiting() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> frame.getClassName().endsWith(".FailFast"));
	}

	@Test
	void connectsWhenTheApplicationIsReadyIfAskedTo() {
		PusherClient client = PusherAutoConfigurationTests.client();
		this.contextRunner.withPropertyValues("pusher.connect-on=APPLICATION_READY", "pusher.channels=a")
			.withBean(PusherClient.class, () -> client)
			.run((context) -> {
				BDDMockito.then(client).should().subscribe("a");
				BDDMockito.then(client).should(Mockito.never()).connect();
				publishReady(context);
				publishReady(context);
				BDDMockito.then(client).should().connect();
				context.stop();
				context.start();
				BDDMockito.then(client).should(Mockito.times(2)).connect();
			});
	}

	@Test
	void withoutAutoStartupItDoesNotConnectWhenTheApplicationIsReadyEither() {
		PusherClient client = PusherAutoConfigurationTests.client();
		this.contextRunner.withPropertyValues("pusher.connect-on=APPLICATION_READY", "pusher.auto-startup=false")
			.withBean(PusherClient.class, () -> client)
			.run((context) -> {
				publishReady(context);
				BDDMockito.then(client).should(Mockito.never()).connect();
			});
	}

	@Test
	void readyApplicationFailsFastToo() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			SpringApplication application = new SpringApplication(PusherAutoConfiguration.class);
			application.setWebApplicationType(WebApplicationType.NONE);
			assertThatException()
				.isThrownBy(() -> application.run("--pusher.key=my-key", "--pusher.host=127.0.0.1",
						"--pusher.port=" + silent.getLocalPort(), "--pusher.force-tls=false", "--pusher.fail-fast=true",
						"--pusher.startup-timeout=100ms", "--pusher.connect-on=application-ready"))
				.withMessageContaining("within 100 ms");
		}
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void eventsArriveAfterRunnersIfAskedTo() {
		SpringApplication application = new SpringApplication(Runner.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		try (ConfigurableApplicationContext context = application.run("--pusher.embedded.enabled=true",
				"--pusher.fail-fast=true", "--pusher.connect-on=application-ready")) {
			assertThat(context.getBean(Runner.class).state).isEqualTo(ConnectionState.INITIALIZED);
			assertThat(context.getBean(PusherClient.class).getState()).isEqualTo(ConnectionState.CONNECTED);
		}
		try (ConfigurableApplicationContext context = application.run("--pusher.embedded.enabled=true",
				"--pusher.fail-fast=true")) {
			assertThat(context.getBean(Runner.class).state).isEqualTo(ConnectionState.CONNECTED);
		}
	}

	private static void publishReady(AssertableApplicationContext context) {
		ConfigurableApplicationContext source = context
			.getSourceApplicationContext(ConfigurableApplicationContext.class);
		context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0], source, Duration.ZERO));
	}

	@Test
	void failFastStartsWhenTheConnectionIsThere() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true", "pusher.fail-fast=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(PusherClient.class).getState()).isEqualTo(ConnectionState.CONNECTED);
			});
	}

	@Test
	void failFastLeavesNoThreadBehind() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			this.contextRunner
				.withPropertyValues("pusher.key=my-key", "pusher.host=127.0.0.1",
						"pusher.port=" + silent.getLocalPort(), "pusher.force-tls=false", "pusher.fail-fast=true",
						"pusher.startup-timeout=100ms")
				.run((context) -> assertThat(context).hasFailed());
		}
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	@Test
	void clientThatConnectedBeforeTheContextFailedLeavesNoThreadBehind() {
		this.contextRunner.withPropertyValues("pusher.embedded.enabled=true")
			.withUserConfiguration(ConnectsTooEarlyAndFails.class)
			.run((context) -> assertThat(context).hasFailed());
		Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private static void assertEventArrives(ApplicationContext context) {
		EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
		Listeners listeners = context.getBean(Listeners.class);
		listeners.messages.clear();
		// the server may still know the subscription of an earlier connection
		PusherClient client = context.getBean(PusherClient.class);
		Awaitility.await().until(() -> client.subscribe("orders").isSubscribed());
		server.trigger("orders", "placed", Map.of("id", 1));
		Awaitility.await().untilAsserted(() -> assertThat(listeners.messages).hasSize(1));
	}

	private static List<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("pusher-"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final List<PusherMessageEvent> messages = new CopyOnWriteArrayList<>();

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.messages.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class })
	static class Runner implements ApplicationRunner {

		private final PusherClient client;

		private @Nullable ConnectionState state;

		Runner(PusherClient client) {
			this.client = client;
		}

		@Override
		public void run(ApplicationArguments args) {
			this.state = this.client.getState();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ConnectsTooEarlyAndFails {

		@Bean
		SmartLifecycle failing(PusherClient client) {
			client.connect();
			throw new IllegalStateException("Started by a bean that cannot be created");
		}

	}

}

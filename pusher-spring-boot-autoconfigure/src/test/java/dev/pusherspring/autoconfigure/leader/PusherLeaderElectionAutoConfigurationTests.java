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

package dev.pusherspring.autoconfigure.leader;

import java.net.ServerSocket;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherLeaderElectionAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherLeaderElectionAutoConfigurationTests {

	private final Context leadership = Mockito.mock(Context.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class, PusherLeaderElectionAutoConfiguration.class))
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=orders");

	private final ApplicationContextRunner elected = this.contextRunner
		.withPropertyValues("pusher.leader-election.enabled=true");

	@Test
	void whenNotEnabledTheClientConnectsAtStartup() {
		this.contextRunner.run((context) -> {
			assertThat(context).doesNotHaveBean(PusherLeaderElection.class);
			awaitState(context, ConnectionState.CONNECTED);
		});
	}

	@Test
	void clientDoesNotConnectWithoutLeadership() {
		this.elected.run((context) -> {
			assertThat(context).hasSingleBean(PusherLeaderElection.class);
			assertStaysAway(context);
		});
	}

	@Test
	void clientRunsFromGrantToRevocationAsOftenAsThatHappens() {
		this.elected.run((context) -> {
			for (int i = 0; i < 3; i++) {
				grant(context, "orders");
				assertThat(
						context.getBean(EmbeddedPusherServer.class).awaitSubscribed("orders", Duration.ofSeconds(20)))
					.isTrue();
				revoke(context, "orders");
				awaitState(context, ConnectionState.DISCONNECTED);
			}
		});
	}

	@Test
	void startOfTheContextDoesNotConnectAnInstanceThatDoesNotLead() {
		this.elected.run((context) -> {
			context.stop();
			context.start();
			assertStaysAway(context);
			grant(context, "orders");
			awaitState(context, ConnectionState.CONNECTED);
		});
	}

	@Test
	void otherRolesDoNotCountWhenARoleIsSet(CapturedOutput output) {
		this.elected.withPropertyValues("pusher.leader-election.role=orders").run((context) -> {
			grant(context, "reports");
			assertStaysAway(context);
			grant(context, "orders");
			awaitState(context, ConnectionState.CONNECTED);
			revoke(context, "reports");
			// whoever is to start or stop is said before it does
			assertThat(output).contains("became the leader for role 'orders'")
				.doesNotContain("became the leader for role 'reports'");
			assertThat(client(context).getState()).isEqualTo(ConnectionState.CONNECTED);
		});
	}

	@Test
	void clientsOfAllAppsRunWithTheLeader() {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			this.elected
				.withPropertyValues("pusher.embedded.enabled=false", "pusher.host=127.0.0.1",
						"pusher.port=" + server.getPort(), "pusher.force-tls=false", "pusher.key=" + server.getKey(),
						"pusher.apps.orders.key=" + server.getKey(), "pusher.apps.prices.key=" + server.getKey())
				.run((context) -> {
					assertThat(context).hasNotFailed();
					assertThat(server.getAcceptedConnections()).isZero();
					grant(context, "all");
					assertThat(server.awaitConnections(3, Duration.ofSeconds(20))).isTrue();
					revoke(context, "all");
					Awaitility.await()
						.untilAsserted(() -> assertThat(context.getBeansOfType(PusherClient.class).values())
							.extracting(PusherClient::getState)
							.containsOnly(ConnectionState.DISCONNECTED));
				});
		}
	}

	@Test
	void grantWhileTheContextClosesStartsNothing(CapturedOutput output) {
		this.elected.withBean(GrantsWhenStopped.class).run((context) -> {
			PusherClient client = client(context);
			context.close();
			assertThat(context.getSourceApplicationContext(ConfigurableApplicationContext.class).isActive()).isFalse();
			assertThat(output).doesNotContain("became the leader");
			assertNeverConnected(client);
		});
	}

	@Test
	void leaderThatCannotConnectInTimeGivesItsLeadershipBack() throws Exception {
		try (ServerSocket silent = new ServerSocket(0)) {
			this.elected
				.withPropertyValues("pusher.embedded.enabled=false", "pusher.key=my-key", "pusher.host=127.0.0.1",
						"pusher.port=" + silent.getLocalPort(), "pusher.force-tls=false", "pusher.fail-fast=true",
						"pusher.startup-timeout=100ms")
				.run((context) -> {
					assertThat(context).hasNotFailed();
					grant(context, "orders");
					BDDMockito.then(this.leadership).should(Mockito.timeout(20_000)).yield();
					awaitState(context, ConnectionState.DISCONNECTED);
				});
		}
	}

	@Test
	void withoutSpringIntegrationTheApplicationIsToldWhatIsMissing() {
		this.elected.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.hasMessageContaining("'pusher.leader-election.enabled' is true, but Spring Integration"));
	}

	@Test
	void withoutSpringIntegrationAndElectionTheClientConnectsAtStartup() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> awaitState(context, ConnectionState.CONNECTED));
	}

	@Test
	void whenPusherIsDisabledThereIsNoElection() {
		this.elected.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherLeaderElection.class));
	}

	private void grant(ApplicationContext context, String role) {
		context.publishEvent(new OnGrantedEvent(this, this.leadership, role));
	}

	private void revoke(ApplicationContext context, String role) {
		context.publishEvent(new OnRevokedEvent(this, this.leadership, role));
	}

	private static PusherClient client(ApplicationContext context) {
		return context.getBean(PusherClient.class);
	}

	private static void awaitState(ApplicationContext context, ConnectionState state) {
		Awaitility.await().untilAsserted(() -> assertThat(client(context).getState()).isEqualTo(state));
	}

	private static void assertStaysAway(ApplicationContext context) {
		assertNeverConnected(client(context));
		assertThat(context.getBean(EmbeddedPusherServer.class).getAcceptedConnections()).isZero();
	}

	private static void assertNeverConnected(PusherClient client) {
		// is answered after a connect() that came before
		assertThat(client.trigger("private-orders", "client-event", null)).failsWithin(Duration.ofSeconds(20));
		assertThat(client.getState()).isEqualTo(ConnectionState.INITIALIZED);
	}

	/**
	 * Stops after the client and before everything else, as a leader initiator does.
	 */
	static final class GrantsWhenStopped implements SmartLifecycle {

		private final ApplicationContext context;

		private boolean running;

		GrantsWhenStopped(ApplicationContext context) {
			this.context = context;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.context.publishEvent(new OnGrantedEvent(this, Mockito.mock(Context.class), "orders"));
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return Integer.MAX_VALUE - 1000;
		}

	}

}

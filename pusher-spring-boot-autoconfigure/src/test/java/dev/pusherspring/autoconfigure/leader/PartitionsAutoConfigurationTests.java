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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.DefaultLockRegistry;

import dev.pusherspring.actuate.PusherEndpoint;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.actuate.PusherEndpointAutoConfiguration;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.health.PusherHealthContributorAutoConfiguration;
import dev.pusherspring.autoconfigure.metrics.PusherMetricsAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.metrics.PusherPartitionMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherLeaderElectionAutoConfiguration} with partitions.
 */
class PartitionsAutoConfigurationTests {

	private static final int PARTITIONS = 4;

	private static final List<String> CONFIGURED = IntStream.range(0, 20).mapToObj((i) -> "prices-" + i).toList();

	private static final List<String> LISTENED = IntStream.range(0, 20).mapToObj((i) -> "orders-" + i).toList();

	private final Context leadership = Mockito.mock(Context.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class, PusherLeaderElectionAutoConfiguration.class,
				PusherHealthContributorAutoConfiguration.class, PusherEndpointAutoConfiguration.class,
				PusherMetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=" + String.join(",", CONFIGURED),
				"pusher.leader-election.enabled=true", "pusher.leader-election.partitions=" + PARTITIONS,
				"management.endpoints.web.exposure.include=pusher");

	@Test
	void subscribesToTheChannelsOfThePartitionsThatItLeads() {
		this.contextRunner.run((context) -> {
			listen(context, "orders", LISTENED);
			assertThat(server(context).getAcceptedConnections()).isZero();
			grant(context, 1);
			awaitChannels(context, 1);
			grant(context, 3);
			awaitChannels(context, 1, 3);
			revoke(context, 1);
			awaitChannels(context, 3);
			assertThat(server(context).getAcceptedConnections()).isOne();
			revoke(context, 3);
			awaitDisconnected(context);
		});
	}

	@Test
	void leavesChannelsBehindThatOthersLeadWhenItConnectsAgain() {
		this.contextRunner.run((context) -> {
			listen(context, "orders", LISTENED);
			grant(context, 1);
			awaitChannels(context, 1);
			revoke(context, 1);
			awaitDisconnected(context);
			grant(context, 2);
			awaitChannels(context, 2);
		});
	}

	@Test
	void listenersThatAreAddedLaterSubscribeToTheirPartAsWell() {
		this.contextRunner.run((context) -> {
			grant(context, 1);
			awaitServed(context, channelsOf(context, CONFIGURED, 1));
			listen(context, "orders", LISTENED);
			awaitChannels(context, 1);
			PusherListenerRegistry registry = context.getBean(PusherListenerRegistry.class);
			registry.stop("orders");
			awaitServed(context, channelsOf(context, CONFIGURED, 1));
			registry.start("orders");
			awaitChannels(context, 1);
		});
	}

	@Test
	void channelThatTheApplicationSubscribesToItselfIsNotDivided() {
		this.contextRunner.withPropertyValues("pusher.channels=").run((context) -> {
			grant(context, 0);
			// of partition 2
			context.getBean(PusherClient.class).subscribe("orders");
			assertThat(server(context).awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
			assertThat(context.getBean(PusherPartitions.class).leads("orders")).isFalse();
			grant(context, 2);
			revoke(context, 2);
			grant(context, 1);
			Awaitility.await().untilAsserted(() -> assertThat(leads(context)).containsExactly(0, 1));
			assertThat(server(context).getChannels()).containsExactly("orders");
		});
	}

	@Test
	void appsAreDividedAlike() {
		try (EmbeddedPusherServer first = EmbeddedPusherServer.builder().build();
				EmbeddedPusherServer second = EmbeddedPusherServer.builder().build()) {
			first.start();
			second.start();
			this.contextRunner
				.withPropertyValues("pusher.embedded.enabled=false", "pusher.host=127.0.0.1", "pusher.force-tls=false",
						"pusher.key=" + first.getKey(), "pusher.port=" + first.getPort(), "pusher.channels=",
						"pusher.apps.one.key=" + first.getKey(), "pusher.apps.one.port=" + first.getPort(),
						"pusher.apps.one.channels=" + String.join(",", CONFIGURED),
						"pusher.apps.two.key=" + second.getKey(), "pusher.apps.two.port=" + second.getPort(),
						"pusher.apps.two.channels=" + String.join(",", LISTENED))
				.run((context) -> {
					grant(context, 0);
					grant(context, 3);
					awaitServed(first, channelsOf(context, CONFIGURED, 0, 3));
					awaitServed(second, channelsOf(context, LISTENED, 0, 3));
					revoke(context, 0);
					awaitServed(first, channelsOf(context, CONFIGURED, 3));
					awaitServed(second, channelsOf(context, LISTENED, 3));
				});
		}
	}

	@Test
	void leadsNoMoreThanItMayAndStandsAgainWhenItLeadsLess() {
		this.contextRunner.withPropertyValues("pusher.leader-election.max-partitions=2").run((context) -> {
			Lifecycle surplus = Mockito.mock(Lifecycle.class);
			grant(context, 0);
			grant(context, 1);
			context.publishEvent(new OnGrantedEvent(surplus, this.leadership, "pusher-2"));
			BDDMockito.then(surplus).should(Mockito.timeout(20_000)).stop();
			context.publishEvent(new OnRevokedEvent(surplus, this.leadership, "pusher-2"));
			assertThat(leads(context)).containsExactly(0, 1);
			awaitServed(context, channelsOf(context, CONFIGURED, 0, 1));
			BDDMockito.then(surplus).should(Mockito.never()).start();
			revoke(context, 1);
			BDDMockito.then(surplus).should(Mockito.timeout(20_000)).start();
			context.publishEvent(new OnGrantedEvent(surplus, this.leadership, "pusher-2"));
			awaitServed(context, channelsOf(context, CONFIGURED, 0, 2));
		});
	}

	@Test
	void rolesBeginAsConfigured() {
		this.contextRunner.withPropertyValues("pusher.leader-election.role=orders").run((context) -> {
			grant(context, 0);
			context.publishEvent(new OnGrantedEvent(this, this.leadership, "orders-1"));
			awaitServed(context, channelsOf(context, CONFIGURED, 1));
			assertThat(leads(context)).containsExactly(1);
		});
	}

	@Test
	void operatorsSeeWhichPartitionsAreLed() {
		this.contextRunner.run((context) -> {
			HealthIndicator health = context.getBean("pusherHealthContributor", HealthIndicator.class);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			assertThat(health.health().getDetails()).containsEntry("leads", List.of());
			assertThat(context.getBean(PusherEndpoint.class).pusher().leads()).isEmpty();
			assertThat(gauges(context)).containsExactly(0.0, 0.0, 0.0, 0.0);
			grant(context, 0);
			grant(context, 3);
			awaitServed(context, channelsOf(context, CONFIGURED, 0, 3));
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			assertThat(health.health().getDetails()).containsEntry("leads", List.of(0, 3));
			assertThat(context.getBean(PusherEndpoint.class).pusher().leads()).containsExactly(0, 3);
			assertThat(gauges(context)).containsExactly(1.0, 0.0, 0.0, 1.0);
			revoke(context, 0);
			revoke(context, 3);
			awaitDisconnected(context);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		});
	}

	@Test
	void withoutPartitionsOperatorsSeeNone() {
		this.contextRunner.withPropertyValues("pusher.leader-election.partitions=1").run((context) -> {
			HealthIndicator health = context.getBean("pusherHealthContributor", HealthIndicator.class);
			assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			context.publishEvent(new OnGrantedEvent(this, this.leadership, "any"));
			awaitServed(context, CONFIGURED);
			assertThat(health.health().getDetails()).doesNotContainKey("leads");
			assertThat(context.getBean(PusherEndpoint.class).pusher().leads()).isNull();
			assertThat(gauges(context)).isEmpty();
		});
	}

	@Test
	void withoutSpringIntegrationOperatorsSeeTheClient() {
		this.contextRunner.withPropertyValues("pusher.leader-election.enabled=false")
			.withClassLoader(new FilteredClassLoader("org.springframework.integration"))
			.run((context) -> {
				awaitServed(context, CONFIGURED);
				assertThat(context).doesNotHaveBean(PusherPartitionMetrics.class);
				assertThat(context.getBean(PusherEndpoint.class).pusher().leads()).isNull();
				assertThat(context.getBean("pusherHealthContributor", HealthIndicator.class).health().getStatus())
					.isEqualTo(Status.UP);
			});
	}

	@Test
	void leaderThatCannotConnectGivesAllItsPartitionsBack() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=false", "pusher.key=my-key", "pusher.host=127.0.0.1",
					"pusher.port=1", "pusher.force-tls=false", "pusher.fail-fast=true", "pusher.startup-timeout=1s")
			.run((context) -> {
				grant(context, 0);
				grant(context, 1);
				BDDMockito.then(this.leadership).should(Mockito.timeout(20_000).times(2)).yield();
				assertThat(leads(context)).isEmpty();
			});
	}

	@Test
	void lockRegistryElectsTheLeaders() {
		this.contextRunner.withBean(DefaultLockRegistry.class).run((context) -> {
			assertThat(context).hasSingleBean(PartitionInitiators.class);
			awaitServed(context, CONFIGURED);
			assertThat(leads(context)).containsExactly(0, 1, 2, 3);
			context.stop();
			awaitDisconnected(context);
			assertThat(leads(context)).isEmpty();
			context.start();
			awaitServed(context, CONFIGURED);
		});
	}

	@Test
	void whatWasLeftToOthersIsStoodForAgainAfterARestartOfTheContext() {
		this.contextRunner.withBean(DefaultLockRegistry.class)
			.withPropertyValues("pusher.leader-election.max-partitions=3")
			.run((context) -> {
				for (int i = 0; i < 3; i++) {
					awaitLed(context, 3);
					context.stop();
					awaitLed(context, 0);
					context.start();
				}
			});
	}

	@Test
	void initiatorsOfTheApplicationTakePrecedence() {
		this.contextRunner.withBean(DefaultLockRegistry.class)
			.withBean(LockRegistryLeaderInitiator.class,
					() -> new LockRegistryLeaderInitiator(new DefaultLockRegistry(),
							new DefaultCandidate("a", "pusher-2")))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PartitionInitiators.class);
				awaitServed(context, channelsOf(context, CONFIGURED, 2));
			});
	}

	@Test
	void withoutPartitionsALockRegistryElectsNobody() {
		this.contextRunner.withBean(DefaultLockRegistry.class)
			.withPropertyValues("pusher.leader-election.partitions=1")
			.run((context) -> assertThat(context).doesNotHaveBean(PartitionInitiators.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "partitions", "max-partitions" })
	void numberThatIsNotPositiveIsRefused(String property) {
		this.contextRunner.withPropertyValues("pusher.leader-election." + property + "=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.hasMessageContaining("'pusher.leader-election." + property + "' cannot be used"));
	}

	@Test
	void numberThatIsNoneIsRefusedByName() {
		this.contextRunner.withPropertyValues("pusher.leader-election.partitions=many")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("pusher.leader-election.partitions"));
	}

	private static void listen(ApplicationContext context, String id, List<String> channels) {
		context.getBean(PusherListenerRegistry.class).register(PusherListenerEndpoint.builder(id, (event) -> {
		}).channels(channels).build());
	}

	private void grant(ApplicationContext context, int partition) {
		context.publishEvent(new OnGrantedEvent(this, this.leadership, "pusher-" + partition));
	}

	private void revoke(ApplicationContext context, int partition) {
		context.publishEvent(new OnRevokedEvent(this, this.leadership, "pusher-" + partition));
	}

	private static List<Integer> leads(ApplicationContext context) {
		return context.getBean(PusherPartitions.class).getLed();
	}

	private static List<Double> gauges(ApplicationContext context) {
		MeterRegistry registry = new SimpleMeterRegistry();
		context.getBean(PusherPartitionMetrics.class).bindTo(registry);
		return registry.find("pusher.partition.led")
			.gauges()
			.stream()
			.sorted((one, other) -> one.getId().getTag("partition").compareTo(other.getId().getTag("partition")))
			.map((gauge) -> gauge.value())
			.toList();
	}

	private static EmbeddedPusherServer server(ApplicationContext context) {
		return context.getBean(EmbeddedPusherServer.class);
	}

	private static void awaitChannels(ApplicationContext context, Integer... partitions) {
		List<String> channels = new ArrayList<>(channelsOf(context, CONFIGURED, partitions));
		channels.addAll(channelsOf(context, LISTENED, partitions));
		awaitServed(context, channels);
	}

	private static List<String> channelsOf(ApplicationContext context, List<String> channels, Integer... partitions) {
		PusherPartitions all = context.getBean(PusherPartitions.class);
		Set<Integer> wanted = Set.of(partitions);
		List<String> result = channels.stream().filter((channel) -> wanted.contains(all.partitionOf(channel))).toList();
		assertThat(result).isNotEmpty().hasSizeLessThan(channels.size());
		return result;
	}

	private static void awaitServed(ApplicationContext context, Collection<String> channels) {
		awaitServed(server(context), channels);
	}

	private static void awaitServed(EmbeddedPusherServer server, Collection<String> channels) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(server.getChannels()).asInstanceOf(InstanceOfAssertFactories.LIST)
				.containsExactlyInAnyOrderElementsOf(channels));
	}

	private static void awaitLed(ApplicationContext context, int count) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(leads(context)).hasSize(count));
	}

	private static void awaitDisconnected(ApplicationContext context) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(context.getBean(PusherClient.class).getState())
				.isEqualTo(ConnectionState.DISCONNECTED));
	}

}

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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.integration.support.locks.LockRegistry;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.PusherProperties.LeaderElection;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;

/**
 * {@link AutoConfiguration Auto-configuration} for clients that run on only one instance
 * of an application at a time, or divide their channels among the instances. Spring
 * Integration elects the leaders. The application must define a {@code LeaderInitiator}
 * or {@code LockRegistryLeaderInitiator} bean, or for partitions a {@code LockRegistry}
 * bean.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnBean(PusherClientLifecycle.class)
@ConditionalOnBooleanProperty("pusher.leader-election.enabled")
public final class PusherLeaderElectionAutoConfiguration {

	PusherLeaderElectionAutoConfiguration() {
	}

	/**
	 * Configuration of leader election if Spring Integration is on the classpath.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OnGrantedEvent.class)
	static class ElectionConfiguration {

		@Bean
		PusherPartitions pusherPartitions(PusherProperties properties) {
			LeaderElection election = properties.getLeaderElection();
			check("partitions", election.getPartitions());
			return new PusherPartitions(
					StringUtils.hasText(election.getRole()) ? election.getRole() : PusherClient.DEFAULT_NAME,
					election.getPartitions());
		}

		@Bean
		PusherLeaderElection pusherLeaderElection(PusherProperties properties, PusherPartitions partitions,
				ObjectProvider<PusherClientLifecycle> clients) {
			LeaderElection election = properties.getLeaderElection();
			Integer max = election.getMaxPartitions();
			if (max != null) {
				check("max-partitions", max);
			}
			return new PusherLeaderElection(
					new Leaderships(partitions, election.getRole(), (max != null) ? max : Integer.MAX_VALUE),
					partitions, clients);
		}

		private static void check(String property, int value) {
			if (value < 1) {
				throw new PusherConfigurationException(
						"The value of 'pusher.leader-election.%s' cannot be used: it must be positive but is %d."
							.formatted(property, value),
						"Correct 'pusher.leader-election.%s' in the configuration of the application."
							.formatted(property));
			}
		}

		/**
		 * Configures leader initiators for partitions if the application has none.
		 */
		@Configuration(proxyBeanMethods = false)
		@Conditional(PartitionsCondition.class)
		@ConditionalOnSingleCandidate(LockRegistry.class)
		@ConditionalOnMissingBean(value = LockRegistryLeaderInitiator.class,
				type = { "org.springframework.integration.zookeeper.leader.LeaderInitiator",
						"org.springframework.integration.hazelcast.leader.LeaderInitiator" })
		static class InitiatorsConfiguration {

			@Bean
			PartitionInitiators pusherPartitionInitiators(PusherPartitions partitions, LockRegistry<?> locks,
					ApplicationContext context, ObjectProvider<PusherClientLifecycle> clients) {
				return new PartitionInitiators(partitions.getRoles(), locks, context, clients);
			}

		}

	}

	/**
	 * Matches if there is more than one partition.
	 */
	static class PartitionsCondition implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Binder.get(context.getEnvironment())
				.bind("pusher.leader-election.partitions", Integer.class)
				.orElse(1) > 1;
		}

	}

	/**
	 * Fails if Spring Integration is not on the classpath, because otherwise every
	 * instance would connect.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("org.springframework.integration.leader.event.OnGrantedEvent")
	static class NoElectionConfiguration {

		NoElectionConfiguration() {
			throw new PusherConfigurationException(
					"'pusher.leader-election.enabled' is true, but Spring Integration, which elects the leader, is "
							+ "not on the classpath.",
					"Add 'org.springframework.integration:spring-integration-core' and a leader initiator, or set "
							+ "'pusher.leader-election.enabled' to false.");
		}

	}

}

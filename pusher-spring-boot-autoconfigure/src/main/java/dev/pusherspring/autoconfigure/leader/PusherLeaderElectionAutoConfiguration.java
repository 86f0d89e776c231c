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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.leader.event.OnGrantedEvent;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;

/**
 * {@link AutoConfiguration Auto-configuration} for clients that run on only one instance
 * of an application at a time. Spring Integration elects the instance, with a
 * {@code LeaderInitiator} or {@code LockRegistryLeaderInitiator} bean of the application.
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
	 * With Spring Integration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OnGrantedEvent.class)
	static class ElectionConfiguration {

		@Bean
		PusherLeaderElection pusherLeaderElection(PusherProperties properties,
				ObjectProvider<PusherClientLifecycle> clients) {
			return new PusherLeaderElection(properties.getLeaderElection().getRole(), clients);
		}

	}

	/**
	 * Without Spring Integration. Fails, because otherwise every instance would connect.
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

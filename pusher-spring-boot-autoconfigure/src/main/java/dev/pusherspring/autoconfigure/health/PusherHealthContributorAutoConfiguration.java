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

package dev.pusherspring.autoconfigure.health;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.CompositeHealthContributorConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.app.NamedClients;
import dev.pusherspring.autoconfigure.leader.PusherPartitions;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.health.PusherHealthIndicator;

/**
 * {@link AutoConfiguration Auto-configuration} for {@link PusherHealthIndicator}.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(PusherClient.class)
@ConditionalOnEnabledHealthIndicator("pusher")
@EnableConfigurationProperties(PusherHealthIndicatorProperties.class)
public final class PusherHealthContributorAutoConfiguration
		extends CompositeHealthContributorConfiguration<PusherHealthIndicator, PusherClient> {

	PusherHealthContributorAutoConfiguration(PusherHealthIndicatorProperties properties,
			ObjectProvider<PusherPartitions> partitions) {
		super((client) -> new PusherHealthIndicator(client, properties.getGracePeriod(),
				new Status(properties.getIdleStatus()), PusherPartitions.led(partitions)));
	}

	@Bean
	@ConditionalOnMissingBean(name = { "pusherHealthIndicator", "pusherHealthContributor" })
	HealthContributor pusherHealthContributor(ConfigurableListableBeanFactory beanFactory) {
		return createContributor(NamedClients.in(beanFactory));
	}

}

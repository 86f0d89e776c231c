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

package dev.pusherspring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.app.NamedClients;
import dev.pusherspring.autoconfigure.leader.PusherLeaderElectionAutoConfiguration;
import dev.pusherspring.autoconfigure.leader.PusherPartitions;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.metrics.PusherMetrics;
import dev.pusherspring.metrics.PusherPartitionMetrics;

/**
 * {@link AutoConfiguration Auto-configuration} for {@link PusherMetrics} and
 * {@link PusherPartitionMetrics}.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = { PusherAutoConfiguration.class, PusherLeaderElectionAutoConfiguration.class },
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean({ MeterRegistry.class, PusherClient.class })
@EnableConfigurationProperties(PusherProperties.class)
public final class PusherMetricsAutoConfiguration {

	PusherMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PusherMetrics pusherMetrics(ConfigurableListableBeanFactory beanFactory, PusherProperties properties) {
		return new PusherMetrics(NamedClients.in(beanFactory),
				SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, EventDelivery.class).values(),
				properties.getMetrics().isChannelTag());
	}

	@Bean
	@ConditionalOnBean(PusherPartitions.class)
	@ConditionalOnMissingBean
	PusherPartitionMetrics pusherPartitionMetrics(PusherPartitions partitions) {
		return new PusherPartitionMetrics((partitions.getCount() > 1) ? partitions.getCount() : 0, partitions::getLed);
	}

}

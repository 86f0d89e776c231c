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

package dev.pusherspring.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import dev.pusherspring.actuate.PusherEndpoint;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.app.NamedClients;
import dev.pusherspring.autoconfigure.leader.PusherPartitions;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * {@link AutoConfiguration Auto-configuration} for {@link PusherEndpoint}.
 *
 * @since 1.0.0
 */
@AutoConfiguration(after = PusherAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(PusherClient.class)
@ConditionalOnAvailableEndpoint(PusherEndpoint.class)
public final class PusherEndpointAutoConfiguration {

	PusherEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	PusherEndpoint pusherEndpoint(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<PusherListenerRegistry> registries, ObjectProvider<PusherPartitions> partitions) {
		Map<String, EventDelivery> deliveries = new LinkedHashMap<>();
		SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, EventDelivery.class)
			.values()
			.forEach((delivery) -> deliveries.putIfAbsent(delivery.getApp(), delivery));
		return new PusherEndpoint(NamedClients.in(beanFactory), deliveries,
				() -> registries.stream().flatMap((registry) -> registry.getListeners().stream()).toList(),
				PusherPartitions.led(partitions));
	}

}

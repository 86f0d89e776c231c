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

package dev.pusherspring.smoke.bridges;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitTemplateConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.amqp.dsl.Amqp;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;

import dev.pusherspring.integration.PusherAdapters;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;

/**
 * Hands events over to RabbitMQ by an integration flow.
 */
@Configuration(proxyBeanMethods = false)
class RabbitFlow {

	@Bean
	IntegrationFlow paymentFlow(PusherListenerRegistry registry, RabbitTemplateConfigurer configurer,
			ConnectionFactory connections) {
		// of its own, since the adapter takes all confirms of a template
		RabbitTemplate rabbit = new RabbitTemplate();
		configurer.configure(rabbit, connections);
		return IntegrationFlow
			.from(PusherAdapters.inboundChannelAdapter(registry, "payments")
				.retry((retry) -> retry.withMaxAttempts(RetrySettings.UNLIMITED)))
			.handle(Amqp.outboundAdapter(rabbit)
				.exchangeName("shop")
				.routingKey("payments")
				.confirmCorrelationFunction(Message::getPayload)
				.waitForConfirm(true))
			.get();
	}

}

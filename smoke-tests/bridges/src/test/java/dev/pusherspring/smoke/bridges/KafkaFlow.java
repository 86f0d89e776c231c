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

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.kafka.dsl.Kafka;
import org.springframework.kafka.core.KafkaTemplate;

import dev.pusherspring.integration.PusherAdapters;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.RetrySettings;

/**
 * Hands events over to Kafka by an integration flow.
 */
@Configuration(proxyBeanMethods = false)
class KafkaFlow {

	@Bean
	IntegrationFlow paymentFlow(PusherListenerRegistry registry, KafkaTemplate<String, String> kafka) {
		return IntegrationFlow
			.from(PusherAdapters.inboundChannelAdapter(registry, "payments")
				.retry((retry) -> retry.withMaxAttempts(RetrySettings.UNLIMITED)))
			.handle(Kafka.outboundChannelAdapter(kafka)
				.topic("payments")
				.messageKey((message) -> message.getHeaders().get(PusherHeaders.CHANNEL))
				.sync(true))
			.get();
	}

}

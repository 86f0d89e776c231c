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

import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Declarables;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Queue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Queues that outlast a restart of RabbitMQ.
 */
@Configuration(proxyBeanMethods = false)
class RabbitQueues {

	@Bean
	Declarables queues() {
		DirectExchange shop = new DirectExchange("shop");
		Queue orders = new Queue("orders");
		Queue payments = new Queue("payments");
		return new Declarables(shop, orders, payments, BindingBuilder.bind(orders).to(shop).withQueueName(),
				BindingBuilder.bind(payments).to(shop).withQueueName());
	}

}

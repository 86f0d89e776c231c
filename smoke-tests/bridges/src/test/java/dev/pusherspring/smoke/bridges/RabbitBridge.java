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

import java.util.concurrent.CompletableFuture;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

import dev.pusherspring.listener.PusherListener;

/**
 * Hands events over to RabbitMQ.
 */
@Component
class RabbitBridge {

	private final RabbitTemplate rabbit;

	RabbitBridge(RabbitTemplate rabbit) {
		this.rabbit = rabbit;
	}

	@PusherListener(channels = "orders", retry = @PusherListener.Retry(maxAttempts = "-1"))
	CompletableFuture<?> onOrder(String order) {
		CorrelationData sent = new CorrelationData();
		this.rabbit.convertAndSend("shop", "orders", order, sent);
		return sent.getFuture().thenAccept((confirm) -> {
			if (!confirm.ack() || sent.getReturned() != null) {
				throw new AmqpException("RabbitMQ has not taken the order");
			}
		});
	}

}

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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;

/**
 * Hands events over to Kafka in batches.
 */
@Component
class KafkaBatchBridge {

	private final KafkaTemplate<String, String> kafka;

	KafkaBatchBridge(KafkaTemplate<String, String> kafka) {
		this.kafka = kafka;
	}

	@PusherListener(channels = "prices", batch = true, batchMaxWait = "20ms",
			retry = @PusherListener.Retry(maxAttempts = "-1"))
	CompletableFuture<?> onPrices(List<PusherMessageEvent> prices) {
		return CompletableFuture.allOf(prices.stream()
			.map((price) -> this.kafka.send("prices", price.getChannel(), price.getData()))
			.toArray(CompletableFuture[]::new));
	}

}

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

package dev.pusherspring.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.client.RestClientException;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;

/**
 * Makes up orders and publishes them on every channel that the client listens to.
 */
class OrderFeed {

	private static final Log logger = LogFactory.getLog(OrderFeed.class);

	private static final List<String> ITEMS = List.of("Espresso", "Flat white", "Cappuccino", "Croissant");

	private final OrderPublisher publisher;

	private final PusherClient client;

	private long lastId;

	OrderFeed(OrderPublisher publisher, PusherClient client) {
		this.publisher = publisher;
		this.client = client;
	}

	@Scheduled(fixedDelayString = "${sample.publisher.interval:2s}")
	void publishNext() {
		// Channels keeps no history: what nobody listens to is gone
		List<String> channels = this.client.getChannels()
			.stream()
			.filter(Channel::isSubscribed)
			.map(Channel::getName)
			.sorted()
			.toList();
		if (channels.isEmpty()) {
			return;
		}
		try {
			this.publisher.publish(nextOrder(), channels);
		}
		catch (RestClientException ex) {
			logger.warn(LogMessage.format("An order could not be published: %s", ex.getMessage()));
		}
	}

	private Order nextOrder() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		this.lastId++;
		return new Order(this.lastId, ITEMS.get(random.nextInt(ITEMS.size())), random.nextInt(1, 5),
				BigDecimal.valueOf(random.nextInt(150, 500), 2));
	}

}

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

package dev.pusherspring.sample.order;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.stereotype.Component;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.publish.PublishRejectedException;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.sample.payment.Payment;
import dev.pusherspring.sample.publishing.ConditionalOnPublishing;

/**
 * Takes orders and publishes them. In real life this would be another application.
 */
@Component
@ConditionalOnPublishing
class OrderDesk {

	private final PusherOperations publisher;

	private final PusherClient client;

	private final OrderHistory history;

	private final AtomicLong lastId = new AtomicLong();

	OrderDesk(PusherOperations publisher, PusherClient client, OrderHistory history) {
		this.publisher = publisher;
		this.client = client;
		this.history = history;
	}

	/**
	 * Publish an order, and its payment on the encrypted channel.
	 * @param item what is ordered
	 * @param quantity how many of it
	 * @return the order
	 */
	Order place(MenuItem item, int quantity) {
		Order order = new Order(this.lastId.incrementAndGet(), item.label(), quantity, item.price());
		List<String> channels = wanted("orders");
		// first: who misses the event must find it there
		this.history.add(channels, order);
		try {
			publish(channels, Order.PLACED, order);
		}
		catch (PublishRejectedException ex) {
			this.history.remove(order);
			throw ex;
		}
		publish(wanted("payments"), Payment.RECEIVED,
				new Payment(order.id(), order.total(), "card ending in %04d".formatted(order.id() % 10_000)));
		return order;
	}

	/**
	 * Make up an order and publish it.
	 * @return the order
	 */
	Order placeAny() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		MenuItem[] menu = MenuItem.values();
		return place(menu[random.nextInt(menu.length)], random.nextInt(1, 5));
	}

	private void publish(List<String> channels, String event, Object data) {
		if (!channels.isEmpty()) {
			this.publisher.trigger(channels, event, data);
		}
	}

	private List<String> wanted(String suffix) {
		return this.client.getChannels()
			.stream()
			.map(Channel::getName)
			.filter((name) -> name.endsWith(suffix))
			.sorted()
			.toList();
	}

}

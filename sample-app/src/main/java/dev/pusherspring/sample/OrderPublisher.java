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
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.publish.PublishException;
import dev.pusherspring.publish.PublishRejectedException;
import dev.pusherspring.publish.PusherOperations;

/**
 * Publishes orders and their payments through the REST API. Publishing requires the id
 * and the secret of the app, and is usually done by a different application.
 *
 * @since 1.0.0
 */
@Component
@ConditionalOnProperty({ "pusher.app-id", "pusher.secret" })
public class OrderPublisher {

	private final PusherOperations pusher;

	private final PusherClient client;

	private final OrderHistory history;

	private final AtomicLong lastId = new AtomicLong();

	OrderPublisher(PusherOperations pusher, PusherClient client, OrderHistory history) {
		this.pusher = pusher;
		this.client = client;
		this.history = history;
	}

	/**
	 * Publish an order, and its payment on the encrypted channel.
	 * @param item the ordered item
	 * @param quantity ordered quantity
	 * @param price price per item
	 * @return the order
	 * @throws PublishException if the event could not be published
	 */
	public Order place(String item, int quantity, BigDecimal price) {
		Order order = new Order(this.lastId.incrementAndGet(), item, quantity, price);
		List<String> channels = channels("orders");
		// Before publishing, so that subscribers that miss the event find the order here.
		this.history.add(channels, order);
		try {
			// one request for several channels
			trigger(channels, Order.PLACED, order);
		}
		catch (PublishRejectedException ex) {
			// Not published. After any other failure, the order may have been published.
			this.history.remove(order);
			throw ex;
		}
		// Encrypted before it is sent, because of the name of the channel. Such
		// an event can be published on one channel only.
		trigger(channels("payments"), Payment.RECEIVED,
				new Payment(order.id(), order.total(), "card ending in %04d".formatted(order.id() % 10_000)));
		return order;
	}

	private void trigger(List<String> channels, String event, Object data) {
		if (!channels.isEmpty()) {
			this.pusher.trigger(channels, event, data);
		}
	}

	// The channels of 'pusher.channels' whose names end with the suffix.
	private List<String> channels(String suffix) {
		return this.client.getChannels()
			.stream()
			.map(Channel::getName)
			.filter((name) -> name.endsWith(suffix))
			.sorted()
			.toList();
	}

}

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

package dev.pusherspring.docs;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.listener.PusherListener;

@Component
class OrderListener {

	private final OrderService orders;

	OrderListener(OrderService orders) {
		this.orders = orders;
	}

	@PusherListener(channels = "orders", events = "order-placed")
	void onOrder(Order order) {
		this.orders.placed(order);
	}

	@EventListener
	void onOutage(PusherOutageEvent event) {
		this.orders.reload();
	}

	@EventListener
	void onDenied(PusherSubscriptionErrorEvent event) {
		this.orders.denied(event.getChannel(), event.getStatus());
	}

}

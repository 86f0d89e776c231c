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

package dev.pusherspring.benchmarks.migration.after;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.pusherspring.benchmarks.migration.Order;
import dev.pusherspring.benchmarks.migration.OrderDesk;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.listener.PusherListener;

/**
 * The same application, migrated to this project.
 */
@Component
public class OrderFeed {

	private final OrderDesk desk;

	OrderFeed(OrderDesk desk) {
		this.desk = desk;
	}

	@PusherListener(channels = "private-orders", events = "order-placed")
	void onOrder(Order order) {
		this.desk.placed(order);
	}

	@EventListener
	void onStateChange(PusherConnectionStateEvent change) {
		this.desk.connection(change.getCurrent().name());
	}

	@EventListener
	void onError(PusherErrorEvent error) {
		this.desk.problem(error.getMessage());
	}

	@EventListener
	void onRefusal(PusherSubscriptionErrorEvent error) {
		this.desk.problem(error.getMessage());
	}

}

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

package dev.pusherspring.sample.page;

import java.util.Arrays;
import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import dev.pusherspring.publish.PublishException;
import dev.pusherspring.sample.Order;
import dev.pusherspring.sample.OrderHistory;
import dev.pusherspring.sample.OrderPublisher;

/**
 * Receives orders from the page. All calls have a JSON body, which browsers do not send
 * to other origins without a preflight request.
 */
@RestController
@RequestMapping("/api")
@ConditionalOnProperty({ "pusher.app-id", "pusher.secret" })
class OrderController {

	private static final int RUSH = 100;

	private final OrderPublisher publisher;

	private final OrderFeed feed;

	private final OrderHistory history;

	OrderController(OrderPublisher publisher, OrderFeed feed, OrderHistory history) {
		this.publisher = publisher;
		this.feed = feed;
		this.history = history;
	}

	@GetMapping("/menu")
	List<String> menu() {
		return Arrays.stream(MenuItem.values()).map(MenuItem::label).toList();
	}

	// for the page, which also misses events while its connection is lost
	@GetMapping("/orders")
	List<Order> missed(@RequestParam String channel, @RequestParam long after) {
		return this.history.after(channel, after);
	}

	@PostMapping(path = "/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	Order place(@RequestBody Wish wish) {
		MenuItem item = MenuItem.find(wish.item())
			.orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "This item is not on the menu"));
		if (wish.quantity() < 1 || wish.quantity() > 99) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "The quantity must be from 1 to 99");
		}
		return this.publisher.place(item.label(), wish.quantity(), item.price());
	}

	@PostMapping(path = "/orders/rush", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	void rush() {
		for (int i = 0; i < RUSH; i++) {
			this.feed.publishAny();
		}
	}

	@PostMapping(path = "/feed", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void feed(@RequestBody OrderFeed.Switch wanted) {
		this.feed.setRunning(wanted.running());
	}

	@ExceptionHandler
	ProblemDetail notPublished(PublishException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, String.valueOf(ex.getMessage()));
	}

	/**
	 * An order as requested by the page.
	 *
	 * @param item a label from the menu
	 * @param quantity quantity, from 1 to 99
	 */
	record Wish(String item, int quantity) {

	}

}

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

package dev.pusherspring.smoke.aot;

import java.util.List;
import java.util.Map;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.Message;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;

/**
 * Prints orders that arrive as records.
 *
 * @since 1.0.0
 */
@SpringBootApplication
public class AotApplication {

	private final EmbeddedPusherServer server;

	AotApplication(EmbeddedPusherServer server) {
		this.server = server;
	}

	@EventListener
	void publish(PusherSubscriptionSucceededEvent event) {
		this.server.trigger(event.getChannel(), "placed",
				Map.of("id", 7, "lines", List.of(Map.of("item", "tea", "quantity", 2))));
	}

	@PusherListener(channels = "*orders", events = "placed")
	void onOrder(Order order, @ChannelName String channel) {
		System.out.println("record on " + channel + ": " + order);
	}

	@PusherListener(channels = "orders", condition = "#payload.id == 7")
	void onOrderOf(Order order) {
		System.out.println("condition: " + order.id());
	}

	@PusherListener(channels = "orders")
	void onMessage(Message<Order> message) {
		System.out.println("message: " + message.getPayload().lines().get(0).item());
	}

	/**
	 * Run the application.
	 * @param args its arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(AotApplication.class, args);
		System.out.println("ahead of time: " + AotDetector.useGeneratedArtifacts());
	}

}

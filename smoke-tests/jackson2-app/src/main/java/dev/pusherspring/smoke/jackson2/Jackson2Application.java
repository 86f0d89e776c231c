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

package dev.pusherspring.smoke.jackson2;

import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.PusherListener;

/**
 * Serves orders and receives them.
 *
 * @since 1.0.0
 */
@SpringBootApplication
@RestController
public class Jackson2Application {

	private final EmbeddedPusherServer server;

	Jackson2Application(EmbeddedPusherServer server) {
		this.server = server;
	}

	@GetMapping("/order")
	Order order() {
		return new Order(7);
	}

	@PostMapping("/order")
	String place(@RequestBody Order order) {
		return "placed " + order.orderId();
	}

	@EventListener
	void greet(PusherSubscriptionSucceededEvent event) {
		this.server.trigger(event.getChannel(), "hello", Map.of("text", "hi"));
	}

	@PusherListener(channels = "greetings")
	void print(Greeting greeting) {
		System.out.println("greeting " + greeting.text());
	}

	/**
	 * Run the application.
	 * @param args its arguments
	 */
	public static void main(String[] args) {
		ApplicationContext context = SpringApplication.run(Jackson2Application.class, args);
		if (context instanceof WebServerApplicationContext webServerContext) {
			System.out.println("web port " + webServerContext.getWebServer().getPort());
		}
	}

	record Greeting(String text) {

	}

}

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

package dev.pusherspring.smoke.reactive;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.reactive.ReactivePusherClient;

/**
 * Prints events and the ports of its servers.
 *
 * @since 1.0.0
 */
@SpringBootApplication
public class ReactiveApplication {

	private final EmbeddedPusherServer server;

	private final ReactivePusherClient client;

	ReactiveApplication(EmbeddedPusherServer server, ReactivePusherClient client) {
		this.server = server;
		this.client = client;
	}

	// stays subscribed until the client is disconnected
	@EventListener(ApplicationReadyEvent.class)
	void stream() {
		this.client.payloads("streamed-greetings", "hello", String.class)
			.subscribe((text) -> System.out.println("streamed " + text), Throwable::printStackTrace,
					() -> System.out.println("stream completed"));
	}

	@EventListener
	void greet(PusherSubscriptionSucceededEvent event) {
		this.server.trigger(event.getChannel(), "hello", "wörld");
	}

	@EventListener
	void print(PusherMessageEvent event) {
		System.out.println("event " + event.getChannel() + " " + event.getEvent());
	}

	/**
	 * Run the application.
	 * @param args its arguments
	 */
	public static void main(String[] args) {
		ApplicationContext context = SpringApplication.run(ReactiveApplication.class, args);
		if (context instanceof WebServerApplicationContext webServerContext) {
			System.out.println("web port " + webServerContext.getWebServer().getPort());
		}
		System.out.println("embedded port " + context.getBean(EmbeddedPusherServer.class).getPort());
		System.out.println("main returned");
	}

}

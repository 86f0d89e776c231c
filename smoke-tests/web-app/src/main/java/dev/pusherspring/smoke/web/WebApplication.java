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

package dev.pusherspring.smoke.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * Prints events and the ports of its servers.
 *
 * @since 1.0.0
 */
@SpringBootApplication
public class WebApplication {

	private final EmbeddedPusherServer server;

	WebApplication(EmbeddedPusherServer server) {
		this.server = server;
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
		ApplicationContext context = SpringApplication.run(WebApplication.class, args);
		if (context instanceof WebServerApplicationContext webServerContext) {
			System.out.println("web port " + webServerContext.getWebServer().getPort());
		}
		System.out.println("embedded port " + context.getBean(EmbeddedPusherServer.class).getPort());
		System.out.println("main returned");
	}

}

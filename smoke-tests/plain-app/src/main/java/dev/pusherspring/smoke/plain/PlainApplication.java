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

package dev.pusherspring.smoke.plain;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * Prints events. With {@code close=listener} the listener closes the application at the
 * first one, with {@code close=main} the main method does.
 *
 * @since 1.0.0
 */
@SpringBootApplication
public class PlainApplication {

	private final EmbeddedPusherServer server;

	private final ConfigurableApplicationContext context;

	private final @Nullable String close;

	private final CountDownLatch received = new CountDownLatch(1);

	PlainApplication(EmbeddedPusherServer server, ConfigurableApplicationContext context,
			@Value("${close:#{null}}") @Nullable String close) {
		this.server = server;
		this.context = context;
		this.close = close;
	}

	@EventListener
	void greet(PusherSubscriptionSucceededEvent event) {
		this.server.trigger(event.getChannel(), "hello", "wörld");
	}

	@EventListener
	void print(PusherMessageEvent event) {
		System.out.println("event " + event.getChannel() + " " + event.getEvent());
		if ("listener".equals(this.close)) {
			System.out.println("closing");
			this.context.close();
		}
		this.received.countDown();
	}

	/**
	 * Run the application.
	 * @param args its arguments
	 * @throws InterruptedException if the main thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		ConfigurableApplicationContext context = SpringApplication.run(PlainApplication.class, args);
		PlainApplication application = context.getBean(PlainApplication.class);
		if ("main".equals(application.close)) {
			application.received.await();
			System.out.println("closing");
			context.close();
		}
		System.out.println("main returned");
	}

}

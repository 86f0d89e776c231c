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

package dev.pusherspring.smoke.spring;

import java.util.Map;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.config.EnablePusherListeners;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.PusherListener;

/**
 * Prints the events it receives, without Spring Boot.
 *
 * @since 1.0.0
 */
@Configuration
@EnablePusherListeners
public class FrameworkApplication {

	@Bean(initMethod = "start", destroyMethod = "close")
	EmbeddedPusherServer server() {
		return EmbeddedPusherServer.builder().build();
	}

	@Bean
	PusherClient client(EmbeddedPusherServer server) {
		PusherOptions options = PusherOptions.builder(server.getKey())
			.host("127.0.0.1")
			.port(server.getPort())
			.forceTls(false)
			.build();
		return new PusherClientBuilder(options)
			.channelAuthorizer(SigningAuthorizer.builder(server.getKey(), server.getSecret()).build())
			.build();
	}

	@PusherListener(channels = { "greetings", "private-greetings" }, events = "hello")
	void onGreeting(Greeting greeting) {
		System.out.println("listener " + greeting.text());
	}

	@EventListener
	void onMessage(PusherMessageEvent event) {
		System.out.println("event " + event.getChannel() + " " + event.getEvent());
	}

	@EventListener
	void greet(PusherSubscriptionSucceededEvent event) {
		server().getConnections().forEach((client) -> System.out.println("version " + client.version()));
		server().trigger(event.getChannel(), "hello", Map.of("text", "on " + event.getChannel()));
	}

	/**
	 * Run the application.
	 * @param args not used
	 */
	public static void main(String[] args) {
		System.out.println("boot " + ClassUtils.isPresent("org.springframework.boot.SpringApplication", null));
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(FrameworkApplication.class);
		context.registerShutdownHook();
		System.out.println("main returned");
	}

}

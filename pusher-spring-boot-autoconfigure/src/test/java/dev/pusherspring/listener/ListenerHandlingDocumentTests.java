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

package dev.pusherspring.listener;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.Registration;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherListenerFailedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@code docs/listeners.md} shows of failures, and of listeners that come
 * and go.
 */
class ListenerHandlingDocumentTests {

	private final ApplicationContextRunner embedded = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.embedded.enabled=true");

	@Test
	void whatAListenerCannotHandleIsADeadLetter() {
		this.embedded.withUserConfiguration(Invoices.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("invoices", Duration.ofSeconds(5))).isTrue();
			server.trigger("invoices", "sent", "not an invoice");
			Invoices invoices = context.getBean(Invoices.class);
			Awaitility.await()
				.untilAsserted(() -> assertThat(invoices.deadLetters)
					.containsExactly("listenerHandlingDocumentTests.Invoices.onInvoice(Invoice) invoices"));
			assertThat(invoices.alarms).containsExactly("PayloadConversionException");
		});
	}

	@Test
	void listenersComeAndGo() {
		this.embedded.withBean(Followers.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			Followers followers = context.getBean(Followers.class);
			followers.follow("news");
			assertThat(server.awaitSubscribed("news", Duration.ofSeconds(5))).isTrue();
			server.trigger("news", "hello", "{}");
			Awaitility.await().untilAsserted(() -> assertThat(followers.heard).containsExactly("hello"));
			followers.leave("news");
			Awaitility.await().until(() -> server.getChannels().isEmpty());
		});
	}

	record Invoice(int id) {

	}

	interface Archive {

		void store(Invoice invoice);

	}

	@Configuration(proxyBeanMethods = false)
	static class Invoices {

		private final List<String> deadLetters = new CopyOnWriteArrayList<>();

		private final List<String> alarms = new CopyOnWriteArrayList<>();

		private final Archive archive = (invoice) -> {
		};

		@PusherListener(value = "invoices", concurrency = "2", ordered = false, errorHandler = "alarm",
				retry = @PusherListener.Retry(maxAttempts = "5", initialDelay = "2s"))
		void onInvoice(Invoice invoice) {
			this.archive.store(invoice);
		}

		@EventListener
		void onFailure(PusherListenerFailedEvent failure) {
			this.deadLetters.add(failure.getListener() + " " + failure.getEvent().getChannel());
		}

		@Bean
		PusherListenerErrorHandler alarm() {
			return (listener, event, cause) -> this.alarms.add(cause.getClass().getSimpleName());
		}

	}

	static class Followers {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final PusherListenerRegistry registry;

		private final Map<String, Registration> followed = new ConcurrentHashMap<>();

		Followers(PusherListenerRegistry registry) {
			this.registry = registry;
		}

		void follow(String channel) {
			this.followed.computeIfAbsent(channel, (name) -> this.registry
				.register(PusherListenerEndpoint.builder("follow-" + name, this::onEvent).channels(name).build()));
		}

		void leave(String channel) {
			Registration registration = this.followed.remove(channel);
			if (registration != null) {
				registration.remove();
			}
		}

		private void onEvent(PusherChannelEvent event) {
			this.heard.add(event.getEvent());
		}

	}

}

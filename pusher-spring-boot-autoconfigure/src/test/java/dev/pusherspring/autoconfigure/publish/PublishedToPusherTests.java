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

package dev.pusherspring.autoconfigure.publish;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.publish.PublishRejectedException;
import dev.pusherspring.publish.annotation.PublishedToPusher;
import dev.pusherspring.publish.annotation.PublishedToPusherFailedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PublishedToPusher @PublishedToPusher} with real transactions.
 */
class PublishedToPusherTests {

	private static final String DATABASE = "jdbc:h2:mem:published";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, PusherPublishAutoConfiguration.class,
				EmbeddedPusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withUserConfiguration(Receiver.class)
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.fail-fast=true", "shop=books")
		.withBean(TransactionTemplate.class,
				() -> new TransactionTemplate(new JdbcTransactionManager(new DriverManagerDataSource(DATABASE))));

	@Test
	void eventIsPublishedAfterTheCommit() {
		run((context, receiver) -> {
			context.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
				context.publishEvent(new OrderPlaced(1, "a"));
				context.publishEvent(new OrderPlaced(2, "a"));
				// one that goes out before would be there first
				context.publishEvent(new Sequel("before the commit"));
				assertThat(receiver.received).isEmpty();
			});
			await().untilAsserted(() -> assertThat(receiver.received).containsExactly(
					"books-a order-placed {\"id\":1,\"customer\":\"a\"}",
					"books-a order-placed {\"id\":2,\"customer\":\"a\"}", "books-a Sequel before the commit"));
		});
	}

	@Test
	void rolledBackTransactionPublishesNothing() {
		run((context, receiver) -> {
			context.getBean(TransactionTemplate.class).executeWithoutResult((status) -> {
				context.publishEvent(new OrderPlaced(1, "a"));
				status.setRollbackOnly();
			});
			context.publishEvent(new Sequel("the end"));
			await().untilAsserted(() -> assertThat(receiver.received).containsExactly("books-a Sequel the end"));
		});
	}

	@Test
	void withoutATransactionEventIsPublishedAtOnce() {
		run((context, receiver) -> {
			context.publishEvent(new OrderPlaced(3, "a"));
			await().untilAsserted(() -> assertThat(receiver.received).hasSize(1));
		});
	}

	@Test
	void failureBecomesAnEventAndNotOneOfTheTransaction() {
		run((context, receiver) -> {
			context.getBean(TransactionTemplate.class)
				.executeWithoutResult((status) -> context.publishEvent(new OrderPlaced(1, "no channel")));
			await().untilAsserted(() -> assertThat(receiver.failures).hasSize(1));
			PublishedToPusherFailedEvent failure = receiver.failures.element();
			assertThat(failure.getSource()).isEqualTo(new OrderPlaced(1, "no channel"));
			assertThat(failure.getFailure()).isInstanceOf(PublishRejectedException.class);
			assertThat(failure.toString()).doesNotContain("no channel");
		});
	}

	private void run(Scenario scenario) {
		this.contextRunner.run((context) -> {
			await().untilAsserted(() -> assertThat(context.getBean(PusherClient.class).getChannels())
				.allMatch((channel) -> channel.isSubscribed()));
			scenario.run(context, context.getBean(Receiver.class));
		});
	}

	/**
	 * What a test does.
	 */
	@FunctionalInterface
	interface Scenario {

		void run(ApplicationContext context, Receiver receiver);

	}

	@PublishedToPusher(channels = "${shop}-#{customer}", event = "order-placed")
	record OrderPlaced(int id, String customer) {

	}

	@PublishedToPusher(channels = "${shop}-a", payload = "text")
	record Sequel(String text) {

	}

	static class Receiver {

		private final Queue<String> received = new ConcurrentLinkedQueue<>();

		private final Queue<PublishedToPusherFailedEvent> failures = new ConcurrentLinkedQueue<>();

		@PusherListener(channels = "books-a")
		void receive(String data, PusherChannelEvent event) {
			this.received.add(event.getChannel() + " " + event.getEvent() + " " + data);
		}

		@EventListener
		void fail(PublishedToPusherFailedEvent event) {
			this.failures.add(event);
		}

	}

}

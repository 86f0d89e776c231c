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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherOptionsCustomizer;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAppsAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.batch.BatchListenerFailedException;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.deduplicate.DeduplicationSettings;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples of {@code docs/listeners.md}, which are taken from here.
 */
class ListenerDocumentTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				EmbeddedPusherAppsAutoConfiguration.class, JacksonAutoConfiguration.class));

	private final ApplicationContextRunner embedded = this.contextRunner
		.withPropertyValues("pusher.embedded.enabled=true");

	@Test
	void listenersHearWhatTheyNameAndNoMore() {
		this.embedded.withUserConfiguration(Listeners.class).run((context) -> {
			Listeners listeners = context.getBean(Listeners.class);
			trigger(context, "orders", "order-placed", Map.of("id", 1, "total", 20));
			trigger(context, "orders", "order-cancelled", Map.of("id", 2, "total", 20));
			trigger(context, "orders", "order-placed", Map.of("id", 3, "total", 2000));
			Awaitility.await()
				.untilAsserted(() -> assertThat(listeners.heard).contains("placed 1", "any order-placed in orders",
						"any order-cancelled in orders", "placed 3", "large 3"));
			assertThat(listeners.heard).doesNotContain("placed 2", "large 1");
			listeners.client.subscribe("chat.7.v2");
			trigger(context, "chat.7.v2", "message", Map.of("text", "Hello"));
			Awaitility.await().untilAsserted(() -> assertThat(listeners.heard).contains("chat.7.v2: Hello"));
		});
	}

	@Test
	void memberEventsMustBeAskedFor() {
		try (ListeningContext context = ListeningContext.of(Members.class)) {
			assertThat(context.registry().getListeners()).singleElement()
				.satisfies((listener) -> assertThat(listener.handles("presence-room", "pusher:member_added")).isTrue())
				.satisfies((listener) -> assertThat(listener.handles("presence-room", "message")).isFalse());
		}
	}

	@Test
	void errorHandlerDecides() {
		this.embedded.withUserConfiguration(Failing.class, ErrorHandling.class).run((context) -> {
			trigger(context, "orders", "order-placed", Map.of("id", 1, "total", 20));
			List<String> rejected = context.getBean(ErrorHandling.class).rejected;
			Awaitility.await().untilAsserted(() -> assertThat(rejected).containsExactly("billing: no such account"));
		});
	}

	@Test
	void deliveryIsConfigured() {
		this.embedded.withInitializer(yaml("delivery.yml"))
			.run((context) -> assertThat(context.getBean(EventDelivery.class)).extracting("settings")
				.isEqualTo(new DeliverySettings(4, 20_000, OverflowPolicy.DROP_OLDEST, Duration.ofSeconds(30))));
	}

	@Test
	void batchesAreConfigured() {
		this.embedded.withInitializer(yaml("batches.yml"))
			.run((context) -> assertThat(context.getBean(EventDelivery.class)).extracting("settings.batch")
				.isEqualTo(new BatchSettings(200, Duration.ofMillis(500))));
	}

	@Test
	void deduplicationIsConfigured() {
		this.embedded.withInitializer(yaml("deduplicate.yml"))
			.run((context) -> assertThat(context.getBean(EventDelivery.class)).extracting("settings.deduplication")
				.isEqualTo(new DeduplicationSettings(List.of("orders", "private-orders-*"), "order.id",
						Duration.ofMinutes(2), 1_000, 100_000)));
	}

	@Test
	void batchesAreDelivered() {
		this.embedded.withPropertyValues("pusher.listener.batch.max-wait=50ms", "pusher.listener.retry.max-attempts=2")
			.withUserConfiguration(Batches.class)
			.run((context) -> {
				Batches batches = context.getBean(Batches.class);
				trigger(context, "orders", "order-placed", Map.of("id", 1, "total", 20));
				trigger(context, "payments", "paid", Map.of("id", 7));
				Awaitility.await()
					.untilAsserted(() -> assertThat(batches.archive.stored).extracting(Order::id).containsExactly(1));
				Awaitility.await().untilAsserted(() -> assertThat(batches.ledger.booked).containsExactly(7, 7));
			});
	}

	@Test
	void eventListenersHearEverything() {
		this.embedded.withPropertyValues("pusher.channels=orders")
			.withUserConfiguration(Everything.class)
			.run((context) -> {
				trigger(context, "orders", "order-placed", Map.of("id", 1, "total", 20));
				Everything everything = context.getBean(Everything.class);
				Awaitility.await()
					.untilAsserted(() -> assertThat(everything.heard).containsExactly("pusher orders order-placed"));
			});
	}

	@Test
	void listenersAreStartedAndStoppedById() {
		this.embedded.withUserConfiguration(Manual.class, ListenerSwitch.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			context.getBean(ListenerSwitch.class).on();
			assertThat(server.awaitSubscribed("reports", Duration.ofSeconds(20))).isTrue();
			context.getBean(ListenerSwitch.class).off();
			Awaitility.await().until(() -> server.getChannels().isEmpty());
		});
	}

	@Test
	void severalAppsAreConfiguredAndInjected() {
		this.contextRunner.withInitializer(yaml("several-apps.yml"))
			.withPropertyValues("pusher.auto-startup=false")
			.withUserConfiguration(Trading.class, Customizers.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				Trading trading = context.getBean(Trading.class);
				assertThat(trading.prices.getName()).isEqualTo("prices");
				assertThat(trading.prices.getChannel("ticker")).isNotNull();
				assertThat(context.getBeansOfType(PusherOptions.class).values())
					.extracting((options) -> options.server().webSocketHost())
					.containsExactlyInAnyOrder("ws-eu.pusher.com", "ws-us2.pusher.com");
				assertThat(context.getBeansOfType(PusherOptions.class).values())
					.extracting((options) -> options.handshake().origin())
					.containsExactlyInAnyOrder("https://orders.example.com", "https://prices.example.com");
			});
	}

	private static void trigger(ApplicationContext context, String channel, String event, Object data) {
		EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
		assertThat(server.awaitSubscribed(channel, Duration.ofSeconds(20))).isTrue();
		server.trigger(channel, event, data);
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> yaml(String name) {
		return (context) -> {
			try {
				new YamlPropertySourceLoader().load(name, new ClassPathResource("listeners/" + name))
					.forEach(context.getEnvironment().getPropertySources()::addLast);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

	record Order(int id, int total) {

	}

	record ChatMessage(String text) {

	}

	record Payment(int id) {

	}

	static class LedgerException extends RuntimeException {

	}

	static class OrderArchive {

		private final List<Order> stored = new CopyOnWriteArrayList<>();

		void storeAll(List<Order> orders) {
			this.stored.addAll(orders);
		}

	}

	static class Ledger {

		private final List<Integer> booked = new CopyOnWriteArrayList<>();

		void book(Payment payment) {
			this.booked.add(payment.id());
			if (this.booked.size() == 1) {
				throw new LedgerException();
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Batches {

		private final OrderArchive archive = new OrderArchive();

		private final Ledger ledger = new Ledger();

		@PusherListener(channels = "orders", events = "order-placed", batch = true)
		void onOrders(List<Order> orders) {
			this.archive.storeAll(orders);
		}

		@PusherListener(channels = "payments", batch = true, batchMaxSize = "50", batchMaxWait = "2s")
		void onPayments(List<Payment> payments) {
			for (int i = 0; i < payments.size(); i++) {
				try {
					this.ledger.book(payments.get(i));
				}
				catch (LedgerException ex) {
					throw new BatchListenerFailedException(i, ex);
				}
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private final PusherClient client;

		Listeners(PusherClient client) {
			this.client = client;
		}

		@PusherListener(channels = "orders", events = "order-placed")
		void onOrder(Order order) {
			this.heard.add("placed " + order.id());
		}

		@PusherListener(channels = "orders", events = "order-*")
		void onAnyOrder(Order order, @EventName String event, @ChannelName String channel) {
			this.heard.add("any " + event + " in " + channel);
		}

		@PusherListener(channels = "orders", events = "order-placed", condition = "#payload.total > 1000")
		void onLargeOrder(Order order) {
			this.heard.add("large " + order.id());
		}

		@PusherListener(channels = "chat.*.v2", events = "${chat.event:message}")
		void onChat(ChatMessage message, @ChannelName String channel) {
			this.heard.add(channel + ": " + message.text());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Members {

		@PusherListener(channels = "presence-room", events = "pusher:member_added")
		void onJoin(PusherMemberAddedEvent event) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@PusherListener(id = "billing", channels = "orders")
		void onOrder(Order order) {
			throw new IllegalStateException("no such account");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ErrorHandling {

		private final List<String> rejected = new CopyOnWriteArrayList<>();

		@Bean
		PusherListenerErrorHandler errorHandler() {
			return (listener, event, cause) -> this.rejected.add(listener.getId() + ": " + cause.getMessage());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Everything {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.heard.add(event.getApp() + " " + event.getChannel() + " " + event.getEvent());
		}

		@EventListener
		void onError(PusherErrorEvent error) {
			this.heard.add(error.getMessage());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Manual {

		@PusherListener(id = "reports", channels = "reports", autoStartup = "false")
		void onReport(String report) {
		}

	}

	static class ListenerSwitch {

		private final PusherListenerRegistry registry;

		ListenerSwitch(PusherListenerRegistry registry) {
			this.registry = registry;
		}

		void on() {
			this.registry.start("reports");
		}

		void off() {
			this.registry.stop("reports");
		}

	}

	static class Trading {

		private final PusherClient prices;

		Trading(@Qualifier("prices") PusherClient prices) {
			this.prices = prices;
		}

		@PusherListener(app = "orders", channels = "private-orders")
		void onOrder(Order order) {
		}

		@PusherListener(app = "prices", channels = "ticker")
		void onPrice(String price) {
		}

		@PusherListener(app = "*", channels = "maintenance")
		void onMaintenance(PusherMessageEvent event) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		PusherOptionsCustomizer origins() {
			return (options) -> options
				.handshake((handshake) -> handshake.withOrigin("https://" + options.getName() + ".example.com"));
		}

	}

}

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

package dev.pusherspring.docs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.client.RestClient;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.JdbcPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples of {@code docs/missed-events.md}, which are taken from here.
 */
class MissedEventsDocumentTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class))
		.withBean(Orders.class)
		.withPropertyValues("pusher.key=app-key", "pusher.embedded.enabled=true",
				"pusher.reconnect.initial-delay=10ms");

	private @Nullable HttpServer http;

	@AfterEach
	void stop() {
		if (this.http != null) {
			this.http.stop(0);
		}
	}

	@Test
	void historyIsBehindAnEndpoint() throws Exception {
		List<String> queries = new CopyOnWriteArrayList<>();
		this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.http.createContext("/channels/orders/events", (exchange) -> answer(exchange, queries));
		this.http.start();
		RestClient rest = RestClient.create("http://127.0.0.1:" + this.http.getAddress().getPort());
		this.runner.withBean(ShopHistory.class, () -> new ShopHistory(rest)).run((context) -> {
			drop(context);
			Awaitility.await()
				.untilAsserted(() -> assertThat(context.getBean(Orders.class).heard).containsExactly("{\"id\":7}",
						"{\"id\":8}"));
			context.getBean(EmbeddedPusherServer.class).trigger("orders", "order-placed", "{\"id\":8}");
			context.getBean(EmbeddedPusherServer.class).trigger("orders", "order-placed", "{\"id\":9}");
			Awaitility.await()
				.untilAsserted(() -> assertThat(context.getBean(Orders.class).heard).containsExactly("{\"id\":7}",
						"{\"id\":8}", "{\"id\":9}"));
			assertThat(queries).singleElement().asString().contains("from=").contains("to=");
		});
	}

	private static void answer(HttpExchange exchange, List<String> queries) throws IOException {
		queries.add(exchange.getRequestURI().getQuery());
		byte[] body = """
				[{"event":"order-placed","data":"{\\"id\\":7}"},{"event":"order-placed","data":"{\\"id\\":8}"}]"""
			.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Test
	void historyIsAnOutboxAndTheNextInstanceGoesOn() {
		JdbcDataSource database = new JdbcDataSource();
		database.setUrl("jdbc:h2:mem:documents;DB_CLOSE_DELAY=-1");
		JdbcTemplate jdbc = create(database);
		ApplicationContextRunner withDatabase = this.runner.withBean(DataSource.class, () -> database)
			.withBean(JdbcTemplate.class, () -> jdbc)
			.withUserConfiguration(Positions.class)
			.withBean(Outbox.class);
		withDatabase.run((context) -> {
			publish(context, jdbc, 1);
			Awaitility.await().until(() -> context.getBean(Orders.class).heard.size() == 1);
			record(jdbc, 2);
			drop(context);
			Awaitility.await()
				.untilAsserted(() -> assertThat(context.getBean(Orders.class).heard).containsExactly("{\"id\":1}",
						"{\"id\":2}"));
		});
		record(jdbc, 3);
		withDatabase.run((context) -> Awaitility.await()
			.untilAsserted(() -> assertThat(context.getBean(Orders.class).heard).containsExactly("{\"id\":3}")));
		jdbc.execute("SHUTDOWN");
	}

	@Test
	void listenerSavesThePositionWithWhatItWrites() {
		JdbcDataSource database = new JdbcDataSource();
		database.setUrl("jdbc:h2:mem:order-book;DB_CLOSE_DELAY=-1");
		JdbcTemplate jdbc = create(database);
		jdbc.execute("CREATE TABLE ORDERS (ID BIGINT)");
		// neither the order nor the position without the other
		jdbc.execute("ALTER TABLE PUSHER_POSITION ADD CHECK POSITION_KEY <> '2'");
		this.runner.withBean(DataSource.class, () -> database)
			.withBean(JdbcTemplate.class, () -> jdbc)
			.withBean(DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(database))
			.withUserConfiguration(Positions.class, Transactions.class)
			.withBean(Outbox.class)
			.withBean(OrderBook.class)
			.withPropertyValues("pusher.recovery.position-interval=0")
			.run((context) -> {
				for (int id = 1; id <= 3; id++) {
					publish(context, jdbc, id);
				}
				Awaitility.await()
					.until(() -> "3"
						.equals(jdbc.queryForObject("SELECT POSITION_KEY FROM PUSHER_POSITION", String.class)));
				assertThat(jdbc.queryForList("SELECT ID FROM ORDERS ORDER BY ID", Integer.class)).containsExactly(1, 3);
			});
		jdbc.execute("SHUTDOWN");
	}

	private static JdbcTemplate create(DataSource database) {
		new ResourceDatabasePopulator(new ClassPathResource("dev/pusherspring/client/recovery/schema.sql"))
			.execute(database);
		JdbcTemplate jdbc = new JdbcTemplate(database);
		jdbc.execute("CREATE TABLE OUTBOX (ID BIGINT PRIMARY KEY, CHANNEL VARCHAR(200), "
				+ "EVENT VARCHAR(200), DATA VARCHAR(10000), CREATED TIMESTAMP WITH TIME ZONE)");
		return jdbc;
	}

	private static void publish(ApplicationContext context, JdbcTemplate jdbc, int id) {
		awaitSubscribed(context);
		context.getBean(EmbeddedPusherServer.class).trigger("orders", "order-placed", record(jdbc, id));
	}

	private static String record(JdbcTemplate jdbc, int id) {
		String data = "{\"id\":" + id + "}";
		jdbc.update("INSERT INTO OUTBOX (ID, CHANNEL, EVENT, DATA, CREATED) VALUES (?, 'orders', 'order-placed', ?, ?)",
				id, data, Timestamp.from(Instant.now()));
		return data;
	}

	private static void drop(ApplicationContext context) {
		awaitSubscribed(context);
		context.getBean(EmbeddedPusherServer.class).faults().dropAll();
	}

	private static void awaitSubscribed(ApplicationContext context) {
		Awaitility.await().until(() -> context.getBean(PusherClient.class).getChannel("orders").isSubscribed());
	}

	static class Orders {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@PusherListener(channels = "orders", events = "order-placed")
		void on(String order) {
			this.heard.add(order);
		}

		@EventListener
		void onFailure(PusherRecoveryFailedEvent failure) {
			this.heard.add("%s may be missing events from %s to %s".formatted(failure.getChannel(), failure.getFrom(),
					failure.getTo()));
		}

	}

	@Component
	static class ShopHistory implements MissedEventsSource {

		private final RestClient shop;

		ShopHistory(RestClient shop) {
			this.shop = shop;
		}

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			ChannelEvent[] events = this.shop.get()
				.uri("/channels/{channel}/events?from={from}&to={to}", request.channel(), request.from(), request.to())
				.retrieve()
				.body(ChannelEvent[].class);
			return Stream.of(events);
		}

		@Override
		public String key(ChannelEvent event) {
			return event.field("id");
		}

	}

	@Component
	static class Outbox implements MissedEventsSource {

		private final JdbcTemplate jdbc;

		Outbox(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			return this.jdbc.queryForStream(
					"SELECT EVENT, DATA FROM OUTBOX WHERE CHANNEL = ? AND CREATED >= ? AND ID > ? ORDER BY ID",
					(row, number) -> ChannelEvent.of(row.getString(1), row.getString(2)), request.channel(),
					Timestamp.from(request.from()),
					(request.lastKey() != null) ? Long.parseLong(request.lastKey()) : 0);
		}

		@Override
		public String key(ChannelEvent event) {
			return event.field("id");
		}

	}

	record Order(int id) {

	}

	static class OrderBook {

		private final JdbcTemplate jdbc;

		private final PositionStore positions;

		OrderBook(JdbcTemplate jdbc, PositionStore positions) {
			this.jdbc = jdbc;
			this.positions = positions;
		}

		@PusherListener(channels = "orders", events = "order-placed")
		@Transactional
		void onOrder(Order order, PusherMessageEvent event) {
			this.jdbc.update("INSERT INTO ORDERS (ID) VALUES (?)", order.id());
			this.positions.save(event.getApp(), event.getChannel(), event.getPosition());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Transactions {

	}

	@Configuration(proxyBeanMethods = false)
	static class Positions {

		@Bean
		PositionStore positionStore(JdbcTemplate jdbc) {
			return new JdbcPositionStore(jdbc);
		}

	}

}

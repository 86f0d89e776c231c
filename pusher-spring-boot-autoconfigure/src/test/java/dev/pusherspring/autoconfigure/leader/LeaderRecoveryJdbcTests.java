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

package dev.pusherspring.autoconfigure.leader;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.lock.LockRepository;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.PlatformTransactionManager;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.JdbcPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for instances of an application that take over from each other without a gap, by
 * positions and an outbox in a database that they share.
 */
class LeaderRecoveryJdbcTests {

	private static final Duration LOCK_PERIOD = Duration.ofSeconds(3);

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final JdbcDataSource database = new JdbcDataSource();

	// in the order in which they happened, over all instances
	private final List<String> log = new CopyOnWriteArrayList<>();

	private final List<ConfigurableApplicationContext> instances = new CopyOnWriteArrayList<>();

	private final AtomicBoolean publishing = new AtomicBoolean(true);

	private final Thread publisher = new Thread(this::publishAll, "publisher");

	@BeforeEach
	void start() {
		this.server.start();
		this.database.setUrl("jdbc:h2:mem:recovery-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"),
				new ClassPathResource("dev/pusherspring/client/recovery/schema.sql"))
			.execute(this.database);
		new JdbcTemplate(this.database).execute("CREATE TABLE OUTBOX (ID INT PRIMARY KEY)");
	}

	@AfterEach
	void stop() throws Exception {
		this.publishing.set(false);
		this.publisher.join();
		this.instances.forEach(ConfigurableApplicationContext::close);
		this.server.stop();
		try (Connection connection = this.database.getConnection()) {
			connection.createStatement().execute("SHUTDOWN");
		}
	}

	private void publishAll() {
		while (this.publishing.get()) {
			publish();
			LockSupport.parkNanos(1_000_000);
		}
	}

	private int publish() {
		JdbcTemplate jdbc = new JdbcTemplate(this.database);
		int number = jdbc.queryForObject("SELECT COALESCE(MAX(ID), 0) + 1 FROM OUTBOX", Integer.class);
		jdbc.update("INSERT INTO OUTBOX (ID) VALUES (?)", number);
		this.server.trigger("orders", "placed", String.valueOf(number));
		return number;
	}

	private int publishLast() throws InterruptedException {
		this.publishing.set(false);
		this.publisher.join();
		return publish();
	}

	@Test
	void everyNumberArrivesOnceAndInOrderOverLeadersThatEnd() throws Exception {
		run("0", new Network(this.database));
		awaitLeader("0");
		this.publisher.start();
		for (int i = 1; i <= 3; i++) {
			run(String.valueOf(i), new Network(this.database));
			awaitNumberFrom(String.valueOf(i - 1));
			this.server.faults().dropAll();
			this.instances.get(i - 1).close();
			awaitNumberFrom(String.valueOf(i));
		}
		int last = publishLast();
		Awaitility.await().atMost(TIMEOUT).until(() -> this.log.contains("3 " + last));
		assertThat(numbers("\\d+ \\d+")).containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
		assertThat(this.log).contains("1 recovers", "2 recovers", "3 recovers");
	}

	// who cannot save its position leaves its latest events to the next one as well
	@Test
	void nothingIsMissingAfterALeaderThatLosesTheDatabase() throws Exception {
		Network network = new Network(this.database);
		run("0", network);
		awaitLeader("0");
		this.publisher.start();
		run("1", new Network(this.database));
		awaitNumberFrom("0");
		network.cut = true;
		awaitNumberFrom("1");
		int last = publishLast();
		Awaitility.await().atMost(TIMEOUT).until(() -> this.log.contains("1 " + last));
		List<Integer> first = numbers("0 \\d+");
		List<Integer> second = numbers("1 \\d+");
		assertThat(first).containsExactlyElementsOf(IntStream.rangeClosed(1, first.size()).boxed().toList());
		assertThat(second.get(0)).isBetween(1, first.size() + 1);
		assertThat(second).containsExactlyElementsOf(IntStream.rangeClosed(second.get(0), last).boxed().toList());
	}

	private List<Integer> numbers(String pattern) {
		return this.log.stream()
			.filter((line) -> line.matches(pattern))
			.map((line) -> Integer.valueOf(line.substring(line.indexOf(' ') + 1)))
			.toList();
	}

	private void awaitLeader(String instance) {
		Awaitility.await().atMost(TIMEOUT).until(() -> this.server.awaitSubscribed("orders", Duration.ofSeconds(5)));
		assertThat(this.log).noneMatch((line) -> !line.startsWith(instance));
	}

	private void awaitNumberFrom(String instance) {
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> this.log.stream().anyMatch((line) -> line.matches(instance + " \\d+")));
	}

	private void run(String name, Network network) {
		ConfigurableApplicationContext instance = new SpringApplicationBuilder(Instance.class)
			.web(WebApplicationType.NONE)
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(DataSource.class, () -> network))
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(Recorder.class,
					() -> new Recorder(name, this.log)))
			.properties("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
					"pusher.port=" + this.server.getPort(), "pusher.force-tls=false", "pusher.channels=orders",
					"pusher.reconnect.initial-delay=10ms", "pusher.recovery.position-interval=100ms",
					"pusher.leader-election.enabled=true", "pusher.leader-election.role=orders",
					"spring.main.banner-mode=off")
			.run();
		this.instances.add(instance);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Instance {

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

		@Bean
		DefaultLockRepository lockRepository(DataSource dataSource) {
			return new DefaultLockRepository(dataSource);
		}

		@Bean
		JdbcLockRegistry lockRegistry(LockRepository repository) {
			return new JdbcLockRegistry(repository, LOCK_PERIOD);
		}

		@Bean
		LockRegistryLeaderInitiator leaderInitiator(JdbcLockRegistry locks) {
			LockRegistryLeaderInitiator initiator = new LockRegistryLeaderInitiator(locks,
					new DefaultCandidate(null, "orders"));
			initiator.setHeartBeatMillis(200);
			initiator.setBusyWaitMillis(50);
			return initiator;
		}

		@Bean
		PositionStore positionStore(DataSource dataSource) {
			return new JdbcPositionStore(new JdbcTemplate(dataSource));
		}

		@Bean
		MissedEventsSource outbox(DataSource dataSource) {
			return new Outbox(new JdbcTemplate(dataSource));
		}

	}

	record Outbox(JdbcTemplate jdbc) implements MissedEventsSource {

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			int last = (request.lastKey() != null) ? Integer.parseInt(request.lastKey()) : 0;
			return this.jdbc.queryForStream("SELECT ID FROM OUTBOX WHERE ID > ? ORDER BY ID",
					(row, number) -> ChannelEvent.of("placed", row.getString(1)), last);
		}

		@Override
		public @Nullable String key(ChannelEvent event) {
			return event.data();
		}

	}

	record Recorder(String name, List<String> log) {

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.log.add(this.name + " " + event.getData());
		}

		@EventListener
		void onOutage(PusherOutageEvent event) {
			this.log.add(this.name + " recovers");
		}

	}

	/**
	 * One instance's way to the database.
	 */
	private static final class Network extends DelegatingDataSource {

		private volatile boolean cut;

		private Network(DataSource database) {
			super(database);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.cut) {
				throw new SQLException("The database cannot be reached");
			}
			return super.getConnection();
		}

	}

}

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
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
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
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.PlatformTransactionManager;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for leader election among two instances of an application, by a lock in a
 * database that they share.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherLeaderElectionJdbcTests {

	private static final Duration LOCK_PERIOD = Duration.ofSeconds(3);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final JdbcDataSource database = new JdbcDataSource();

	// in the order in which they happened, over both instances
	private final List<String> log = new CopyOnWriteArrayList<>();

	private final List<ConfigurableApplicationContext> instances = new CopyOnWriteArrayList<>();

	@BeforeEach
	void start() {
		this.server.start();
		this.database.setUrl("jdbc:h2:mem:leader-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"))
			.execute(this.database);
	}

	@AfterEach
	void stop() throws SQLException {
		this.instances.forEach(ConfigurableApplicationContext::close);
		this.server.stop();
		try (Connection connection = this.database.getConnection()) {
			connection.createStatement().execute("SHUTDOWN");
		}
	}

	@Test
	void instanceThatEndsLogsNoFailure(CapturedOutput output) {
		ConfigurableApplicationContext instance = run("first", new Network(this.database));
		awaitConnected("first");
		instance.close();
		// the last word is that of the thread that held the lock
		Awaitility.await("end of the initiator")
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("lock-leadership-")));
		assertThat(output).contains("became the leader for role 'orders'").doesNotContain("Exception");
	}

	@Test
	void instanceThatEndsHandsOverWithinOneLockPeriod() {
		ConfigurableApplicationContext first = run("first", new Network(this.database));
		awaitConnected("first");
		Network network = new Network(this.database);
		ConfigurableApplicationContext second = run("second", network);
		assertStaysAway("second", network);
		this.server.trigger("orders", "placed", 1);
		Awaitility.await().untilAsserted(() -> assertThat(this.log).contains("first placed"));
		first.close();
		awaitConnected("second");
		this.server.trigger("orders", "placed", 2);
		Awaitility.await().untilAsserted(() -> assertThat(this.log).contains("second placed"));
		second.close();
		assertThat(this.log).containsExactly("first CONNECTED", "first placed", "first DISCONNECTED",
				"second CONNECTED", "second placed", "second DISCONNECTED");
	}

	@Test
	void instanceThatLosesTheDatabaseStopsBeforeAnotherOneStarts() {
		Network network = new Network(this.database);
		run("first", network);
		awaitConnected("first");
		Network other = new Network(this.database);
		run("second", other);
		assertStaysAway("second", other);
		network.cut = true;
		awaitConnected("second");
		assertThat(this.log).containsExactly("first CONNECTED", "first DISCONNECTED", "second CONNECTED");
		assertThat(this.instances).allMatch(ConfigurableApplicationContext::isActive);
	}

	private void awaitConnected(String instance) {
		// one lock period, a heartbeat to notice, and what connecting takes on a busy
		// machine
		Awaitility.await().atMost(LOCK_PERIOD.plusSeconds(7)).until(() -> this.log.contains(instance + " CONNECTED"));
		assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
		assertThat(this.server.getConnections()).hasSize(1);
	}

	private void assertStaysAway(String instance, Network network) {
		int before = network.used.get();
		Awaitility.await("attempts to get the lock").until(() -> network.used.get() > before + 5);
		assertThat(this.log).noneMatch((line) -> line.startsWith(instance));
		assertThat(this.server.getConnections()).hasSize(1);
	}

	private ConfigurableApplicationContext run(String name, Network network) {
		ConfigurableApplicationContext instance = new SpringApplicationBuilder(Instance.class)
			.web(WebApplicationType.NONE)
			.initializers(
					(context) -> ((GenericApplicationContext) context).registerBean(DataSource.class, () -> network))
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(Recorder.class,
					() -> new Recorder(name, this.log)))
			.properties("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
					"pusher.port=" + this.server.getPort(), "pusher.force-tls=false", "pusher.channels=orders",
					"pusher.leader-election.enabled=true", "pusher.leader-election.role=orders",
					"spring.main.banner-mode=off")
			.run();
		this.instances.add(instance);
		return instance;
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

	}

	record Recorder(String name, List<String> log) {

		@EventListener
		void onState(PusherConnectionStateEvent event) {
			if (event.getCurrent() == ConnectionState.CONNECTED || event.getCurrent() == ConnectionState.DISCONNECTED) {
				this.log.add(this.name + " " + event.getCurrent());
			}
		}

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.log.add(this.name + " " + event.getEvent());
		}

	}

	/**
	 * One instance's way to the database.
	 */
	private static final class Network extends DelegatingDataSource {

		private final AtomicInteger used = new AtomicInteger();

		private volatile boolean cut;

		private Network(DataSource database) {
			super(database);
		}

		@Override
		public Connection getConnection() throws SQLException {
			if (this.cut) {
				throw new SQLException("The database cannot be reached");
			}
			this.used.incrementAndGet();
			return super.getConnection();
		}

	}

}

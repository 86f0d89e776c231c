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

package dev.pusherspring.autoconfigure.recovery;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for leaders that are killed while they handle events. Each instance
 * has a process of its own; {@code -Dpusher.test.kills=50} kills more of them than one.
 */
class KilledLeaderIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final int KILLS = Integer.getInteger("pusher.test.kills", 1);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final JdbcDataSource database = new JdbcDataSource();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.database);

	private final List<Process> instances = new ArrayList<>();

	private final AtomicBoolean publishing = new AtomicBoolean(true);

	private final Thread publisher = new Thread(this::publishAll, "publisher");

	private Server databaseServer;

	@BeforeEach
	void start() throws Exception {
		this.server.start();
		this.database.setUrl("jdbc:h2:mem:killed;DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"),
				new ClassPathResource("dev/pusherspring/client/recovery/schema.sql"))
			.execute(this.database);
		this.jdbc.execute("CREATE TABLE OUTBOX (ID INT PRIMARY KEY)");
		this.jdbc.execute("CREATE TABLE HANDLED (NUMBER INT AUTO_INCREMENT PRIMARY KEY, ID INT, INSTANCE INT)");
		this.jdbc.execute("CREATE TABLE READY (INSTANCE INT)");
		this.databaseServer = Server.createTcpServer("-tcpPort", "0").start();
	}

	@AfterEach
	void stop() throws Exception {
		this.publishing.set(false);
		this.publisher.join();
		this.instances.forEach(Process::destroyForcibly);
		for (Process instance : this.instances) {
			instance.waitFor();
		}
		this.server.stop();
		this.jdbc.execute("SHUTDOWN");
		this.databaseServer.stop();
	}

	@Test
	void everyNumberIsHandledOnceAndInOrderAlthoughLeadersAreKilled() throws Exception {
		run(0);
		assertThat(this.server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		this.publisher.start();
		for (int i = 1; i <= KILLS; i++) {
			run(i);
			await("SELECT COUNT(*) FROM HANDLED WHERE INSTANCE = ?", i - 1, 20);
			this.instances.get(i - 1).destroyForcibly().waitFor();
			await("SELECT COUNT(*) FROM HANDLED WHERE INSTANCE = ?", i, 20);
		}
		this.publishing.set(false);
		this.publisher.join();
		int last = publish();
		await("SELECT COUNT(*) FROM HANDLED WHERE ID = ?", last, 1);
		assertThat(this.jdbc.queryForList("SELECT ID FROM HANDLED ORDER BY NUMBER", Integer.class))
			.containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
		assertThat(this.jdbc.queryForList("SELECT DISTINCT INSTANCE FROM HANDLED", Integer.class)).hasSize(KILLS + 1);
	}

	private void publishAll() {
		while (this.publishing.get()) {
			publish();
			LockSupport.parkNanos(2_000_000);
		}
	}

	private int publish() {
		int number = this.jdbc.queryForObject("SELECT COALESCE(MAX(ID), 0) + 1 FROM OUTBOX", Integer.class);
		this.jdbc.update("INSERT INTO OUTBOX (ID) VALUES (?)", number);
		this.server.trigger("orders", "placed", String.valueOf(number));
		return number;
	}

	private void run(int instance) throws IOException {
		this.instances.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				KillableInstance.class.getName(), "--instance=" + instance,
				"--database=jdbc:h2:tcp://127.0.0.1:%d/mem:killed".formatted(this.databaseServer.getPort()),
				"--pusher.key=" + this.server.getKey(), "--pusher.host=127.0.0.1",
				"--pusher.port=" + this.server.getPort(), "--pusher.force-tls=false",
				"--pusher.reconnect.initial-delay=10ms", "--pusher.recovery.position-interval=0",
				"--pusher.leader-election.enabled=true", "--pusher.leader-election.role=orders",
				"--spring.main.web-application-type=none", "--spring.docker.compose.enabled=false",
				"--spring.main.banner-mode=off")
			.redirectErrorStream(true)
			.redirectOutput(new File("target", "killed-leader-%d.log".formatted(instance)))
			.start());
		await("SELECT COUNT(*) FROM READY WHERE INSTANCE = ?", instance, 1);
	}

	private void await(String count, int argument, int least) {
		Awaitility.await().atMost(TIMEOUT).until(() -> {
			assertThat(this.instances.get(this.instances.size() - 1).isAlive()).as("The latest instance is alive")
				.isTrue();
			return this.jdbc.queryForObject(count, Integer.class, argument) >= least;
		});
	}

}

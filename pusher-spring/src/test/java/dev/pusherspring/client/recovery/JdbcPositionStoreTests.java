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

package dev.pusherspring.client.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JdbcPositionStore}.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcPositionStoreTests {

	private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789Z");

	private final JdbcDataSource database = new JdbcDataSource();

	private JdbcTemplate jdbc;

	private JdbcPositionStore store;

	@BeforeEach
	void start() {
		this.database.setUrl("jdbc:h2:mem:positions-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
		new ResourceDatabasePopulator(new ClassPathResource("dev/pusherspring/client/recovery/schema.sql"))
			.execute(this.database);
		this.jdbc = new JdbcTemplate(this.database);
		this.store = new JdbcPositionStore(this.jdbc);
	}

	@AfterEach
	void stop() {
		this.jdbc.execute("SHUTDOWN");
	}

	@Test
	void knowsNothingAtFirst() {
		assertThat(this.store.load("pusher", "orders")).isNull();
	}

	@Test
	void returnsWhatWasSaved() {
		this.store.save("pusher", Map.of("orders", new Position(TIME, "7"), "quiet", new Position(TIME, null)));
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(TIME, "7"));
		assertThat(this.store.load("pusher", "quiet")).isEqualTo(new Position(TIME, null));
		assertThat(this.store.load("other", "orders")).isNull();
	}

	@Test
	void replacesWhatWasSavedBefore() {
		this.store.save("pusher", Map.of("orders", new Position(TIME, "7")));
		this.store.save("pusher", Map.of("orders", new Position(TIME, "8"), "quiet", new Position(TIME, null)));
		this.store.save("pusher", Map.of("orders", new Position(TIME.plusMillis(1), "9")));
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(TIME.plusMillis(1), "9"));
	}

	@Test
	void instanceThatIsLateChangesNothing() {
		this.store.save("pusher", Map.of("orders", new Position(TIME, "7")));
		this.store.save("pusher", Map.of("orders", new Position(TIME.minusMillis(1), "6")));
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(TIME, "7"));
	}

	@Test
	void keyThatDoesNotFitIsLeftOutAndReportedOnce(CapturedOutput output) {
		String key = "k".repeat(256);
		Map<String, Position> first = new TreeMap<>(Map.of("known", new Position(TIME, "1")));
		this.store.save("pusher", first);
		for (String channel : List.of("a", "known", "z")) {
			first.put(channel, new Position(TIME.plusMillis(1), channel.equals("z") ? "2" : key));
		}
		this.store.save("pusher", first);
		this.store.save("pusher", first);
		for (String channel : List.of("a", "known")) {
			assertThat(this.store.load("pusher", channel)).isEqualTo(new Position(TIME.plusMillis(1), null));
		}
		assertThat(this.store.load("pusher", "z")).isEqualTo(new Position(TIME.plusMillis(1), "2"));
		assertThat(output).containsOnlyOnce("saved without its key of 256 characters").doesNotContain("kkk");
	}

	@Test
	void rowThatCannotBeSavedKeepsNoOtherFromBeingSaved() {
		String channel = "c".repeat(201);
		Map<String, Position> positions = new TreeMap<>();
		for (String name : List.of("a", "b", channel, "d", "e")) {
			positions.put(name, new Position(TIME, "1"));
		}
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.store.save("pusher", positions));
		for (String name : List.of("a", "b", "d", "e")) {
			assertThat(this.store.load("pusher", name)).as(name).isEqualTo(new Position(TIME, "1"));
		}
	}

	@Test
	void keyOfAListenerThatDoesNotFitFailsTheListener() {
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.store.save("pusher", "orders", new Position(TIME, "k".repeat(256))));
		assertThat(this.store.load("pusher", "orders")).isNull();
	}

	@Test
	void listenerThatIsLateMustRollBack() {
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(this.database));
		this.jdbc.execute("CREATE TABLE HANDLED (ID INT)");
		transaction.executeWithoutResult((status) -> handle(TIME, 7));
		transaction.executeWithoutResult((status) -> handle(TIME, 8));
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> handle(TIME.minusMillis(1), 6)))
			.withMessageContaining("'orders'");
		assertThat(this.jdbc.queryForList("SELECT ID FROM HANDLED ORDER BY ID", Integer.class)).containsExactly(7, 8);
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(TIME, "8"));
	}

	private void handle(Instant time, int id) {
		this.jdbc.update("INSERT INTO HANDLED (ID) VALUES (?)", id);
		this.store.save("pusher", "orders", new Position(time, String.valueOf(id)));
	}

	@Test
	void takesAnotherTable() {
		this.jdbc.execute("CREATE SCHEMA APP");
		this.jdbc.execute("CREATE TABLE APP.POSITIONS AS SELECT * FROM PUSHER_POSITION");
		JdbcPositionStore other = new JdbcPositionStore(this.jdbc, "APP.POSITIONS");
		other.save("pusher", Map.of("orders", new Position(TIME, "7")));
		assertThat(other.load("pusher", "orders")).isEqualTo(new Position(TIME, "7"));
		assertThat(this.store.load("pusher", "orders")).isNull();
	}

	@Test
	void refusesWhatIsNoTable() {
		assertThatIllegalArgumentException().isThrownBy(() -> new JdbcPositionStore(this.jdbc, "A; DROP TABLE B"))
			.withMessageContaining("'table'");
	}

}

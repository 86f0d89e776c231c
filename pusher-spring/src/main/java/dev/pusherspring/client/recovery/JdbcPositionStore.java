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

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.util.Assert;

/**
 * {@link PositionStore} that keeps positions in a table of a relational database. The
 * application must create the table, for example with
 * {@code dev/pusherspring/client/recovery/schema.sql} in the jar. Requires
 * {@code spring-jdbc}.
 *
 * @since 1.0.0
 */
public class JdbcPositionStore implements PositionStore {

	/**
	 * Default name of the table: {@value}.
	 */
	public static final String DEFAULT_TABLE = "PUSHER_POSITION";

	private static final Log logger = LogFactory.getLog("dev.pusherspring.recovery");

	private final JdbcOperations jdbc;

	private final String select;

	private final String update;

	private final String insert;

	private volatile boolean keyRejected;

	/**
	 * Create a new {@link JdbcPositionStore} instance on {@value #DEFAULT_TABLE}.
	 * @param jdbc the operations to access the database
	 */
	public JdbcPositionStore(JdbcOperations jdbc) {
		this(jdbc, DEFAULT_TABLE);
	}

	/**
	 * Create a new {@link JdbcPositionStore} instance.
	 * @param jdbc the operations to access the database
	 * @param table name of the table, with its schema if required
	 */
	public JdbcPositionStore(JdbcOperations jdbc, String table) {
		Assert.isTrue(table.matches("[\\w.]+"),
				() -> "'table' must be the name of a table but is '%s'".formatted(table));
		this.jdbc = jdbc;
		this.select = "SELECT POSITION_TIME, POSITION_KEY FROM %s WHERE APP = ? AND CHANNEL = ?".formatted(table);
		this.update = "UPDATE %s SET POSITION_TIME = ?, POSITION_KEY = ? WHERE APP = ? AND CHANNEL = ? AND POSITION_TIME <= ?"
			.formatted(table);
		this.insert = "INSERT INTO %s (POSITION_TIME, POSITION_KEY, APP, CHANNEL) VALUES (?, ?, ?, ?)".formatted(table);
	}

	@Override
	public @Nullable Position load(String app, String channel) {
		List<Position> positions = this.jdbc.query(this.select, JdbcPositionStore::read, app, channel);
		return positions.isEmpty() ? null : positions.get(0);
	}

	private static Position read(ResultSet row, int number) throws SQLException {
		return new Position(Instant.ofEpochMilli(row.getLong(1)), row.getString(2));
	}

	/**
	 * Save positions. If the database rejects a key, for example because it is too long,
	 * that position is saved without its key. A position that the database rejects
	 * nevertheless does not prevent the others from being saved.
	 */
	@Override
	public void save(String app, Map<String, Position> positions) {
		save(app, positions, List.copyOf(positions.keySet()));
	}

	private void save(String app, Map<String, Position> positions, List<String> channels) {
		try {
			saveAll(app, positions, channels);
		}
		catch (DataIntegrityViolationException ex) {
			if (channels.size() > 1) {
				int half = channels.size() / 2;
				try {
					save(app, positions, channels.subList(0, half));
				}
				finally {
					save(app, positions, channels.subList(half, channels.size()));
				}
			}
			else {
				saveWithoutKey(app, channels.get(0), positions.get(channels.get(0)), ex);
			}
		}
	}

	private void saveAll(String app, Map<String, Position> positions, List<String> channels) {
		List<Object[]> rows = new ArrayList<>();
		for (String channel : channels) {
			Position position = positions.get(channel);
			long time = position.time().toEpochMilli();
			rows.add(new Object[] { time, position.key(), app, channel, time });
		}
		int[] updated = this.jdbc.batchUpdate(this.update, rows);
		for (int i = 0; i < updated.length; i++) {
			if (updated[i] == 0) {
				insert(app, channels.get(i), positions.get(channels.get(i)));
			}
		}
	}

	private void saveWithoutKey(String app, String channel, Position position, DataIntegrityViolationException ex) {
		String key = position.key();
		if (key == null) {
			throw ex;
		}
		saveAll(app, Map.of(channel, new Position(position.time(), null)), List.of(channel));
		if (!this.keyRejected) {
			this.keyRejected = true;
			// the exception may contain the key, which is data
			logger.warn(LogMessage.format("The position on channel '%s' of app '%s' was saved without its key of %d "
					+ "characters, which the database has rejected. If the key is too long, widen the column "
					+ "POSITION_KEY. Further rejected keys are not logged", channel, app, key.length()));
		}
	}

	private void insert(String app, String channel, Position position) {
		try {
			this.jdbc.update(this.insert, position.time().toEpochMilli(), position.key(), app, channel);
		}
		catch (DuplicateKeyException ex) {
			// the stored position is later
		}
	}

	/**
	 * Save the position on a channel, in the transaction of the caller if there is one.
	 * @throws OptimisticLockingFailureException if the stored position is later, because
	 * another instance has taken over
	 */
	@Override
	public void save(String app, String channel, Position position) {
		long time = position.time().toEpochMilli();
		if (this.jdbc.update(this.update, time, position.key(), app, channel, time) == 0) {
			try {
				this.jdbc.update(this.insert, time, position.key(), app, channel);
			}
			catch (DuplicateKeyException ex) {
				throw new OptimisticLockingFailureException(
						("The position on channel '%s' of app '%s' was not saved because a later one is stored: "
								+ "another instance has taken over the channel")
							.formatted(channel, app),
						ex);
			}
		}
	}

}

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

import java.sql.SQLException;

import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * A database that several JVMs share, with the tables of locks, positions and published
 * events: the one that {@code -Dpartitions.jdbc-url} names, in a schema of its own, or H2
 * in server mode.
 */
final class SharedDatabase implements AutoCloseable {

	private static final String POSTGRESQL = "jdbc:postgresql:";

	private static final int CONNECTIONS = 10;

	private final @Nullable Server server;

	private final @Nullable String schema;

	private final String url;

	private final JdbcConnectionPool connections;

	private SharedDatabase(@Nullable Server server, @Nullable String schema, String url) {
		this.server = server;
		this.schema = schema;
		this.url = url;
		this.connections = connect(url);
	}

	static SharedDatabase start() throws SQLException {
		String url = System.getProperty("partitions.jdbc-url", "");
		SharedDatabase database = url.isEmpty() ? h2() : postgresql(url);
		new ResourceDatabasePopulator(
				new ClassPathResource("org/springframework/integration/jdbc/schema-%s.sql"
					.formatted(url.isEmpty() ? "h2" : "postgresql")),
				new ClassPathResource("dev/pusherspring/client/recovery/schema.sql"))
			.execute(database.connections);
		JdbcTemplate jdbc = database.jdbc();
		jdbc.execute("CREATE TABLE OUTBOX (ID INT PRIMARY KEY, CHANNEL VARCHAR(200) NOT NULL)");
		jdbc.execute("CREATE INDEX OUTBOX_CHANNEL ON OUTBOX (CHANNEL, ID)");
		return database;
	}

	private static SharedDatabase h2() throws SQLException {
		Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
		return new SharedDatabase(server, null,
				"jdbc:h2:tcp://127.0.0.1:%d/mem:partitions;DB_CLOSE_DELAY=-1".formatted(server.getPort()));
	}

	private static SharedDatabase postgresql(String url) {
		String schema = "partitions_" + System.nanoTime();
		JdbcConnectionPool connections = connect(url);
		new JdbcTemplate(connections).execute("CREATE SCHEMA " + schema);
		connections.dispose();
		return new SharedDatabase(null, schema, url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema);
	}

	/**
	 * Return connections to a database that another JVM has started.
	 * @param url address of the database
	 * @return the connections
	 */
	static JdbcConnectionPool connect(String url) {
		JdbcConnectionPool connections;
		if (url.startsWith(POSTGRESQL)) {
			PGConnectionPoolDataSource database = new PGConnectionPoolDataSource();
			database.setUrl(url);
			connections = JdbcConnectionPool.create(database);
		}
		else {
			JdbcDataSource database = new JdbcDataSource();
			database.setURL(url);
			connections = JdbcConnectionPool.create(database);
		}
		connections.setMaxConnections(CONNECTIONS);
		return connections;
	}

	String url() {
		return this.url;
	}

	JdbcTemplate jdbc() {
		return new JdbcTemplate(this.connections);
	}

	@Override
	public void close() {
		if (this.schema != null) {
			jdbc().execute("DROP SCHEMA " + this.schema + " CASCADE");
		}
		this.connections.dispose();
		if (this.server != null) {
			this.server.stop();
		}
	}

}

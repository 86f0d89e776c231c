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

import java.time.Duration;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.lock.LockRepository;
import org.springframework.integration.leader.DefaultCandidate;
import org.springframework.integration.support.leader.LockRegistryLeaderInitiator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.JdbcPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;

/**
 * One of several instances that write down each number of a channel, in a process of its
 * own so that it can be killed. The properties {@code database} and {@code instance} name
 * the database that all share, and this instance.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableTransactionManagement(proxyTargetClass = true)
public class KillableInstance {

	private static final Duration LOCK_PERIOD = Duration.ofSeconds(2);

	public static void main(String[] args) {
		SpringApplication.run(KillableInstance.class, args);
	}

	@Bean
	DataSource dataSource(Environment environment) {
		return JdbcConnectionPool.create(environment.getRequiredProperty("database"), "", "");
	}

	@Bean
	JdbcTemplate jdbcTemplate(DataSource dataSource) {
		return new JdbcTemplate(dataSource);
	}

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
	PositionStore positionStore(JdbcTemplate jdbc) {
		return new JdbcPositionStore(jdbc);
	}

	@Bean
	MissedEventsSource outbox(JdbcTemplate jdbc) {
		return new Outbox(jdbc);
	}

	@Bean
	Listener listener(JdbcTemplate jdbc, PositionStore positions, Environment environment) {
		return new Listener(jdbc, positions, environment.getRequiredProperty("instance", Integer.class));
	}

	@Bean
	ApplicationRunner ready(JdbcTemplate jdbc, Environment environment) {
		return (args) -> jdbc.update("INSERT INTO READY (INSTANCE) VALUES (?)",
				environment.getRequiredProperty("instance", Integer.class));
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

	static class Listener {

		private final JdbcTemplate jdbc;

		private final PositionStore positions;

		private final int instance;

		Listener(JdbcTemplate jdbc, PositionStore positions, int instance) {
			this.jdbc = jdbc;
			this.positions = positions;
			this.instance = instance;
		}

		@PusherListener(channels = "orders", events = "placed")
		@Transactional
		void onNumber(int number, PusherMessageEvent event) {
			this.jdbc.update("INSERT INTO HANDLED (ID, INSTANCE) VALUES (?, ?)", number, this.instance);
			this.positions.save(event.getApp(), event.getChannel(), event.getPosition());
		}

	}

}

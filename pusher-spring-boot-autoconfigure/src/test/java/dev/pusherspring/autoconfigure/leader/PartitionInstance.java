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

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.integration.jdbc.lock.DefaultLockRepository;
import org.springframework.integration.jdbc.lock.JdbcLockRegistry;
import org.springframework.integration.jdbc.lock.LockRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.JdbcPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * An instance of an application that divides its channels, in a JVM of its own. Says on
 * its standard output what it handles.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PartitionInstance {

	static final Duration LOCK_PERIOD = Duration.ofSeconds(3);

	static final String READY = "ready";

	static final String HANDLED = "handled ";

	static final String OUTAGE = "outage ";

	public static void main(String[] args) {
		// whoever wants to know what happens here is gone
		ProcessHandle.current()
			.parent()
			.ifPresent((parent) -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
		new SpringApplicationBuilder(PartitionInstance.class).web(WebApplicationType.NONE).run(args);
		say(READY);
	}

	static List<String> names(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((number) -> prefix + number).toList();
	}

	private static void say(String line) {
		System.out.println(line);
	}

	@Bean(destroyMethod = "dispose")
	DataSource dataSource(@Value("${database}") String url) {
		return SharedDatabase.connect(url);
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
	PositionStore positionStore(DataSource dataSource) {
		return new JdbcPositionStore(new JdbcTemplate(dataSource));
	}

	@Bean
	MissedEventsSource outbox(DataSource dataSource) {
		return new Outbox(new JdbcTemplate(dataSource));
	}

	@Bean
	Recorder recorder(PusherListenerRegistry registry, @Value("${orders}") int orders) {
		registry
			.register(PusherListenerEndpoint.builder("orders", (event) -> Recorder.handled((PusherMessageEvent) event))
				.channels(names("orders-", orders))
				.build());
		return new Recorder();
	}

	static class Recorder {

		@PusherListener(channels = "prices-*")
		void onPrice(PusherMessageEvent event) {
			handled(event);
		}

		@EventListener
		void onOutage(PusherOutageEvent event) {
			say(OUTAGE + event.getChannel());
		}

		private static void handled(PusherMessageEvent event) {
			say(HANDLED + event.getChannel() + " " + event.getData());
		}

	}

	record Outbox(JdbcTemplate jdbc) implements MissedEventsSource {

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			int last = (request.lastKey() != null) ? Integer.parseInt(request.lastKey()) : 0;
			return this.jdbc
				.queryForList("SELECT ID FROM OUTBOX WHERE CHANNEL = ? AND ID > ? ORDER BY ID", String.class,
						request.channel(), last)
				.stream()
				.map((id) -> ChannelEvent.of("placed", id));
		}

		@Override
		public @Nullable String key(ChannelEvent event) {
			return event.data();
		}

	}

}

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

import java.time.Duration;

import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.PlatformTransactionManager;

import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the example of {@code docs/clusters.md}.
 */
class OrdersLeaderTests {

	@Test
	void oneOfTwoInstancesConnects() {
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/integration/jdbc/schema-h2.sql"))
			.execute(database());
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			try (ConfigurableApplicationContext first = run(server);
					ConfigurableApplicationContext second = run(server)) {
				assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
				assertThat(server.awaitConnections(2, Duration.ofSeconds(1))).isFalse();
				assertThat(first.isActive() && second.isActive()).isTrue();
			}
		}
	}

	private static DataSource database() {
		JdbcDataSource database = new JdbcDataSource();
		database.setURL("jdbc:h2:mem:orders-leader;DB_CLOSE_DELAY=-1");
		return database;
	}

	private static ConfigurableApplicationContext run(EmbeddedPusherServer server) {
		return new SpringApplicationBuilder(Instance.class).web(WebApplicationType.NONE)
			.properties("spring.config.import=classpath:docs/leader-election.yaml", "pusher.key=" + server.getKey(),
					"pusher.host=127.0.0.1", "pusher.port=" + server.getPort(), "pusher.force-tls=false",
					"pusher.channels=orders", "spring.main.banner-mode=off")
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OrdersLeader.class)
	static class Instance {

		@Bean
		DataSource dataSource() {
			return database();
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new DataSourceTransactionManager(dataSource);
		}

	}

}

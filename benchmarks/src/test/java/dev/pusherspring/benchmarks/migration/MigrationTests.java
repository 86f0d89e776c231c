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

package dev.pusherspring.benchmarks.migration;

import java.time.Duration;
import java.util.Map;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PrivateChannel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.observed.ClientEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code docs/migrating.md}: the application receives the same events before
 * and after the migration.
 */
@Timeout(120)
class MigrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final RecordingDesk desk = new RecordingDesk();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void bothHearAnOrder() {
		before().run((context) -> placeAnOrder());
		after().run((context) -> placeAnOrder());
		assertThat(this.desk.orders).containsExactly(new Order(1), new Order(1));
		assertThat(this.desk.problems).isEmpty();
	}

	@Test
	void bothHearOfARefusal() {
		this.server.faults().rejectAuthorization(403, "Forbidden");
		before().run((context) -> awaitProblems(1));
		after().run((context) -> awaitProblems(2));
		assertThat(this.desk.problems.get(1)).contains("private-orders", "403");
	}

	@Test
	void bothSendTheSameTextAsTheSameClientEvent() {
		before().run((context) -> {
			assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
			PrivateChannel channel = context.getBean(Pusher.class).getPrivateChannel("private-orders");
			Awaitility.await().until(channel::isSubscribed);
			channel.trigger("client-seen", "{\"id\":1}");
			assertThat(this.server.awaitClientEvents(1, TIMEOUT)).isTrue();
		});
		after().run((context) -> {
			assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
			PusherClient client = context.getBean(PusherClient.class);
			Awaitility.await().until(() -> client.getChannels().stream().allMatch(Channel::isSubscribed));
			client.trigger("private-orders", "client-seen", "{\"id\":1}");
			client.trigger("private-orders", "client-seen", Map.of("id", 1));
			assertThat(this.server.awaitClientEvents(3, TIMEOUT)).isTrue();
		});
		assertThat(this.server.getClientEvents()).extracting(ClientEvent::data)
			.containsExactly("\"{\\\"id\\\":1}\"", "\"{\\\"id\\\":1}\"", "{\"id\":1}");
	}

	@Test
	void oldOneGivesUpAfterSixAttempts() {
		before().run((context) -> {
			assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
			loseTheConnection();
			Awaitility.await()
				.atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(this.desk.states).endsWith("DISCONNECTED"));
			this.server.faults().refuseConnections(false);
			assertThat(this.server.awaitConnections(1, Duration.ofSeconds(2))).isFalse();
		});
		assertThat(this.desk.states).filteredOn("RECONNECTING"::equals).hasSizeLessThanOrEqualTo(6);
	}

	@Test
	void newOneNeverDoes() {
		after().withPropertyValues("pusher.reconnect.initial-delay=20ms", "pusher.reconnect.max-delay=20ms")
			.run((context) -> {
				assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
				loseTheConnection();
				Awaitility.await()
					.atMost(TIMEOUT)
					.untilAsserted(() -> assertThat(this.desk.problems).hasSizeGreaterThan(10));
				this.server.faults().refuseConnections(false);
				placeAnOrder();
			});
	}

	private void loseTheConnection() {
		this.server.faults().refuseConnections(true);
		this.server.faults().dropAll();
	}

	private void placeAnOrder() {
		int orders = this.desk.orders.size();
		assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
		this.server.trigger("private-orders", "order-placed", Map.of("id", 1));
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.desk.orders).hasSize(orders + 1));
		assertThat(this.desk.states).contains("CONNECTED");
	}

	private void awaitProblems(int count) {
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.desk.problems).hasSize(count));
	}

	private ApplicationContextRunner before() {
		return runner().withUserConfiguration(dev.pusherspring.benchmarks.migration.before.OrderFeed.class)
			.withBean("hostOfTheTest", ToThisServer.class, () -> new ToThisServer(this.server.getPort()))
			.withPropertyValues("shop.key=" + this.server.getKey(),
					"shop.auth-endpoint=" + this.server.getAuthEndpoint());
	}

	private ApplicationContextRunner after() {
		return runner().withUserConfiguration(dev.pusherspring.benchmarks.migration.after.OrderFeed.class)
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
			.withPropertyValues("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
					"pusher.port=" + this.server.getPort(), "pusher.force-tls=false",
					"pusher.auth.endpoint=" + this.server.getAuthEndpoint());
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
			.withBean(OrderDesk.class, () -> this.desk);
	}

	/**
	 * Makes the old client connect to the server of the test instead of a cluster,
	 * without delays between attempts.
	 *
	 * @param port port of the server
	 */
	record ToThisServer(int port) implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof PusherOptions options) {
				options.setHost("127.0.0.1").setWsPort(this.port).setUseTLS(false).setMaxReconnectGapInSeconds(1);
			}
			return bean;
		}

	}

}

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

package dev.pusherspring.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a client logs of its connection.
 */
class PusherClientLogTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().secret("planted-secret").build();

	private LogRecorder log;

	private PusherClient client;

	@BeforeEach
	void start() throws Exception {
		this.log = new LogRecorder("dev.pusherspring.client");
		this.server.start();
		PusherOptions options = PusherOptions.builder(this.server.getKey())
			.host("127.0.0.1")
			.port(this.server.getPort())
			.forceTls(false)
			.connection((connection) -> connection.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(20))))
			.build();
		this.client = new PusherClientBuilder(options)
			.channelAuthorizer(SigningAuthorizer.builder(this.server.getKey(), "planted-secret").build())
			.build();
		this.client.connect().get(20, TimeUnit.SECONDS);
	}

	@AfterEach
	void stop() throws Exception {
		this.client.disconnect().get(20, TimeUnit.SECONDS);
		this.server.stop();
		this.log.close();
	}

	@Test
	void connectingIsOneLineWithServerTransportSocketIdAndTime() {
		assertThat(lines("INFO")).singleElement()
			.asString()
			.matches(".*Connected to ws://127.0.0.1:" + this.server.getPort() + " over ws with socket id "
					+ Pattern.quote(String.valueOf(this.client.getSocketId())) + " in \\d+ ms");
		assertThat(lines("WARN")).isEmpty();
	}

	@Test
	void outcomeOfTheSubscriptionsIsOneLineForEachConnection() throws Exception {
		this.client.disconnect().get(20, TimeUnit.SECONDS);
		List.of("a", "b", "private-c").forEach(this.client::subscribe);
		this.client.connect().get(20, TimeUnit.SECONDS);
		Awaitility.await()
			.untilAsserted(() -> assertThat(lines("INFO"))
				.anyMatch((line) -> line.endsWith("pusher: Subscribed to 3 channels")));
		this.client.subscribe("d");
		assertThat(this.server.awaitSubscribed("d", Duration.ofSeconds(20))).isTrue();
		this.client.unsubscribe("a");
		this.server.faults().dropAll();
		Awaitility.await()
			.untilAsserted(() -> assertThat(lines("INFO"))
				.filteredOn((line) -> line.endsWith("pusher: Subscribed to 3 channels"))
				.hasSize(2));
		assertThat(lines("INFO")).filteredOn((line) -> line.contains("Subscribed to")).hasSize(2);
	}

	@Test
	void outageIsOneWarningWithItsCauseHoweverManyAttemptsFail() {
		this.server.faults().refuseConnections(true);
		this.server.faults().dropAll();
		Awaitility.await().until(() -> lines("DEBUG").stream().anyMatch((line) -> line.contains("attempt 5 follows")));
		assertThat(lines("WARN")).singleElement()
			.asString()
			.contains("pusher has no connection and keeps trying: The connection was lost: ");
		this.server.faults().refuseConnections(false);
		Awaitility.await().untilAsserted(() -> assertThat(lines("INFO")).hasSize(2));
		assertThat(lines("WARN")).hasSize(1);
		this.server.faults().dropAll();
		Awaitility.await().untilAsserted(() -> assertThat(lines("WARN")).hasSize(2));
	}

	@Test
	void framesAreDebugLinesWithoutCredentialsAndData() {
		this.client.subscribe("private-orders");
		assertThat(this.server.awaitSubscribed("private-orders", Duration.ofSeconds(20))).isTrue();
		this.server.trigger("private-orders", "placed", "planted-data");
		Awaitility.await()
			.untilAsserted(() -> assertThat(lines("DEBUG")).anyMatch(
					(line) -> line.endsWith("Received 'placed' for 'private-orders' with 12 characters of data")));
		assertThat(lines("DEBUG"))
			.anyMatch((line) -> line.contains("Sent 'pusher:subscribe' for 'private-orders' with "))
			.anyMatch((line) -> line
				.contains("Received 'pusher_internal:subscription_succeeded' for 'private-orders' with "));
		assertThat(this.log.text()).doesNotContain("planted", this.server.getKey() + ":", "\"auth\"");
	}

	private List<String> lines(String level) {
		return this.log.text().lines().filter((line) -> line.startsWith(level + " ")).toList();
	}

}

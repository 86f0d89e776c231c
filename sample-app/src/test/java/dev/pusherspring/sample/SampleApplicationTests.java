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

package dev.pusherspring.sample;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SampleApplication} as it starts without a profile.
 */
@SpringBootTest(properties = "sample.feed.interval=100ms")
@Import(ReceivedEvents.class)
@ExtendWith(OutputCaptureExtension.class)
class SampleApplicationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private ReceivedEvents received;

	@Autowired
	private PusherClient client;

	@Autowired
	private EmbeddedPusherServer server;

	@Test
	void ordersArriveOnBothChannelsAsObjects() {
		for (String channel : List.of("orders", "private-orders")) {
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(this.received.orders(channel)).hasSizeGreaterThanOrEqualTo(3));
			assertThat(this.received.orders(channel)).extracting(Order::id).isSorted().doesNotHaveDuplicates();
			assertThat(this.received.orders(channel)).allSatisfy((order) -> {
				assertThat(order.item()).isNotBlank();
				assertThat(order.quantity()).isPositive();
				assertThat(order.price()).isPositive();
			});
		}
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void paymentsArriveDecrypted() {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(
					this.received.payloads("private-encrypted-payments", Payment.RECEIVED, Payment.class))
				.isNotEmpty()
				.allSatisfy((payment) -> assertThat(payment.amount()).isPositive()));
	}

	@Test
	void applicationIsAtTheDeskAndSignedIn() {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.server.getMembers("presence-desk"))
				.containsExactly(Map.entry("order-desk", "{\"name\":\"Order desk\"}")));
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.received.of(PusherSignInSucceededEvent.class))
				.allSatisfy((signin) -> assertThat(signin.getUser().id()).isEqualTo("order-desk"))
				.isNotEmpty());
	}

	@Test
	void ordersArePrinted(CapturedOutput output) {
		await().atMost(TIMEOUT)
			.untilAsserted(
					() -> assertThat(output).contains(": orders: Order[id=").contains(": private-orders: Order[id="));
	}

	@Test
	void restartOfTheServerIsSurvivedAndPrinted(CapturedOutput output) {
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.received.orders("private-orders")).isNotEmpty());
		this.server.stop();
		await().atMost(TIMEOUT).until(() -> this.client.getState() != ConnectionState.CONNECTED);
		int before = this.received.orders("private-orders").size();
		this.server.start();
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.received.orders("private-orders")).hasSizeGreaterThan(before + 2));
		assertThat(this.received.of(PusherOutageEvent.class)).extracting(PusherOutageEvent::getChannel)
			.contains("orders", "private-orders");
		assertThat(output).contains("Connection: CONNECTED -> CONNECTING")
			.contains("Connection: CONNECTING -> CONNECTED")
			.contains("Subscribed to 'private-orders'")
			.contains("Events on 'private-orders' may have been missed between");
	}

}

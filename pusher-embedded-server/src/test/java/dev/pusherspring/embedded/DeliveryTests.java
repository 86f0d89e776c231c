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

package dev.pusherspring.embedded;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Delivery} and for waiting until all has arrived.
 */
@Timeout(30)
class DeliveryTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void eventThatNobodyWantsIsDeliveredAtOnce() {
		Delivery delivery = this.server.trigger("room", "news", "x");
		assertThat(delivery.getRecipientCount()).isZero();
		assertThat(delivery.await(Duration.ZERO)).isTrue();
	}

	@Test
	void eventIsDeliveredWhenEverySubscriberHasReadIt() {
		try (ScriptedClient first = ScriptedClient.connect(this.server);
				ScriptedClient second = ScriptedClient.connect(this.server);
				ScriptedClient other = ScriptedClient.connect(this.server)) {
			first.subscribed("room");
			second.subscribed("room");
			other.subscribed("hall");
			Delivery delivery = this.server.trigger("room", "news", "x");
			assertThat(delivery.getRecipientCount()).isEqualTo(2);
			assertThat(delivery.await(ScriptedClient.TIMEOUT)).isTrue();
			assertThat(first.received()).isEqualTo(1);
			assertThat(second.received()).isEqualTo(1);
			assertThat(delivery).hasToString("Delivery[channel=room, event=news, recipients=2]");
		}
	}

	@Test
	void subscriberThatDoesNotReadIsWaitedForUntilTheTimeout() throws Exception {
		try (RawWebSocket idle = RawWebSocket.connect(this.server)) {
			idle.text("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"room\"}}");
			assertThat(this.server.awaitSubscribed("room", ScriptedClient.TIMEOUT)).isTrue();
			assertThat(this.server.trigger("room", "news", "x").await(Duration.ofMillis(50))).isFalse();
		}
	}

	@Test
	void clientThatIsGoneIsNotWaitedFor() {
		Delivery delivery;
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.subscribed("room");
			delivery = this.server.trigger("room", "news", "x");
		}
		assertThat(delivery.await(ScriptedClient.TIMEOUT)).isTrue();
	}

	@Test
	void stoppedServerDeliversNothing() {
		Delivery delivery = this.server.trigger("room", "news", "x");
		this.server.stop();
		assertThatIllegalStateException().isThrownBy(() -> delivery.await(Duration.ZERO));
	}

	@Test
	void everythingSentSoFarIsAwaited() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.subscribed("room");
			for (int i = 0; i < 1000; i++) {
				this.server.trigger("room", "news", i);
			}
			assertThat(this.server.awaitDelivered(ScriptedClient.TIMEOUT)).isTrue();
			assertThat(client.received()).isEqualTo(1000);
		}
	}

}

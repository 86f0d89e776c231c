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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the faults that the page offers and the recovery from each.
 */
@SpringBootTest(properties = { "sample.feed.interval=1h", "sample.fault-duration=2s", "sample.recovery-delay=200ms",
		"pusher.reconnect.initial-delay=50ms" })
@AutoConfigureMockMvc
@Import(ReceivedEvents.class)
class FaultTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private PusherClient client;

	@Autowired
	private ReceivedEvents received;

	@BeforeEach
	void start() {
		awaitAllWell();
	}

	@Test
	void clientComesBackAfterTheConnectionWasDropped() {
		String before = this.client.getSocketId();
		cause("drop");
		await().atMost(TIMEOUT).until(() -> !String.valueOf(before).equals(this.client.getSocketId()));
		awaitAllWell();
	}

	@Test
	void applicationConnectsAgainAfterTheQuotaWasUsedUp() {
		cause("quota");
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.received.of(PusherErrorEvent.class))
				.anySatisfy((error) -> assertThat(error.getCode()).isEqualTo(4004))
				.anySatisfy((error) -> assertThat(error.isFatal()).isTrue()));
		awaitAllWell();
	}

	@Test
	void applicationAsksAgainAfterAuthorizationWasRefused() {
		cause("authorization");
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.received.of(PusherSubscriptionErrorEvent.class))
				.allSatisfy((error) -> assertThat(error.getStatus()).isEqualTo(403))
				.extracting(PusherSubscriptionErrorEvent::getChannel)
				.contains("private-orders", "private-encrypted-payments", "presence-desk"));
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.received.of(PusherSignInErrorEvent.class)).isNotEmpty());
		awaitAllWell();
	}

	private void cause(String fault) {
		assertThat(this.mvc.post().uri("/api/faults/" + fault).contentType(MediaType.APPLICATION_JSON)).hasStatusOk();
	}

	private void awaitAllWell() {
		await().atMost(TIMEOUT).untilAsserted(() -> {
			assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
			assertThat(List.copyOf(this.client.getChannels())).hasSize(4).allMatch(Channel::isSubscribed);
			assertThat(this.client.getUser()).isNotNull();
		});
	}

}

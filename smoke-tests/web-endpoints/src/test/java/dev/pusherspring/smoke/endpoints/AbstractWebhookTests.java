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

package dev.pusherspring.smoke.endpoints;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Validity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.WebApplicationType;

import dev.pusherspring.signature.Signer;
import dev.pusherspring.webhook.CacheMissWebhookEvent;
import dev.pusherspring.webhook.ChannelOccupiedWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the endpoint of webhooks, behind Spring Security.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractWebhookTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final AtomicInteger numbers = new AtomicInteger();

	private final WebApplicationType type;

	private RunningApplication application;

	private RecordedWebhooks recorded;

	AbstractWebhookTests(WebApplicationType type) {
		this.type = type;
	}

	@BeforeAll
	void start() {
		this.application = RunningApplication.start(this.type, "pusher.listener.queue-capacity=2");
		this.recorded = this.application.bean(RecordedWebhooks.class);
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@BeforeEach
	void clear() {
		this.recorded.clear();
	}

	@Test
	void webhookBecomesEvents() {
		byte[] body = body("channel_occupied", "channel_vacated");
		String signature = sign("app-secret", body);
		assertThat(new Pusher("1", "app-key", "app-secret").validateWebhookSignature("app-key", signature,
				new String(body, StandardCharsets.UTF_8)))
			.isEqualTo(Validity.VALID);
		assertThat(send("app-key", signature, body)).isEqualTo(200);
		await().atMost(TIMEOUT).until(() -> this.recorded.events().size() == 2);
		assertThat(this.recorded.events()).extracting(PusherWebhookEvent::getName)
			.containsExactly("channel_occupied", "channel_vacated");
		assertThat(this.recorded.events().get(0)).isInstanceOf(ChannelOccupiedWebhookEvent.class);
		assertThat(this.recorded.threads()).allSatisfy((thread) -> assertThat(thread).startsWith("pusher-delivery-"));
	}

	@Test
	void alteredByteAndWrongKeyAreRefused() {
		byte[] body = body("channel_occupied");
		String signature = sign("app-secret", body);
		byte[] altered = body.clone();
		altered[body.length - 4] ^= 1;
		assertThat(send("app-key", signature, altered)).isEqualTo(401);
		assertThat(send("unknown-key", signature, body)).isEqualTo(401);
		assertThat(send("orders-key", signature, body)).isEqualTo(401);
		assertThat(send("app-key", sign("orders-secret", body), body)).isEqualTo(401);
		assertThat(send("app-key", "", body)).isEqualTo(401);
		assertThat(send("app-key", signature, body)).isEqualTo(200);
		awaitEvents(1);
	}

	@Test
	void replayIsAnsweredButNotDelivered() {
		byte[] body = body("channel_occupied");
		String signature = sign("app-secret", body);
		assertThat(send("app-key", signature, body)).isEqualTo(200);
		assertThat(send("app-key", signature, body)).isEqualTo(200);
		byte[] next = body("channel_vacated");
		assertThat(send("app-key", sign("app-secret", next), next)).isEqualTo(200);
		awaitEvents(2);
		assertThat(this.recorded.events()).extracting(PusherWebhookEvent::getName)
			.containsExactly("channel_occupied", "channel_vacated");
	}

	@Test
	void webhookOfAnotherTimeIsRefused() {
		for (long millis : List.of(System.currentTimeMillis() - 700_000, System.currentTimeMillis() + 700_000)) {
			byte[] body = ("{\"time_ms\":" + millis + ",\"events\":[]}").getBytes(StandardCharsets.UTF_8);
			assertThat(send("app-key", sign("app-secret", body), body)).isEqualTo(401);
		}
	}

	@Test
	void appsWithRotatedKeysAreToldApart() {
		for (String[] pair : new String[][] { { "app-key", "app-secret", "pusher" },
				{ "old-key", "old-secret", "pusher" }, { "orders-key", "orders-secret", "orders" },
				{ "old-orders-key", "old-orders-secret", "orders" } }) {
			this.recorded.clear();
			byte[] body = body("channel_occupied");
			assertThat(send(pair[0], sign(pair[1], body), body)).isEqualTo(200);
			awaitEvents(1);
			assertThat(this.recorded.events().get(0).getApp()).isEqualTo(pair[2]);
			for (String secret : List.of("app-secret", "old-secret", "orders-secret", "old-orders-secret")) {
				byte[] other = body("channel_occupied");
				assertThat(send(pair[0], sign(secret, other), other)).isEqualTo(secret.equals(pair[1]) ? 200 : 401);
			}
			awaitEvents(2);
		}
	}

	@Test
	void bodyHasALimit() {
		byte[] body = ("{\"time_ms\":" + System.currentTimeMillis() + ",\"events\":[{\"name\":\"" + "x".repeat(20_500)
				+ "\"}]}")
			.getBytes(StandardCharsets.UTF_8);
		assertThat(send("app-key", sign("app-secret", body), body)).isEqualTo(413);
	}

	@Test
	void senderIsToldToComeBackWhenTheQueueIsFull() {
		this.recorded.hold();
		int status = 200;
		byte[] body = {};
		int accepted = 0;
		try {
			while (status == 200 && accepted < 10) {
				body = body("channel_occupied");
				status = send("app-key", sign("app-secret", body), body);
				accepted += (status == 200) ? 1 : 0;
			}
			assertThat(status).isEqualTo(503);
			assertThat(accepted).isBetween(2, 3);
		}
		finally {
			this.recorded.release();
		}
		awaitEvents(accepted);
		assertThat(send("app-key", sign("app-secret", body), body)).isEqualTo(200);
		awaitEvents(accepted + 1);
	}

	@Test
	void listenerThatFailsHurtsNobodyElse() {
		byte[] body = body("cache_miss", "channel_occupied");
		assertThat(send("app-key", sign("app-secret", body), body)).isEqualTo(200);
		awaitEvents(2);
		assertThat(this.recorded.events().get(0)).isInstanceOf(CacheMissWebhookEvent.class);
	}

	private void awaitEvents(int count) {
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(this.recorded.events()).hasSize(count));
	}

	private int send(String key, String signature, byte[] body) {
		return Visitor.webhook(this.application.port(), key, signature, body).statusCode();
	}

	private static String sign(String secret, byte[] body) {
		return new Signer(secret).sign(body);
	}

	// each is another one
	private static byte[] body(String... names) {
		StringBuilder events = new StringBuilder();
		for (String name : names) {
			events.append(events.isEmpty() ? "" : ",")
				.append("{\"name\":\"%s\",\"channel\":\"room-%d\"}".formatted(name, numbers.incrementAndGet()));
		}
		return ("{\"time_ms\":" + System.currentTimeMillis() + ",\"events\":[" + events + "]}")
			.getBytes(StandardCharsets.UTF_8);
	}

}

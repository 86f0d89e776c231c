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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Validity;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.embedded.webhook.WebhookType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for webhooks. That they are genuine is judged by the official server library.
 */
@Timeout(30)
class WebhookTests {

	private static final SettableClock clock = new SettableClock();

	private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();

	private final BlockingQueue<Validity> validities = new LinkedBlockingQueue<>();

	private final List<String> refused = new CopyOnWriteArrayList<>();

	private final CountDownLatch hold = new CountDownLatch(1);

	private HttpServer application;

	@BeforeEach
	void listen() throws IOException {
		this.application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.application.createContext("/hooks", this::take);
		this.application.createContext("/recovering", (exchange) -> {
			if (this.refused.size() == 2) {
				take(exchange);
			}
			else {
				this.refused.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
						+ exchange.getRequestHeaders().getFirst("X-Pusher-Signature"));
				answer(exchange, 503);
			}
		});
		this.application.createContext("/broken", (exchange) -> answer(exchange, 500));
		this.application.createContext("/hanging", (exchange) -> {
			try {
				this.hold.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.application.start();
	}

	@AfterEach
	void close() {
		this.hold.countDown();
		this.application.stop(0);
	}

	@Test
	void tellsOfAChannelsSubscribers() throws Exception {
		try (EmbeddedPusherServer server = started(); ScriptedClient client = ScriptedClient.connect(server)) {
			client.subscribed("room");
			assertThat(next()).isEqualTo("{\"name\":\"channel_occupied\",\"channel\":\"room\"}");
			assertThat(next())
				.isEqualTo("{\"name\":\"subscription_count\",\"channel\":\"room\",\"subscription_count\":1}");
			client.unsubscribe("room");
			assertThat(next()).isEqualTo("{\"name\":\"channel_vacated\",\"channel\":\"room\"}");
			assertThat(next())
				.isEqualTo("{\"name\":\"subscription_count\",\"channel\":\"room\",\"subscription_count\":0}");
		}
		assertThat(this.received).isEmpty();
		assertThat(this.validities).hasSize(4).containsOnly(Validity.VALID);
	}

	@Test
	void tellsOfMembersAndTheirEvents() throws Exception {
		try (EmbeddedPusherServer server = started(WebhookType.MEMBER_ADDED, WebhookType.MEMBER_REMOVED,
				WebhookType.CLIENT_EVENT)) {
			try (ScriptedClient ann = ScriptedClient.connect(server);
					ScriptedClient again = ScriptedClient.connect(server)) {
				ann.join("presence-room", "{\"user_id\":\"ann\"}");
				again.join("presence-room", "{\"user_id\":\"ann\"}");
				again.next("pusher_internal:subscription_succeeded");
				ann.trigger("presence-room", "client-hello", "grüß dich");
				assertThat(next())
					.isEqualTo("{\"name\":\"member_added\",\"channel\":\"presence-room\",\"user_id\":\"ann\"}");
				assertThat(next()).isEqualTo("{\"name\":\"client_event\",\"channel\":\"presence-room\","
						+ "\"event\":\"client-hello\",\"data\":\"\\\"grüß dich\\\"\",\"socket_id\":\"" + ann.socketId()
						+ "\",\"user_id\":\"ann\"}");
			}
			assertThat(next())
				.isEqualTo("{\"name\":\"member_removed\",\"channel\":\"presence-room\",\"user_id\":\"ann\"}");
		}
		assertThat(this.received).isEmpty();
		assertThat(this.validities).containsOnly(Validity.VALID);
	}

	@Test
	void tellsOfAnEmptyCacheAndOfNothingThatWasNotAskedFor() throws Exception {
		try (EmbeddedPusherServer server = started(WebhookType.CACHE_MISS);
				ScriptedClient client = ScriptedClient.connect(server)) {
			server.trigger("cache-full", "news", "x");
			client.subscribed("room");
			client.subscribed("cache-full");
			client.next("news");
			client.subscribed("cache-empty");
			assertThat(next()).isEqualTo("{\"name\":\"cache_miss\",\"channel\":\"cache-empty\"}");
		}
		assertThat(this.received).isEmpty();
	}

	@Test
	void tellsNothingOfChannelsOfUsers() throws Exception {
		try (EmbeddedPusherServer server = started(); ScriptedClient client = ScriptedClient.connect(server)) {
			client.signin("{\"id\":\"ann\"}");
			client.next("pusher:signin_success");
			client.subscribed("#server-to-user-ann");
		}
		assertThat(this.received).isEmpty();
	}

	@Test
	void requestThatFailsHoldsUpNeitherTheServerNorTheOthers() throws Exception {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.webhook(url("/broken"), WebhookType.CHANNEL_OCCUPIED)
			.webhook(URI.create("http://127.0.0.1:1/"), WebhookType.CHANNEL_OCCUPIED)
			.webhook(url("/hooks"), WebhookType.CHANNEL_OCCUPIED)
			.build()) {
			server.start();
			try (ScriptedClient client = ScriptedClient.connect(server)) {
				client.subscribed("room");
				client.expectSilence();
				assertThat(next()).contains("channel_occupied");
			}
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void addressThatNobodyCanHaveIsReported(CapturedOutput output) {
		URI url = URI.create("http://127.0.0.1:99999/hooks");
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().webhook(url).build();
		server.start();
		try (server; ScriptedClient client = ScriptedClient.connect(server)) {
			client.subscribed("room");
			Awaitility.await().until(() -> output.toString().contains("Webhook '" + url + "' failed: "));
		}
	}

	@Test
	void requestThatFailsIsSentAgainAsItWas() throws Exception {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.webhook(url("/recovering"), WebhookType.CHANNEL_OCCUPIED)
			.webhookRetryDelay(Duration.ofMillis(20))
			.build()) {
			server.start();
			try (ScriptedClient client = ScriptedClient.connect(server)) {
				client.subscribed("room");
				assertThat(next()).contains("channel_occupied");
			}
		}
		assertThat(this.refused).hasSize(2);
		assertThat(Set.copyOf(this.refused)).hasSize(1);
		assertThat(this.validities).containsExactly(Validity.VALID);
	}

	@Test
	void requestThatWaitsForItsNextAttemptDoesNotHoldUpTheEnd() throws Exception {
		EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.webhook(url("/recovering"), WebhookType.CHANNEL_OCCUPIED)
			.webhookRetryDelay(Duration.ofHours(1))
			.build();
		server.start();
		try (ScriptedClient client = ScriptedClient.connect(server)) {
			client.subscribed("room");
			Awaitility.await().until(() -> !this.refused.isEmpty());
		}
		long start = System.nanoTime();
		server.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
	}

	@Test
	void testSendsWhatHasNotHappened() throws Exception {
		try (EmbeddedPusherServer server = started()) {
			server.sendWebhook(WebhookType.MEMBER_ADDED, "presence-room", Map.of("user_id", "ann"));
			assertThat(next())
				.isEqualTo("{\"name\":\"member_added\",\"channel\":\"presence-room\",\"user_id\":\"ann\"}");
		}
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			assertThatIllegalStateException()
				.isThrownBy(() -> server.sendWebhook(WebhookType.CHANNEL_OCCUPIED, "room", Map.of()))
				.withMessageContaining("builder");
		}
	}

	@Test
	void requestThatHangsDoesNotHoldUpTheEnd() {
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().webhook(url("/hanging")).build();
		server.start();
		try (ScriptedClient client = ScriptedClient.connect(server)) {
			client.subscribed("room");
			client.expectSilence();
		}
		long start = System.nanoTime();
		server.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		Awaitility.await().untilAsserted(() -> assertThat(webhookThreads()).isEmpty());
	}

	@Test
	void threadExistsOnlyWhereThereIsSomethingToTell() {
		try (EmbeddedPusherServer silent = EmbeddedPusherServer.builder().build();
				EmbeddedPusherServer telling = started()) {
			silent.start();
			try (ScriptedClient client = ScriptedClient.connect(silent)) {
				client.subscribed("room");
			}
			assertThat(webhookThreads()).isEmpty();
			try (ScriptedClient client = ScriptedClient.connect(telling)) {
				client.subscribed("room");
			}
			assertThat(webhookThreads()).hasSize(1);
		}
		// its last task is done, which is not yet the end of the thread
		Awaitility.await().untilAsserted(() -> assertThat(webhookThreads()).isEmpty());
	}

	@Test
	void onlyLoopbackAddressesAreCalled() {
		URI elsewhere = URI.create("http://192.0.2.1/hooks");
		assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedPusherServer.builder().webhook(elsewhere).build())
			.withMessageContaining("192.0.2.1");
		EmbeddedPusherServer.builder().webhook(elsewhere).allowNonLoopback(true).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EmbeddedPusherServer.builder().webhook(URI.create("file:///etc/hosts")))
			.withMessageContaining("file:///etc/hosts");
	}

	private EmbeddedPusherServer started(WebhookType... types) {
		EmbeddedPusherServer server = EmbeddedPusherServer.builder().clock(clock).webhook(url("/hooks"), types).build();
		server.start();
		return server;
	}

	private URI url(String path) {
		return URI.create("http://127.0.0.1:" + this.application.getAddress().getPort() + path);
	}

	private void take(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.validities.add(new Pusher("app-id", "app-key", "app-secret").validateWebhookSignature(
				exchange.getRequestHeaders().getFirst("X-Pusher-Key"),
				exchange.getRequestHeaders().getFirst("X-Pusher-Signature"), body));
		answer(exchange, 200);
		JsonNode request = new JsonMapper().readTree(body);
		assertThat(request.get("time_ms").isIntegralNumber()).isTrue();
		this.received.add(request);
	}

	private static void answer(HttpExchange exchange, int status) throws IOException {
		exchange.sendResponseHeaders(status, -1);
		exchange.close();
	}

	private String next() throws InterruptedException {
		JsonNode request = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(request).as("a further webhook").isNotNull();
		assertThat(request.get("events")).hasSize(1);
		return request.get("events").get(0).toString();
	}

	private static List<String> webhookThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.contains("webhook"))
			.toList();
	}

}

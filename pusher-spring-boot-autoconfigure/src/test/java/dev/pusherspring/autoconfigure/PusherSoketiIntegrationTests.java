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

package dev.pusherspring.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.pusher.rest.Pusher;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.ParameterizedTypeReference;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests of the whole application with soketi and the official server library.
 */
@Testcontainers(disabledWithoutDocker = true)
class PusherSoketiIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer();

	private final Pusher publisher = soketi.publisher();

	@Test
	void receivesEventsOnPublicChannel() {
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=orders")) {
			application.awaitSubscribed("orders");
			this.publisher.trigger("orders", "App\\Events\\OrderPlaced", Map.of("id", 7, "item", "tea"));
			application.await("event").untilAsserted(() -> assertThat(application.messages()).hasSize(1));
			PusherMessageEvent message = application.messages().get(0);
			assertThat(message.getChannel()).isEqualTo("orders");
			assertThat(message.getEvent()).isEqualTo("App\\Events\\OrderPlaced");
			assertThat(message.getData(new ParameterizedTypeReference<Map<String, Object>>() {
			})).isEqualTo(Map.of("id", 7, "item", "tea"));
			assertThat(application.errors()).isEmpty();
		}
	}

	@Test
	void receivesEventsOnPrivateChannelSignedWithTheSecret() {
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=private-orders",
				"pusher.secret=" + SoketiContainer.APP_SECRET)) {
			assertReceives(application, "private-orders");
		}
	}

	@Test
	void receivesEventsOnPrivateChannelAuthorizedByAnEndpoint() throws Exception {
		List<String> asked = new CopyOnWriteArrayList<>();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/pusher/auth", (exchange) -> {
			asked.add(exchange.getRequestHeaders().getFirst("X-Token"));
			authorize(exchange);
		});
		server.start();
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=private-orders",
				"pusher.auth.endpoint=http://localhost:" + server.getAddress().getPort() + "/pusher/auth",
				"pusher.auth.headers.X-Token=from-the-application", "pusher.auth.params.tenant=acme")) {
			assertReceives(application, "private-orders");
			assertThat(asked).containsExactly("from-the-application");
		}
		finally {
			server.stop(0);
		}
	}

	private void authorize(HttpExchange exchange) throws IOException {
		Map<String, String> form = Arrays
			.stream(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&"))
			.map((pair) -> pair.split("=", 2))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
		boolean known = exchange.getRequestMethod().equals("POST") && "acme".equals(form.get("tenant"));
		byte[] body = (known ? this.publisher.authenticate(form.get("socket_id"), form.get("channel_name")) : "{}")
			.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(known ? 200 : 403, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@Test
	void receivesEventsOnManyChannels() {
		List<String> channels = IntStream.range(0, 200).mapToObj((i) -> "chatrooms." + i + ".v2").toList();
		try (SoketiApplication application = SoketiApplication.start(soketi,
				"pusher.channels=" + String.join(",", channels), "pusher.listener.concurrency=4")) {
			application.awaitSubscribed(channels.toArray(String[]::new));
			for (int i = 0; i < channels.size(); i += 100) {
				this.publisher.trigger(channels.subList(i, i + 100), "message", Map.of("n", 1));
				this.publisher.trigger(channels.subList(i, i + 100), "message", Map.of("n", 2));
			}
			application.await("events").untilAsserted(() -> assertThat(application.messages()).hasSize(400));
			Map<String, List<String>> byChannel = application.messages()
				.stream()
				.collect(Collectors.groupingBy(PusherMessageEvent::getChannel,
						Collectors.mapping((message) -> String.valueOf(message.getData()), Collectors.toList())));
			assertThat(byChannel.keySet()).containsExactlyInAnyOrderElementsOf(channels);
			assertThat(byChannel.values())
				.allSatisfy((data) -> assertThat(data).containsExactly("{\"n\":1}", "{\"n\":2}"));
		}
	}

	@Test
	void textOfAllLanguagesArrivesAsItWasSent() {
		String text = "wörld · Привет · 世界 · 🎉👩‍👩‍👧 · \"quoted\" \\ \u2028 \u0001 </script>";
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=orders")) {
			application.awaitSubscribed("orders");
			this.publisher.trigger("orders", "größe-変更", Map.of("text", text));
			application.await("event").untilAsserted(() -> assertThat(application.messages()).hasSize(1));
			PusherMessageEvent message = application.messages().get(0);
			assertThat(message.getEvent()).isEqualTo("größe-変更");
			assertThat(message.getData(new ParameterizedTypeReference<Map<String, String>>() {
			})).containsEntry("text", text);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000, 100_000 })
	void largeMessagesArriveWhole(int length) {
		String text = "ä1\"".repeat(length / 5).substring(0, length / 5 * 2);
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=orders")) {
			application.awaitSubscribed("orders");
			this.publisher.trigger("orders", "large", Map.of("text", text));
			application.await("event").untilAsserted(() -> assertThat(application.messages()).hasSize(1));
			assertThat(application.messages().get(0).getData(new ParameterizedTypeReference<Map<String, String>>() {
			})).containsEntry("text", text);
			assertThat(application.errors()).isEmpty();
		}
	}

	@Test
	void wrongKeyIsFatalAndReportedOnce() {
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.key=wrong-key",
				"pusher.channels=orders", "pusher.reconnect.initial-delay=50ms")) {
			application.await("error").untilAsserted(() -> assertThat(application.errors()).hasSize(1));
			PusherErrorEvent error = application.errors().get(0);
			assertThat(error.getCode()).isEqualTo(4001);
			assertThat(error.isFatal()).isTrue();
			assertThat(error.getMessage()).isNotBlank();
			application.await("no retry").during(Duration.ofSeconds(2)).untilAsserted(() -> {
				assertThat(application.client().getState()).isEqualTo(ConnectionState.DISCONNECTED);
				assertThat(application.errors()).hasSize(1);
				assertThat(application.events(PusherConnectionStateEvent.class))
					.extracting(PusherConnectionStateEvent::getCurrent)
					.containsExactly(ConnectionState.CONNECTING, ConnectionState.DISCONNECTED);
			});
		}
	}

	@Test
	void wrongSecretFailsTheSubscriptionAndNothingElse() {
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=private-orders,public",
				"pusher.secret=wrong-secret")) {
			application.await("subscription error")
				.untilAsserted(() -> assertThat(application.events(PusherSubscriptionErrorEvent.class)).hasSize(1));
			PusherSubscriptionErrorEvent error = application.events(PusherSubscriptionErrorEvent.class).get(0);
			assertThat(error.getChannel()).isEqualTo("private-orders");
			assertThat(error.getStatus()).isEqualTo(401);
			assertReceives(application, "public");
			assertThat(application.client().getChannel("private-orders")).isNotNull()
				.extracting(Channel::isSubscribed)
				.isEqualTo(false);
		}
	}

	@Test
	void subscribesAndUnsubscribesAtRunTime() {
		try (SoketiApplication application = SoketiApplication.start(soketi, "pusher.channels=fence")) {
			application.awaitSubscribed("fence");
			application.client().subscribe("orders");
			assertReceives(application, "orders");
			application.client().unsubscribe("orders");
			application.await("unsubscription")
				.untilAsserted(() -> assertThat(this.publisher.get("/channels").getMessage()).contains("\"fence\"")
					.doesNotContain("\"orders\""));
			assertThat(application.client().getChannel("orders")).isNull();
			this.publisher.trigger("orders", "unwanted", Map.of());
			this.publisher.trigger("fence", "after", Map.of());
			application.await("event on the fence")
				.untilAsserted(() -> assertThat(application.messages()).extracting(PusherMessageEvent::getEvent)
					.contains("after"));
			assertThat(application.messages()).extracting(PusherMessageEvent::getEvent).doesNotContain("unwanted");
			application.client().subscribe("orders");
			application.awaitSubscribed("orders");
			this.publisher.trigger("orders", "wanted-again", Map.of());
			application.await("event")
				.untilAsserted(() -> assertThat(application.messages()).extracting(PusherMessageEvent::getEvent)
					.contains("wanted-again"));
		}
	}

	@Test
	void listenerThatThrowsDoesNotAffectTheNextOne() {
		try (SoketiApplication application = SoketiApplication.start(soketi, (event) -> {
			if (event instanceof PusherMessageEvent) {
				throw new IllegalStateException("broken listener");
			}
		}, "pusher.channels=orders")) {
			application.awaitSubscribed("orders");
			this.publisher.trigger("orders", "first", Map.of());
			this.publisher.trigger("orders", "second", Map.of());
			application.await("both events at the next listener")
				.untilAsserted(() -> assertThat(application.messages()).extracting(PusherMessageEvent::getEvent)
					.containsExactly("first", "second"));
			application.await("both failures").untilAsserted(() -> assertThat(application.errors()).hasSize(2));
			assertThat(application.errors()).allSatisfy((error) -> {
				assertThat(error.getCause()).hasMessage("broken listener");
				assertThat(error.getChannel()).isEqualTo("orders");
				assertThat(error.isFatal()).isFalse();
			});
		}
	}

	@Test
	void listenerThatSleepsDoesNotAffectTheHeartbeatNorSubscriptions() {
		CountDownLatch asleep = new CountDownLatch(1);
		CountDownLatch wake = new CountDownLatch(1);
		try (SoketiApplication application = SoketiApplication.start(soketi, (event) -> {
			if (event instanceof PusherMessageEvent message && message.getEvent().equals("sleep")) {
				asleep.countDown();
				awaitUninterruptibly(wake);
			}
		}, "pusher.channels=orders", "pusher.activity-timeout=1s", "pusher.pong-timeout=1s")) {
			application.awaitSubscribed("orders");
			String socketId = application.client().getSocketId();
			this.publisher.trigger("orders", "sleep", Map.of());
			awaitUninterruptibly(asleep);
			application.await("heartbeat")
				.during(Duration.ofSeconds(6))
				.untilAsserted(() -> assertThat(application.client().getSocketId()).isEqualTo(socketId));
			application.client().subscribe("more");
			application.awaitSubscribed("more");
			this.publisher.trigger("more", "late", Map.of());
			wake.countDown();
			application.await("events after the sleep")
				.untilAsserted(() -> assertThat(application.messages()).extracting(PusherMessageEvent::getEvent)
					.containsExactly("sleep", "late"));
			assertThat(application.client().getSocketId()).isEqualTo(socketId);
			assertThat(application.errors()).isEmpty();
		}
		finally {
			wake.countDown();
		}
	}

	@Test
	void subscribesAgainAfterTheServerWasRestartedAndTellsOfTheOutage() {
		try (SoketiContainer own = new SoketiContainer()) {
			own.start();
			try (SoketiApplication application = SoketiApplication.start(own, "pusher.channels=orders,private-orders",
					"pusher.secret=" + SoketiContainer.APP_SECRET, "pusher.reconnect.initial-delay=200ms",
					"pusher.reconnect.max-delay=500ms")) {
				application.awaitSubscribed("orders", "private-orders");
				String before = application.client().getSocketId();
				own.restart();
				application.await("new connection").untilAsserted(() -> {
					assertThat(application.client().getSocketId()).isNotNull().isNotEqualTo(before);
					assertThat(application.events(PusherOutageEvent.class)).hasSize(2);
				});
				application.awaitSubscribed("orders", "private-orders");
				assertThat(application.events(PusherOutageEvent.class)).extracting(PusherOutageEvent::getChannel)
					.containsExactlyInAnyOrder("orders", "private-orders");
				assertThat(application.events(PusherOutageEvent.class))
					.allSatisfy((outage) -> assertThat(outage.getFrom()).isBefore(outage.getTo()));
				assertThat(application.events(PusherSubscriptionSucceededEvent.class)).hasSize(4);
				own.publisher().trigger(List.of("orders", "private-orders"), "after", Map.of());
				application.await("events after the restart")
					.untilAsserted(() -> assertThat(application.messages()).hasSize(2));
				assertThat(application.errors()).noneMatch(PusherErrorEvent::isFatal);
			}
		}
	}

	@Test
	void subscribesAgainAfterTheServerWasKilled() {
		try (SoketiContainer own = new SoketiContainer()) {
			own.start();
			try (SoketiApplication application = SoketiApplication.start(own, "pusher.channels=orders",
					"pusher.reconnect.initial-delay=200ms", "pusher.reconnect.max-delay=500ms")) {
				application.awaitSubscribed("orders");
				own.killServer();
				application.await("loss").untilAsserted(() -> {
					assertThat(application.client().getState()).isNotEqualTo(ConnectionState.CONNECTED);
					assertThat(application.errors()).isNotEmpty();
				});
				own.startServer();
				application.awaitSubscribed("orders");
				own.publisher().trigger("orders", "after", Map.of());
				application.await("event after the restart")
					.untilAsserted(() -> assertThat(application.messages()).hasSize(1));
			}
		}
	}

	private void assertReceives(SoketiApplication application, String channel) {
		application.awaitSubscribed(channel);
		this.publisher.trigger(channel, "placed", Map.of("id", 7));
		application.await("event on " + channel)
			.untilAsserted(() -> assertThat(application.messages()).anySatisfy((message) -> {
				assertThat(message.getChannel()).isEqualTo(channel);
				assertThat(message.getData()).isEqualTo("{\"id\":7}");
			}));
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.pusher.rest.Pusher;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.SoketiClients;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for many private channels and a slow authorization endpoint.
 */
@Testcontainers(disabledWithoutDocker = true)
class AuthorizationLoadIntegrationTests {

	private static final int CHANNELS = 200;

	private static final Duration DELAY = Duration.ofMillis(100);

	@Container
	static final SoketiContainer soketi = new SoketiContainer();

	static {
		// otherwise each answer takes another 40 ms, in which the server waits for the
		// client's acknowledgement
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final RecordingListener listener = new RecordingListener();

	private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4);

	private final SigningAuthorizer signing = SoketiClients.signing("java", null);

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicInteger mostUnderWay = new AtomicInteger();

	private HttpServer endpoint;

	@BeforeEach
	void startEndpoint() throws Exception {
		this.endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.endpoint.createContext("/", this::authorizeLater);
		this.endpoint.start();
	}

	@AfterEach
	void stop() {
		this.endpoint.stop(0);
		this.executor.shutdownNow();
	}

	private void authorizeLater(HttpExchange exchange) {
		this.mostUnderWay.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
		this.executor.schedule(() -> authorize(exchange), DELAY.toMillis(), TimeUnit.MILLISECONDS);
	}

	private Void authorize(HttpExchange exchange) throws Exception {
		this.underWay.decrementAndGet();
		String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String auth = this.signing.authorize(param(form, "channel_name"), param(form, "socket_id")).auth();
		byte[] body = ("{\"auth\":\"" + auth + "\"}").getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
		return null;
	}

	private static String param(String form, String name) {
		for (String pair : form.split("&")) {
			if (pair.startsWith(name + "=")) {
				return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
			}
		}
		throw new IllegalArgumentException("No " + name);
	}

	@Test
	void manyChannelsAreAuthorizedAtOnceWhilePublicEventsKeepArriving() throws Exception {
		HttpAuthSettings settings = HttpAuthSettings
			.builder(URI.create("http://localhost:" + this.endpoint.getAddress().getPort() + "/auth"))
			.build();
		Pusher publisher = soketi.publisher();
		try (SoketiClients clients = new SoketiClients(soketi)) {
			PusherClient client = clients.connect(new PusherClientBuilder(clients.options().build())
				.channelAuthorizer(new HttpChannelAuthorizer(settings, List.of()))
				.listener(this.listener));
			client.subscribe("public");
			this.listener.await("subscribed public");
			this.executor.scheduleAtFixedRate(() -> publisher.trigger("public", "tick", Map.of()), 0, 50,
					TimeUnit.MILLISECONDS);
			this.listener.await("event public tick {}");
			long ticksBefore = count("event public tick");
			long start = System.nanoTime();
			for (int i = 0; i < CHANNELS; i++) {
				client.subscribe("private-" + i);
			}
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.pollInterval(Duration.ofMillis(10))
				.until(() -> count("subscribed private-") == CHANNELS);
			Duration taken = Duration.ofNanos(System.nanoTime() - start);
			long ticks = count("event public tick") - ticksBefore;
			System.out.printf(
					"%d private channels, endpoint with %d ms: subscribed in %d ms; %d public events meanwhile; "
							+ "at most %d requests at a time%n",
					CHANNELS, DELAY.toMillis(), taken.toMillis(), ticks, this.mostUnderWay.get());
			assertThat(taken).isLessThan(Duration.ofSeconds(15));
			assertThat(ticks).isGreaterThan(10);
			assertThat(this.mostUnderWay).hasValue(16);
			assertThat(this.listener.subscriptionErrors()).isEmpty();
		}
	}

	private long count(String prefix) {
		return this.listener.heard().stream().filter((heard) -> heard.startsWith(prefix)).count();
	}

}

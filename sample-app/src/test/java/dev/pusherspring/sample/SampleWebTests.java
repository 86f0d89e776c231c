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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.observed.ClientEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what the page calls.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.feed.interval=1h")
@AutoConfigureMockMvc
@Import(ReceivedEvents.class)
class SampleWebTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private EmbeddedPusherServer server;

	@Autowired
	private ReceivedEvents received;

	@LocalServerPort
	private int port;

	@Test
	void orderIsPublishedAndReceived() {
		awaitSubscribed("private-orders");
		assertThat(this.mvc.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\":\"Croissant\",\"quantity\":42}")).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("price")
			.isEqualTo(2.9);
		await().atMost(TIMEOUT)
			.untilAsserted(
					() -> assertThat(this.received.orders("private-orders")).extracting(Order::quantity).contains(42));
	}

	@Test
	void whatIsNotOnTheMenuIsRefused() {
		assertThat(this.mvc.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\":\"Tea\",\"quantity\":1}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(this.mvc.post()
			.uri("/api/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\":\"Espresso\",\"quantity\":0}")).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void orderThatTheServerDoesNotTakeIsAnError() {
		this.server.faults().rejectRest(403, "Over quota");
		try {
			assertThat(this.mvc.post()
				.uri("/api/orders")
				.contentType(MediaType.APPLICATION_JSON)
				.content("{\"item\":\"Espresso\",\"quantity\":1}")).hasStatus(HttpStatus.BAD_GATEWAY)
				.bodyJson()
				.extractingPath("detail")
				.asString()
				.contains("Over quota");
		}
		finally {
			this.server.faults().acceptRest();
		}
	}

	@Test
	void formOfAnotherSiteIsNotTaken() {
		for (String path : Set.of("/api/orders", "/api/orders/rush", "/api/feed", "/api/notes", "/api/faults/drop")) {
			assertThat(this.mvc.post().uri(path).contentType(MediaType.TEXT_PLAIN).content("{}")).as(path)
				.hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site", "Origin, https://elsewhere.example",
			"Origin, null", "Origin, http://localhost:1" })
	void requestOfAnotherSiteChangesNothing(String header, String value) {
		for (String path : Set.of("/api/orders", "/api/notes", "/api/faults/drop", "/actuator/pusher/pusher")) {
			assertThat(this.mvc.post()
				.uri(path)
				.header(header, value)
				.contentType(MediaType.APPLICATION_JSON)
				.content("{}")).as(path).hasStatus(HttpStatus.FORBIDDEN);
		}
	}

	@Test
	void requestOfThePageIsTaken() {
		assertThat(this.mvc.post()
			.uri("/api/orders")
			.header("Sec-Fetch-Site", "same-origin")
			.header("Origin", "http://localhost")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\":\"Espresso\",\"quantity\":1}")).hasStatus(HttpStatus.CREATED);
		assertThat(this.mvc.post()
			.uri("/api/orders")
			.header("Origin", "http://localhost")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"item\":\"Espresso\",\"quantity\":1}")).hasStatus(HttpStatus.CREATED);
	}

	@Test
	void pageOfAnotherNameForThisAddressIsNotServed() {
		assertThat(this.mvc.post().uri("/api/orders").header("Sec-Fetch-Site", "same-origin").with((request) -> {
			request.setServerName("rebound.example");
			return request;
		}).contentType(MediaType.APPLICATION_JSON).content("{\"item\":\"Espresso\",\"quantity\":1}"))
			.hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(this.mvc.get().uri("/index.html").with((request) -> {
			request.setServerName("rebound.example");
			return request;
		})).hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void actuatorCannotBeUsedToChangeAnything() {
		int status = this.mvc.post().uri("/actuator/pusher/pusher").exchange().getResponse().getStatus();
		assertThat(status).isIn(404, 405);
	}

	@Test
	void pageMayLoadFromItsOwnOriginOnly() {
		assertThat(this.mvc.get().uri("/index.html")).hasStatusOk()
			.headers()
			.hasValue("Content-Security-Policy", "default-src 'self'; connect-src 'self' ws: wss: "
					+ "http://127.0.0.1:* http://localhost:*; object-src 'none'; base-uri 'none'; form-action 'self'; "
					+ "frame-ancestors 'none'");
	}

	@Test
	void noteIsSentAsClientEvent() {
		awaitSubscribed("presence-desk");
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.mvc.post()
				.uri("/api/notes")
				.contentType(MediaType.APPLICATION_JSON)
				.content("{\"text\":\"Hello\"}")).hasStatus(HttpStatus.ACCEPTED));
		assertThat(this.server.awaitClientEvents(1, TIMEOUT)).isTrue();
		ClientEvent event = this.server.getClientEvents().get(0);
		assertThat(event.channel()).isEqualTo("presence-desk");
		assertThat(event.event()).isEqualTo("client-note");
		assertThat(event.userId()).isEqualTo("order-desk");
		assertThat(event.data()).isEqualTo("{\"text\":\"Hello\"}");
	}

	@Test
	void emptyNoteIsRefused() {
		assertThat(
				this.mvc.post().uri("/api/notes").contentType(MediaType.APPLICATION_JSON).content("{\"text\":\" \"}"))
			.hasStatus(HttpStatus.BAD_REQUEST);
	}

	@Test
	void pageLearnsHowToConnect() {
		assertThat(this.mvc.get().uri("/api/settings")).hasStatusOk()
			.bodyJson()
			.convertTo(Map.class)
			.satisfies((settings) -> {
				assertThat(settings.get("host")).isEqualTo("127.0.0.1");
				assertThat(settings.get("port")).isEqualTo(this.server.getPort());
				assertThat(settings.get("key")).isEqualTo(this.server.getKey());
				assertThat(settings.get("channelAuth")).isEqualTo(this.server.getAuthEndpoint().toString());
				assertThat(settings.get("faults")).isEqualTo(true);
				assertThat(settings.get("publishing")).isEqualTo(true);
				assertThat(settings.toString()).doesNotContain(this.server.getSecret());
			});
	}

	@Test
	void actuatorShowsHealthMetricsAndClient() {
		awaitSubscribed("private-orders");
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.mvc.get().uri("/actuator/health")).hasStatusOk()
				.bodyJson()
				.extractingPath("components.pusher.status")
				.isEqualTo("UP"));
		assertThat(this.mvc.get().uri("/actuator/metrics")).hasStatusOk().bodyText().contains("\"pusher.");
		assertThat(this.mvc.get().uri("/actuator/pusher")).hasStatusOk()
			.bodyText()
			.contains("private-orders")
			.doesNotContain(this.server.getSecret());
	}

	@Test
	@Timeout(30)
	void pageThatOpensIsToldEverythingAtOnce() throws Exception {
		URI live = URI.create("http://127.0.0.1:" + this.port + "/api/live");
		Set<String> types = new HashSet<>();
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(live.toURL().openStream(), StandardCharsets.UTF_8))) {
			while (!types.containsAll(Set.of("status", "feed", "throughput"))) {
				String line = lines.readLine();
				if (line.startsWith("event:")) {
					types.add(line.substring("event:".length()));
				}
			}
		}
		assertThat(types).isSubsetOf("status", "feed", "throughput", "log", "event");
	}

	private void awaitSubscribed(String channel) {
		assertThat(this.server.awaitSubscribed(channel, TIMEOUT)).isTrue();
	}

}

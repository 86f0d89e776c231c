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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.Event;
import com.pusher.rest.data.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for publishing over REST, with the official library where it lets us.
 */
class RestPublishTests extends AbstractClientTests {

	private static final String EVENT = "{\"name\":\"news\",\"channel\":\"room\",\"data\":\"x\"}";

	private Pusher pusher;

	@BeforeEach
	void openLibrary() {
		this.pusher = new Pusher("app-id", "app-key", "app-secret");
		this.pusher.setHost("127.0.0.1:" + this.server.getPort());
		this.pusher.setEncrypted(false);
	}

	@AfterEach
	void closeLibrary() throws Exception {
		this.pusher.close();
	}

	@Test
	void libraryPublishes() {
		this.client.subscribed("room");
		Result result = this.pusher.trigger("room", "news", Map.of("text", "Grüße"));
		assertThat(result.getStatus()).isEqualTo(Result.Status.SUCCESS);
		assertThat(result.getMessage()).isEqualTo("{}");
		assertThat(this.client.next("news", "room").get("data").asString()).isEqualTo("{\"text\":\"Grüße\"}");
	}

	@Test
	void libraryPublishesToSeveralChannelsAndLeavesTheSenderOut() {
		this.client.subscribed("room");
		try (ScriptedClient other = ScriptedClient.connect(this.server)) {
			other.subscribed("room");
			other.subscribed("hall");
			this.pusher.trigger(List.of("room", "hall"), "news", "x", this.client.socketId());
			other.next("news", "room");
			other.next("news", "hall");
			this.client.expectSilence();
		}
	}

	@Test
	void libraryPublishesABatch() {
		this.client.subscribed("room");
		this.client.subscribed("hall");
		Result result = this.pusher.trigger(List.of(new Event("room", "a", "1"), new Event("hall", "b", "2")));
		assertThat(result.getStatus()).isEqualTo(Result.Status.SUCCESS);
		this.client.next("a", "room");
		this.client.next("b", "hall");
	}

	@Test
	void callOfTheProtocolsExampleIsGood() throws Exception {
		try (EmbeddedPusherServer example = EmbeddedPusherServer.builder()
			.appId("3")
			.key("278d425bdf160c739803")
			.secret("7ad3773142a6692b25b8")
			.clock(InstantSource.fixed(Instant.ofEpochSecond(1353088179)))
			.build()) {
			example.start();
			URI uri = URI.create("http://127.0.0.1:" + example.getPort() + "/apps/3/events"
					+ "?auth_key=278d425bdf160c739803&auth_timestamp=1353088179&auth_version=1.0"
					+ "&body_md5=ec365a775a4cd0599faeb73354201b6f"
					+ "&auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c");
			String body = "{\"name\":\"foo\",\"channels\":[\"project-3\"],\"data\":\"{\\\"some\\\":\\\"data\\\"}\"}";
			HttpResponse<String> reply = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
			assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
		}
	}

	@Test
	void libraryWithWrongSecretIsRefused() throws Exception {
		Pusher wrong = new Pusher("app-id", "app-key", "wrong");
		wrong.setHost("127.0.0.1:" + this.server.getPort());
		wrong.setEncrypted(false);
		Result result = wrong.trigger("room", "news", "x");
		wrong.close();
		assertThat(result.getStatus()).isEqualTo(Result.Status.AUTHENTICATION_ERROR);
		assertThat(result.getMessage()).contains("Invalid signature");
	}

	@ParameterizedTest
	@CsvSource({ "auth_key, nope, auth_key", "auth_key, '', auth_key", "auth_version, 2.0, auth_version",
			"auth_timestamp, x, auth_timestamp", "auth_timestamp, '', auth_timestamp",
			"auth_signature, 00, Invalid signature", "auth_signature, '', auth_signature", "body_md5, 00, body_md5",
			"body_md5, '', body_md5", "extra, 1, Invalid signature" })
	void callThatWasTamperedWithIsRefused(String name, String value, String message) {
		this.client.subscribed("room");
		HttpResponse<String> reply = new RestCaller(this.server).tampered(name, value).post("/events", EVENT);
		assertThat(reply.statusCode()).isEqualTo(401);
		assertThat(reply.body()).contains(message).doesNotContain("app-secret");
		this.client.expectSilence();
	}

	@ParameterizedTest
	@CsvSource({ "-590, 200", "590, 200", "-610, 401", "610, 401" })
	void callIsGoodForTenMinutes(long age, int status) {
		HttpResponse<String> reply = new RestCaller(this.server)
			.with("auth_timestamp", Long.toString(Instant.now().getEpochSecond() + age))
			.post("/events", EVENT);
		assertThat(reply.statusCode()).isEqualTo(status);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", "7", "{}", "{\"name\":\"news\",\"channel\":\"room\"}",
			"{\"name\":\"news\",\"channel\":\"room\",\"data\":{}}", "{\"channel\":\"room\",\"data\":\"x\"}",
			"{\"name\":\"news\",\"data\":\"x\"}", "{\"name\":\"news\",\"channels\":[],\"data\":\"x\"}",
			"{\"name\":\"news\",\"channel\":\"a b\",\"data\":\"x\"}",
			"{\"name\":\"news\",\"channels\":[7],\"data\":\"x\"}",
			"{\"name\":\"news\",\"channels\":[\"a\",\"private-encrypted-b\"],\"data\":\"x\"}",
			"{\"name\":\"news\",\"channel\":\"room\",\"data\":\"x\",\"socket_id\":\"abc\"}",
			"{\"name\":\"news\",\"channel\":\"room\",\"data\":\"x\",\"info\":\"nonsense\"}" })
	void malformedEventIsRefused(String body) {
		assertThat(new RestCaller(this.server).post("/events", body).statusCode()).isEqualTo(400);
	}

	@Test
	void limitsOfACallAreThoseOfTheHostedService() {
		String hundred = String.join(",", Collections.nCopies(100, "\"room\""));
		assertThat(publish("{\"name\":\"n\",\"channels\":[" + hundred + "],\"data\":\"x\"}")).isEqualTo(200);
		assertThat(publish("{\"name\":\"n\",\"channels\":[" + hundred + ",\"room\"],\"data\":\"x\"}")).isEqualTo(400);
		assertThat(publish(event("n".repeat(200), "x"))).isEqualTo(200);
		assertThat(publish(event("n".repeat(201), "x"))).isEqualTo(400);
		assertThat(publish(event("n", "x".repeat(10 * 1024)))).isEqualTo(200);
		assertThat(publish(event("n", "x".repeat(10 * 1024 + 1)))).isEqualTo(413);
		assertThat(publish(event("n", "ü".repeat(5 * 1024)))).isEqualTo(200);
		assertThat(publish(event("n", "ü".repeat(5 * 1024) + "x"))).isEqualTo(413);
	}

	@Test
	void bodyTooLargeToReadIsRefused() {
		assertThat(publish(event("n", "x".repeat(2 * 1024 * 1024)))).isEqualTo(413);
	}

	@Test
	void largerEventsCanBeAllowed() {
		try (EmbeddedPusherServer large = EmbeddedPusherServer.builder().maxEventData(1024 * 1024).build()) {
			large.start();
			try (ScriptedClient reader = ScriptedClient.connect(large)) {
				reader.subscribed("room");
				String data = "x".repeat(1024 * 1024);
				assertThat(new RestCaller(large).post("/events", event("n", data)).statusCode()).isEqualTo(200);
				assertThat(reader.next("n").get("data").asString()).isEqualTo(data);
			}
		}
	}

	@Test
	void batchOfMoreThanTenIsRefusedAndABadOnePublishesNothing() {
		this.client.subscribed("room");
		assertThat(batch(Collections.nCopies(11, EVENT))).isEqualTo(400);
		assertThat(batch(List.of(EVENT, "{\"name\":\"news\",\"channel\":\"room\"}"))).isEqualTo(400);
		assertThat(batch(List.of(EVENT, event("n", "x".repeat(10 * 1024 + 1))))).isEqualTo(413);
		this.client.expectSilence();
		assertThat(batch(Collections.nCopies(10, EVENT))).isEqualTo(200);
		assertThat(new RestCaller(this.server).post("/batch_events", "{}").statusCode()).isEqualTo(400);
	}

	@Test
	void unknownAppResourceOrMethodIsRefused() {
		RestCaller caller = new RestCaller(this.server);
		assertThat(caller.call("POST", "/apps/other/events", EVENT).statusCode()).isEqualTo(404);
		assertThat(caller.get("/nonsense").statusCode()).isEqualTo(404);
		assertThat(caller.get("/events").statusCode()).isEqualTo(405);
		assertThat(caller.post("/channels", EVENT).statusCode()).isEqualTo(405);
	}

	private int publish(String body) {
		return new RestCaller(this.server).post("/events", body).statusCode();
	}

	private int batch(List<String> events) {
		return new RestCaller(this.server).post("/batch_events", "{\"batch\":[" + String.join(",", events) + "]}")
			.statusCode();
	}

	private static String event(String name, String data) {
		return "{\"name\":\"" + name + "\",\"channel\":\"room\",\"data\":\"" + data + "\"}";
	}

}

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

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for sign-in, the channels of users, watchlists and termination.
 */
class UserTests extends AbstractClientTests {

	UserTests() {
		super(EmbeddedPusherServer.builder().watchlists(true).build());
	}

	@Test
	void userSignsIn() {
		this.client.signin("{\"id\":\"ann\",\"x\":1}");
		JsonNode success = this.client.data(this.client.next("pusher:signin_success"));
		assertThat(success.get("user_data").asString()).isEqualTo("{\"id\":\"ann\",\"x\":1}");
		assertThat(this.server.getConnections()).singleElement()
			.satisfies((connection) -> assertThat(connection.userId()).isEqualTo("ann"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "{}", "{\"id\":7}", "{\"id\":\"\"}", "[]" })
	void userWithoutIdIsRefused(String userData) {
		this.client.signin(userData);
		this.client.expectError(null, "id");
		assertThat(this.server.getConnections().get(0).userId()).isNull();
	}

	@Test
	void wrongSignatureIsRefused() {
		this.client.send(
				"{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"app-key:00\",\"user_data\":\"{\\\"id\\\":\\\"ann\\\"}\"}}");
		this.client.expectError(null, "Invalid signature", "::user::");
	}

	@Test
	void connectionHasOneUser() {
		signedIn(this.client, "ann");
		signedIn(this.client, "ann");
		this.client.signin("{\"id\":\"bob\"}");
		this.client.expectError(null, "another user");
	}

	@Test
	void userHearsOnlyItsOwnChannel() {
		signedIn(this.client, "ann");
		this.client.subscribed("#server-to-user-ann");
		this.client.subscribe("#server-to-user-bob");
		this.client.expectError(null, "#server-to-user-bob");
		int status = new RestCaller(this.server)
			.post("/events", "{\"name\":\"news\",\"channel\":\"#server-to-user-ann\",\"data\":\"x\"}")
			.statusCode();
		assertThat(status).isEqualTo(200);
		this.client.next("news", "#server-to-user-ann");
	}

	@Test
	void watchlistTellsWhoIsOnlineAndWhoComesAndGoes() {
		try (ScriptedClient bob = ScriptedClient.connect(this.server)) {
			signedIn(bob, "bob");
			this.client.signin("{\"id\":\"ann\",\"watchlist\":[\"bob\",\"eve\"]}");
			this.client.next("pusher:signin_success");
			assertThat(watchlist()).isEqualTo("{\"events\":[{\"name\":\"online\",\"user_ids\":[\"bob\"]},"
					+ "{\"name\":\"offline\",\"user_ids\":[\"eve\"]}]}");
			try (ScriptedClient eve = ScriptedClient.connect(this.server);
					ScriptedClient again = ScriptedClient.connect(this.server)) {
				signedIn(eve, "eve");
				assertThat(watchlist()).isEqualTo("{\"events\":[{\"name\":\"online\",\"user_ids\":[\"eve\"]}]}");
				signedIn(again, "eve");
				this.client.expectSilence();
				eve.disconnect();
				assertThat(this.server.awaitConnections(3, ScriptedClient.TIMEOUT)).isTrue();
				this.client.expectSilence();
				again.disconnect();
				assertThat(watchlist()).isEqualTo("{\"events\":[{\"name\":\"offline\",\"user_ids\":[\"eve\"]}]}");
			}
			bob.expectSilence();
		}
	}

	@Test
	void tooLongWatchlistIsCut() {
		String ids = IntStream.range(0, 101).mapToObj((i) -> "\"u" + i + "\"").collect(Collectors.joining(","));
		this.client.signin("{\"id\":\"ann\",\"watchlist\":[" + ids + "]}");
		this.client.next("pusher:signin_success");
		this.client.expectError(4302, "100");
		assertThat(watchlist()).contains("\"u99\"").doesNotContain("\"u100\"");
	}

	@Test
	void terminatedUserIsDisconnectedEverywhere() {
		try (ScriptedClient second = ScriptedClient.connect(this.server);
				ScriptedClient other = ScriptedClient.connect(this.server)) {
			signedIn(this.client, "ann");
			signedIn(second, "ann");
			signedIn(other, "bob");
			assertThat(new RestCaller(this.server).post("/users/ann/terminate_connections", "{}").body())
				.isEqualTo("{}");
			assertThat(this.client.closeCode()).isEqualTo(4009);
			assertThat(second.closeCode()).isEqualTo(4009);
			other.expectSilence();
		}
	}

	private String watchlist() {
		return this.client.next("pusher_internal:watchlist_events").get("data").asString();
	}

	private static void signedIn(ScriptedClient client, String id) {
		client.signin("{\"id\":\"" + id + "\"}");
		client.next("pusher:signin_success");
	}

}

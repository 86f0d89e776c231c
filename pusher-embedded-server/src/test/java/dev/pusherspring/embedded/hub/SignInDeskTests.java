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

package dev.pusherspring.embedded.hub;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignInDesk} and {@link UserDirectory}.
 */
class SignInDeskTests extends AbstractHubTests {

	@Test
	void signedInUserIsToldItsData() {
		HubClient ann = client().clear().signIn("{\"id\":\"ann\"}");
		assertThat(ann.link.take()).containsExactly(
				"{\"event\":\"pusher:signin_success\",\"data\":\"{\\\"user_data\\\":\\\"{\\\\\\\"id\\\\\\\":\\\\\\\"ann\\\\\\\"}\\\"}\"}");
	}

	@Test
	void signInNeedsUserDataAndASignature() {
		HubClient ann = client().clear();
		assertThat(ann.send("pusher:signin").errors()).containsExactly("user_data missing in 'pusher:signin'");
		assertThat(ann.send("pusher:signin", "user_data", "{\"id\":\"ann\"}").errors())
			.containsExactly("Auth info required to sign in");
		assertThat(ann.send("pusher:signin", "user_data", "{\"id\":\"ann\"}", "auth", ann.sign("::user::{}")).errors())
			.singleElement()
			.asString()
			.startsWith("Invalid signature: ");
		assertThat(ann.connection.observe().userId()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ann", "[]", "{}", "{\"id\":1}", "{\"id\":null}", "{\"id\":\"\"}" })
	void userWithoutAnIdIsRefused(String userData) {
		HubClient ann = client().clear().signIn(userData);
		assertThat(ann.errors()).containsExactly("user_data must be JSON with a non-empty string 'id'");
		assertThat(ann.connection.observe().userId()).isNull();
	}

	@Test
	void connectionMaySignInAgainAsTheSameUserOnly() {
		HubClient ann = client().signIn("{\"id\":\"ann\"}").clear();
		assertThat(ann.signIn("{\"id\":\"ann\"}").events()).containsExactly("pusher:signin_success");
		assertThat(ann.signIn("{\"id\":\"bob\"}").errors())
			.containsExactly("Connection is already signed in as another user");
		assertThat(ann.connection.observe().userId()).isEqualTo("ann");
	}

	@Test
	void watchlistTellsWhoIsOnlineAndWhoComesAndGoes() {
		HubClient bob = client().signIn("{\"id\":\"bob\"}");
		HubClient ann = client().clear().signIn("{\"id\":\"ann\",\"watchlist\":[\"bob\",\"cid\",\"dan\"]}");
		assertThat(ann.link.take()).element(1)
			.isEqualTo(watchlistEvents(
					"{'name':'online','user_ids':['bob']}," + "{'name':'offline','user_ids':['cid','dan']}"));
		HubClient cid = client().signIn("{\"id\":\"cid\"}");
		assertThat(ann.link.take()).containsExactly(watchlistEvents("{'name':'online','user_ids':['cid']}"));
		client().signIn("{\"id\":\"eve\"}");
		bob.leave();
		assertThat(ann.link.take()).containsExactly(watchlistEvents("{'name':'offline','user_ids':['bob']}"));
		cid.leave();
		assertThat(ann.events()).containsExactly("pusher_internal:watchlist_events");
	}

	@Test
	void userIsOnlineUntilItsLastConnectionLeaves() {
		HubClient ann = client().signIn("{\"id\":\"ann\",\"watchlist\":[\"bob\"]}").clear();
		HubClient phone = client().signIn("{\"id\":\"bob\"}");
		HubClient desk = client().signIn("{\"id\":\"bob\"}");
		assertThat(ann.link.take()).hasSize(1);
		phone.leave();
		assertThat(ann.link.take()).isEmpty();
		assertThat(client().signIn("{\"id\":\"cid\",\"watchlist\":[\"bob\"]}").link.take()).last()
			.asString()
			.contains("online")
			.doesNotContain("offline");
		desk.leave();
		assertThat(ann.link.take()).containsExactly(watchlistEvents("{'name':'offline','user_ids':['bob']}"));
	}

	@Test
	void everyWatcherIsTold() {
		HubClient ann = client().signIn("{\"id\":\"ann\",\"watchlist\":[\"bob\"]}").clear();
		HubClient cid = client().signIn("{\"id\":\"cid\",\"watchlist\":[\"bob\"]}").clear();
		client().signIn("{\"id\":\"bob\"}");
		assertThat(ann.link.take()).hasSize(1);
		assertThat(cid.link.take()).hasSize(1);
	}

	@Test
	void watchlistsMayBeDisabled() {
		this.settings.watchlists = false;
		HubClient ann = client().clear().signIn("{\"id\":\"ann\",\"watchlist\":[\"bob\"]}");
		client().signIn("{\"id\":\"bob\"}").leave();
		assertThat(ann.events()).containsExactly("pusher:signin_success");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "null", "\"bob\"", "{}" })
	void watchlistWithoutUsersIsNotAnswered(String watchlist) {
		HubClient ann = client().clear().signIn("{\"id\":\"ann\",\"watchlist\":" + watchlist + "}");
		assertThat(ann.events()).containsExactly("pusher:signin_success");
	}

	@Test
	void watchlistIsCutAfterAHundredUsers() {
		HubClient ann = client().clear().signIn("{\"id\":\"ann\",\"watchlist\":" + users(100) + "}");
		assertThat(ann.events()).containsExactly("pusher:signin_success", "pusher_internal:watchlist_events");
		HubClient bob = client().clear().signIn("{\"id\":\"bob\",\"watchlist\":" + users(101) + "}");
		List<String> frames = bob.link.take();
		assertThat(frames).hasSize(3);
		assertThat(frames.get(1)).isEqualTo(
				"{\"event\":\"pusher:error\",\"data\":{\"code\":4302,\"message\":\"Watchlist is limited to 100 users\"}}");
		assertThat(frames.get(2)).contains("\\\"user-100\\\"").doesNotContain("\\\"user-101\\\"");
	}

	@Test
	void terminatingAUserClosesAllItsConnectionsAndNoOthers() {
		HubClient phone = client().signIn("{\"id\":\"ann\"}");
		HubClient desk = client().signIn("{\"id\":\"ann\"}").clear();
		HubClient bob = client().signIn("{\"id\":\"bob\"}");
		hub().terminate("ann");
		hub().terminate("nobody");
		assertThat(phone.link.closeCode()).isEqualTo(4009);
		assertThat(desk.link.closeCode()).isEqualTo(4009);
		assertThat(desk.errors()).containsExactly("4009 Disconnected by the application");
		assertThat(bob.link.closeCode()).isZero();
	}

	private static String users(int count) {
		return IntStream.rangeClosed(1, count)
			.mapToObj((i) -> "\"user-" + i + "\"")
			.collect(Collectors.joining(",", "[", "]"));
	}

	private static String watchlistEvents(String events) {
		return "{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"{\\\"events\\\":["
				+ events.replace("'", "\\\"") + "]}\"}";
	}

}

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

import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the user features of a {@link PusherClient}, and for the news of channels
 * that have no test of their own.
 */
class PusherClientUserTests extends AbstractPusherClientTests {

	private static final String SIGNED_IN = """
			{"event":"pusher:signin_success","data":"{\\"user_data\\":\\"{\\\\\\"id\\\\\\":\\\\\\"42\\\\\\"}\\"}"}""";

	@Test
	void nobodyIsSignedInUnlessAskedFor() {
		connect("1.1");
		assertNothingSent();
		assertThat(this.client.getUser()).isNull();
	}

	@Test
	void aSignedInUserIsKnownUntilTheConnectionIsLostAndSignedInAgainOnTheNext() {
		FakeWebSocket socket = connect("1.1");
		signin();
		assertThat(awaitSent()).contains("pusher:signin", "key:user@1.1");
		socket.receive(SIGNED_IN);
		assertThat(awaitSent()).contains("pusher:subscribe", "#server-to-user-42");
		assertThat(this.client.getUser()).isEqualTo(new User("42", "{\"id\":\"42\"}"));
		socket = reconnect("2.2");
		assertThat(this.client.getUser()).isNull();
		assertThat(awaitSent()).contains("pusher:signin", "key:user@2.2");
		socket.receive(SIGNED_IN);
		assertThat(awaitSent()).contains("#server-to-user-42");
		assertThat(this.client.getUser()).isNotNull();
	}

	@Test
	void signsInBeforeItSubscribes() {
		this.client = client(
				PusherOptions.builder("app-key").subscription((subscription) -> subscription.withMaxConcurrency(1)));
		this.client.subscribe("private-a");
		this.client.signin();
		connect("1.1");
		assertThat(awaitSent()).contains("pusher:signin");
		assertThat(awaitSent()).contains("pusher:subscribe");
	}

	@Test
	void eventsToTheUserAreDelivered() {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive(SIGNED_IN, ServerMessages.subscriptionSucceeded("#server-to-user-42"));
		takeHeard();
		socket.receive(ServerMessages.event("#server-to-user-42", "greet", "hi"));
		assertThat(takeHeard()).containsExactly("event #server-to-user-42 greet hi");
		assertThat(this.client.getChannels()).isEmpty();
	}

	@Test
	void aConfirmedChannelOfTheUserIsNothingToTell() {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive(SIGNED_IN);
		takeHeard();
		socket.receive(ServerMessages.subscriptionSucceeded("#server-to-user-42"));
		assertThat(this.errors).isEmpty();
		assertThat(takeHeard()).isEmpty();
	}

	@Test
	void aRefusedChannelOfTheUserIsReported() {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive(SIGNED_IN);
		takeHeard();
		socket.receive("""
				{"event":"pusher:subscription_error","channel":"#server-to-user-42",\
				"data":{"type":"AuthError","error":"Not this user","status":401}}""");
		assertThat(this.errors)
			.containsExactly(new PusherError(401, "Not this user", null, "#server-to-user-42", false));
	}

	@Test
	void theWatchlistIsTold() {
		FakeWebSocket socket = connect("1.1");
		takeHeard();
		socket.receive(
				"""
						{"event":"pusher_internal:watchlist_events","data":"{\\"events\\":[\
						{\\"name\\":\\"online\\",\\"user_ids\\":[\\"1\\",2]},{\\"name\\":\\"offline\\",\\"user_ids\\":[\\"3\\"]}]}"}""");
		assertThat(takeHeard()).containsExactly("online [1, 2]", "offline [3]");
	}

	@Test
	void aWatchlistThatCannotBeReadIsReported() {
		connect("1.1").receive("{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"broken\"}");
		assertThat(this.errors).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("pusher_internal:watchlist_events"));
	}

	@Test
	void aCacheMissIsTold() {
		FakeWebSocket socket = connect("1.1");
		subscribed("cache-a");
		socket.receive("{\"event\":\"pusher:cache_miss\",\"channel\":\"cache-a\"}");
		assertThat(takeHeard()).containsExactly("cache miss cache-a");
	}

	@Test
	void aSubscriptionCountIsToldAndKept() {
		FakeWebSocket socket = connect("1.1");
		Channel channel = subscribed("room");
		assertThat(channel.getSubscriptionCount()).isNull();
		socket.receive(
				"""
						{"event":"pusher_internal:subscription_count","channel":"room","data":"{\\"subscription_count\\":0}"}""");
		assertThat(takeHeard()).containsExactly("count room 0");
		assertThat(channel.getSubscriptionCount()).isZero();
		socket.receive("{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"room\",\"data\":{}}");
		assertThat(this.errors).singleElement().satisfies((error) -> assertThat(error.channel()).isEqualTo("room"));
	}

}

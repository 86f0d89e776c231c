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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.FakeWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the client makes of messages in the form in which Laravel Reverb 1.10.2
 * sends them: errors as JSON inside a string, no data where others have some. The server
 * itself does not take part.
 */
class ReverbFramesTests extends AbstractPusherClientTests {

	private static final String ERROR = "{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":%d,\\\"message\\\":\\\"%s\\\"}\"}";

	@Test
	void unknownKeyIsRefusedForGoodThoughNoCloseCodeFollows() {
		this.client.connect();
		this.loop.runQueued();
		FakeWebSocket socket = this.engine.last().open();
		socket.receive(ERROR.formatted(4001, "Application does not exist"));
		socket.close(1006, null);
		assertThat(this.heard).contains("error 4001 fatal");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
	}

	@Test
	void pongWithoutDataIsASignOfLife() {
		FakeWebSocket socket = connect("1.1");
		this.loop.advance(Duration.ofSeconds(125));
		assertThat(awaitSent()).contains("pusher:ping");
		socket.receive("{\"event\":\"pusher:pong\"}");
		this.loop.advance(Duration.ofSeconds(40));
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.errors).isEmpty();
	}

	@Test
	void pingOfTheServerIsAnswered() {
		connect("1.1").receive("{\"event\":\"pusher:ping\"}");
		assertThat(awaitSent()).contains("pusher:pong");
	}

	@Test
	void badSignatureThatNamesNoChannelFailsTheSubscription() {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-room");
		awaitSent();
		takeHeard();
		socket.receive(ERROR.formatted(4009, "Connection is unauthorized"));
		assertThat(takeHeard()).containsExactly("subscription failed private-room 4009");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void signInIsAnsweredAsAnInvalidMessageAndFails() {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		takeHeard();
		socket.receive(ERROR.formatted(4200, "Invalid message format"));
		assertThat(takeHeard()).containsExactly("sign-in failed 4200");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void memberWithoutInfoHasNone() {
		FakeWebSocket socket = connect("1.1");
		PresenceChannel channel = (PresenceChannel) subscribe("presence-room");
		awaitSent();
		socket.receive("""
				{"event":"pusher_internal:subscription_succeeded","channel":"presence-room",\
				"data":"{\\"presence\\":{\\"count\\":1,\\"ids\\":[42],\\"hash\\":{\\"42\\":null}}}"}""");
		assertThat(channel.getMembers()).singleElement().satisfies((member) -> {
			assertThat(member.getId()).isEqualTo("42");
			assertThat(member.getInfo()).isNull();
		});
	}

	@Test
	void cacheMissWithoutDataIsOne() {
		FakeWebSocket socket = connect("1.1");
		subscribed("cache-room");
		socket.receive("{\"event\":\"pusher:cache_miss\",\"channel\":\"cache-room\"}");
		assertThat(takeHeard()).containsExactly("cache miss cache-room");
	}

}

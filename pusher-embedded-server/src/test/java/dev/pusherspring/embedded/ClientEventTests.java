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

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.observed.ClientEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for events that clients send to each other.
 */
class ClientEventTests {

	private final SettableClock clock = new SettableClock();

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().clock(this.clock).build();

	private ScriptedClient sender;

	private ScriptedClient receiver;

	@BeforeEach
	void start() {
		this.server.start();
		this.sender = ScriptedClient.connect(this.server);
		this.receiver = ScriptedClient.connect(this.server);
	}

	@AfterEach
	void stop() {
		this.sender.close();
		this.receiver.close();
		this.server.stop();
	}

	@Test
	void eventReachesTheOthersAsItWasSent() {
		this.sender.subscribed("private-room");
		this.receiver.subscribed("private-room");
		this.sender
			.send("{\"event\":\"client-typing\",\"channel\":\"private-room\",\"data\":{\"n\":1.50,\"b\":[true,null]}}");
		assertThat(this.receiver.nextText()).isEqualTo(
				"{\"event\":\"client-typing\",\"channel\":\"private-room\",\"data\":{\"n\":1.50,\"b\":[true,null]}}");
		this.sender.expectSilence();
		assertThat(this.server.getClientEvents()).containsExactly(new ClientEvent(this.sender.socketId(), null,
				"private-room", "client-typing", "{\"n\":1.50,\"b\":[true,null]}"));
	}

	@Test
	void eventOnAPresenceChannelNamesItsSender() {
		this.sender.join("presence-room", "{\"user_id\":\"ann\"}");
		this.sender.next("pusher_internal:subscription_succeeded");
		this.receiver.join("presence-room", "{\"user_id\":\"bob\"}");
		this.receiver.next("pusher_internal:subscription_succeeded");
		this.sender.trigger("presence-room", "client-typing", "x");
		assertThat(this.receiver.nextText()).isEqualTo(
				"{\"event\":\"client-typing\",\"channel\":\"presence-room\"," + "\"data\":\"x\",\"user_id\":\"ann\"}");
	}

	@Test
	void eventIsOnlyForChannelsOneHasJoinedAndThatTakeAuthorization() {
		this.sender.subscribed("room");
		this.sender.subscribed("private-encrypted-room");
		this.sender.trigger("room", "client-x", "x");
		this.sender.expectError(null, "private and presence");
		this.sender.trigger("private-encrypted-room", "client-x", "x");
		this.sender.expectError(null, "encrypted");
		this.sender.trigger("private-room", "client-x", "x");
		this.sender.expectError(null, "not subscribed");
		this.sender.send("{\"event\":\"client-x\",\"data\":1}");
		this.sender.expectError(null);
		assertThat(this.server.getClientEvents()).isEmpty();
	}

	@Test
	void sizeOfAnEventIsLimited() {
		this.sender.subscribed("private-room");
		this.sender.trigger("private-room", "client-" + "x".repeat(194), 1);
		this.sender.expectError(null, "200");
		this.sender.trigger("private-room", "client-x", "x".repeat(10 * 1024));
		this.sender.expectError(null, "10240");
		this.sender.trigger("private-room", "client-" + "x".repeat(193), "x".repeat(10 * 1024 - 2));
		this.sender.expectSilence();
	}

	@Test
	void sizeOfDataIsCountedInBytes() {
		this.sender.subscribed("private-room");
		this.sender.trigger("private-room", "client-x", "ü".repeat(5 * 1024));
		this.sender.expectError(null, "10240");
		this.sender.trigger("private-room", "client-x", "ü".repeat(5 * 1024 - 1));
		this.sender.expectSilence();
	}

	@Test
	void eleventhEventWithinASecondIsRejectedAndTheConnectionStays() {
		this.sender.subscribed("private-room");
		this.receiver.subscribed("private-room");
		for (int i = 0; i < 11; i++) {
			this.sender.trigger("private-room", "client-x", Map.of("n", i));
		}
		this.sender.expectError(4301, "rate");
		this.clock.advance(Duration.ofMillis(999));
		this.sender.trigger("private-room", "client-x", "early");
		this.sender.expectError(4301, "rate");
		this.clock.advance(Duration.ofMillis(1));
		this.sender.trigger("private-room", "client-x", "late");
		for (int i = 0; i < 10; i++) {
			assertThat(this.receiver.next("client-x").get("data").get("n").asInt()).isEqualTo(i);
		}
		assertThat(this.receiver.next("client-x").get("data").asString()).isEqualTo("late");
		assertThat(this.server.awaitClientEvents(11, ScriptedClient.TIMEOUT)).isTrue();
		assertThat(this.server.awaitClientEvents(12, Duration.ofMillis(10))).isFalse();
	}

	@Test
	void eventsCanBeSwitchedOff() {
		try (EmbeddedPusherServer off = EmbeddedPusherServer.builder().clientEvents(false).build()) {
			off.start();
			try (ScriptedClient client = ScriptedClient.connect(off)) {
				client.subscribed("private-room");
				client.trigger("private-room", "client-x", "x");
				client.expectError(null, "not enabled");
			}
		}
	}

}

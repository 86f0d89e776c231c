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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the callers of a {@link PusherClient} are told: how their calls end, and
 * which messages reach them.
 */
class PusherClientCallTests extends AbstractPusherClientTests {

	private static final Duration A_WHILE = Duration.ofSeconds(20);

	@Test
	void connectEndsWithTheConnectionHoweverManyAttemptsThatTakes() {
		CompletableFuture<Void> result = this.client.connect();
		this.loop.runQueued();
		this.engine.last().close(1006, null);
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(result).isNotDone();
		this.engine.last().establish("1.1");
		assertThat(result).succeedsWithin(A_WHILE);
	}

	@Test
	void connectEndsAtOnceIfTheClientIsConnected() {
		connect("1.1");
		CompletableFuture<Void> result = this.client.connect();
		this.loop.runQueued();
		assertThat(result).succeedsWithin(A_WHILE);
		assertThat(this.engine.count()).isEqualTo(1);
	}

	@Test
	void connectFailsWithTheErrorThatStopsTheClient() {
		CompletableFuture<Void> result = this.client.connect();
		this.loop.runQueued();
		this.engine.last().open().receive(ServerMessages.error(4001, "No such app"));
		assertThat(result).failsWithin(A_WHILE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(PusherConnectException.class, (ex) -> {
				assertThat(ex).hasMessage("No such app");
				assertThat(ex.getCode()).isEqualTo(4001);
			});
	}

	@Test
	void connectFailsIfTheClientIsDisconnectedMeanwhile() {
		CompletableFuture<Void> connecting = this.client.connect();
		this.loop.runQueued();
		CompletableFuture<Void> disconnecting = this.client.disconnect();
		this.loop.runQueued();
		assertThat(disconnecting).succeedsWithin(A_WHILE);
		assertThat(connecting).failsWithin(A_WHILE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(PusherConnectException.class)
			.withMessage("The client was disconnected");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
		assertThat(this.heard).contains("state DISCONNECTED");
	}

	@Test
	void reconnectEndsWithTheNextConnection() {
		FakeWebSocket socket = connect("1.1");
		CompletableFuture<Void> result = this.client.reconnect();
		this.loop.runQueued();
		assertThat(result).isNotDone();
		socket.close(1000, "");
		this.loop.advance(Duration.ZERO);
		this.engine.last().establish("2.2");
		assertThat(result).succeedsWithin(A_WHILE);
		assertThat(this.client.getSocketId()).isEqualTo("2.2");
	}

	@Test
	void aChangeIsInForceFromTheNextConnectionOn() {
		FakeWebSocket socket = connect("1.1");
		CompletableFuture<Void> result = this.client.reconnect((change) -> change.host("other.example").key("new-key"));
		this.loop.runQueued();
		socket.close(1000, "");
		this.loop.advance(Duration.ZERO);
		assertThat(this.engine.last().getUri()).hasHost("other.example").hasPath("/app/new-key");
		this.engine.last().establish("2.2");
		assertThat(result).succeedsWithin(A_WHILE);
	}

	@Test
	void changesAddUp() {
		this.client.reconnect((change) -> change.host("other.example"));
		this.client.reconnect((change) -> change.key("new-key"));
		this.loop.runQueued();
		this.loop.advance(Duration.ZERO);
		assertThat(this.engine.last().getUri()).hasHost("other.example").hasPath("/app/new-key");
	}

	@Test
	void theJvmStaysUpFromConnectToDisconnect() {
		assertThat(this.loop.isHeld()).isFalse();
		this.client.connect();
		this.loop.runQueued();
		assertThat(this.loop.isHeld()).isTrue();
		this.client.disconnect();
		this.loop.runQueued();
		assertThat(this.loop.isHeld()).isFalse();
		this.client.reconnect();
		this.loop.runQueued();
		assertThat(this.loop.isHeld()).isTrue();
	}

	@Test
	void aListenerIsToldOfEachDisconnect() {
		int[] count = new int[1];
		this.client.addListener(new PusherClientListener() {

			@Override
			public void disconnected() {
				count[0]++;
			}

		});
		connect("1.1");
		this.client.disconnect();
		this.loop.runQueued();
		assertThat(count[0]).isEqualTo(1);
	}

	@Test
	void aMessageOfTheLongestPermittedDataArrivesAndALongerOneIsReported() {
		this.client = client(PusherOptions.builder("app-key").maxMessageSize(10));
		FakeWebSocket socket = connect("1.1");
		subscribed("room");
		socket.receive(ServerMessages.event("room", "fits", "x".repeat(10)));
		socket.receive(ServerMessages.event("room", "late", "x".repeat(11)));
		assertThat(this.heard).anyMatch((line) -> line.contains("fits")).noneMatch((line) -> line.contains("late"));
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.channel()).isEqualTo("room");
			assertThat(error.message()).isEqualTo("A message with 11 characters of data was discarded: the limit is "
					+ "10. Raise 'pusher.max-message-size' to receive it");
		});
	}

	@Test
	void messagesOfTheProtocolHaveNoLimit() {
		this.client = client(PusherOptions.builder("app-key").maxMessageSize(1));
		connect("1.1");
		assertThat(subscribed("room").isSubscribed()).isTrue();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void channelsAreFoundWhileTheyAreSubscribed() {
		connect("1.1");
		Channel channel = subscribed("room");
		assertThat(this.client.getChannel("room")).isEqualTo(channel);
		assertThat(this.client.getChannels()).containsExactly(channel);
		this.client.unsubscribe("room");
		this.loop.runQueued();
		assertThat(this.client.getChannel("room")).isNull();
		assertThat(this.client.getChannels()).isEmpty();
		Object owner = new Object();
		assertThat(this.client.subscribe("room", owner)).isEqualTo(channel);
		this.client.unsubscribe("room", new Object());
		this.loop.runQueued();
		assertThat(this.client.getChannel("room")).isEqualTo(channel);
		this.client.unsubscribe("room", owner);
		this.loop.runQueued();
		assertThat(this.client.getChannel("room")).isNull();
	}

}

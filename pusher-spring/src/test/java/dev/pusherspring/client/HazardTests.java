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

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.builder.ManualClients;
import dev.pusherspring.embedded.protocol.ChannelEncryption;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for faults that other clients of the protocol have or had.
 */
class HazardTests extends AbstractPusherClientTests {

	@Test
	void anAuthorizationForAnOldSocketIdIsNeverSent() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		this.authorizer = (channel, socketId) -> {
			if (socketId.equals("1.1")) {
				asked.countDown();
				awaitLatch(answer);
			}
			return new ChannelAuthorization("key:" + socketId);
		};
		connect("1.1");
		subscribe("private-a");
		assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
		FakeWebSocket second = reconnect("2.2");
		answer.countDown();
		assertThat(awaitSent()).contains("key:2.2");
		second.receive(ServerMessages.subscriptionSucceeded("private-a"));
		await(() -> this.authorizerCalls.size() == 2);
		assertNothingSent();
	}

	@Test
	void anUnsubscriptionWhilePendingOutlivesTheConnection() {
		connect("1.1");
		subscribe("room");
		assertThat(awaitSent()).contains("pusher:subscribe");
		this.client.unsubscribe("room");
		reconnect("2.2");
		assertNothingSent();
		assertThat(this.client.getChannels()).isEmpty();
	}

	@Test
	void aRefusedSubscriptionCanBeTriedAgainAndEnded() {
		connect("1.1");
		Channel channel = subscribe("private-a");
		awaitSent();
		this.engine.last().receive("""
				{"event":"pusher:subscription_error","channel":"private-a",\
				"data":{"type":"AuthError","error":"The connection is unauthorized.","status":401}}""");
		assertThat(channel.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(takeHeard()).contains("subscription failed private-a 401");
		subscribed("private-a");
		this.client.unsubscribe("private-a");
		this.loop.runQueued();
		assertThat(awaitSent()).contains("pusher:unsubscribe", "private-a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "garbage", "{\"event\":\"pusher:connection_established\"}",
			"{\"event\":\"pusher:connection_established\",\"data\":\"{}\"}",
			"{\"event\":\"pusher:connection_established\",\"data\":{\"activity_timeout\":120}}" })
	void aFailedHandshakeIsTriedAgain(String message) {
		this.client.connect();
		this.loop.runQueued();
		this.engine.last().open().receive(message);
		assertThat(this.errors).singleElement().satisfies((error) -> assertThat(error.fatal()).isFalse());
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(this.engine.count()).isEqualTo(2);
		this.engine.last().establish("2.2");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void aHandshakeWithoutActivityTimeoutIsComplete() {
		this.client.connect();
		this.loop.runQueued();
		this.engine.last()
			.open()
			.receive("{\"event\":\"pusher:connection_established\",\"data\":{\"socket_id\":\"1.1\"}}");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void theStateTellsOfALossAtOnce() {
		FakeWebSocket socket = connect("1.1");
		assertThat(this.client.getSocketId()).isEqualTo("1.1");
		socket.close(1006, null);
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTING);
		assertThat(this.client.getSocketId()).isNull();
	}

	@Test
	void aFailureToConnectIsReported() {
		this.client.connect();
		this.loop.runQueued();
		IOException cause = new IOException("Connection refused");
		this.engine.last().refuse(cause);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.message()).contains("Connection refused");
			assertThat(error.cause()).isSameAs(cause);
			assertThat(error.fatal()).isFalse();
		});
	}

	@Test
	void aListenerThatFailsHurtsNeitherTheNextListenerNorTheNextMessage() {
		this.client = ManualClients.builder(PusherOptions.builder("app-key").host("localhost").build(), this.loop)
			.webSocketClient(this.engine)
			.listener(new PusherClientListener() {

				@Override
				public void eventReceived(String channel, String event, String data, String userId) {
					throw new IllegalStateException("expected by the test");
				}

				@Override
				public void subscriptionSucceeded(Channel channel) {
					throw new IllegalStateException("expected by the test");
				}

			})
			.listener(this.listener)
			.build();
		FakeWebSocket socket = connect("1.1");
		subscribe("room");
		awaitSent();
		takeHeard();
		socket.receive(ServerMessages.subscriptionSucceeded("room"), ServerMessages.event("room", "one", "1"),
				ServerMessages.event("room", "two", "2"));
		assertThat(takeHeard()).containsExactly("subscribed room", "event room one 1", "event room two 2");
	}

	@Test
	void aSecondSigninAfterAFailureIsTried() {
		this.authenticator = (socketId) -> {
			throw new AuthorizationException("No", 403, false, null);
		};
		connect("1.1");
		signin();
		await(() -> this.heard.contains("sign-in failed 403"));
		this.authenticator = (socketId) -> new UserAuthentication("key:user", "{\"id\":\"42\"}");
		signin();
		assertThat(awaitSent()).contains("pusher:signin");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4000, 4200, 4201, 4202, 4299 })
	void aServerThatAsksForHasteEachTimeGetsNoTightLoop(int code) {
		// chance would shorten any of the pauses
		double jitter = 0;
		this.client = client(PusherOptions.builder("app-key")
			.connection((connection) -> connection.withReconnect(
					new ReconnectOptions(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), jitter, null, null))));
		this.client.connect();
		this.loop.runQueued();
		int answered = 0;
		for (int i = 0; i < 6000; i++) {
			if (this.engine.count() > answered) {
				answered++;
				this.engine.last().establish("1." + answered).close(code, "Again");
			}
			this.loop.advance(Duration.ofMillis(10));
		}
		// in a minute: one at once each ten seconds at most, and the growing pauses
		assertThat(this.engine.count()).isBetween(5, 16);
	}

	@Test
	void aBurstOfEventsThatCannotBeDecryptedAsksOnce() {
		ChannelEncryption right = new ChannelEncryption("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
		ChannelEncryption wrong = new ChannelEncryption("BBBBBAQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", null, right.sharedSecret(channel));
		connect("1.1");
		subscribed("private-encrypted-a");
		for (int i = 0; i < 20; i++) {
			this.engine.last()
				.receive("{\"event\":\"e\",\"channel\":\"private-encrypted-a\",\"data\":%s}"
					.formatted(wrong.encrypt("private-encrypted-a", "text")));
		}
		await(() -> this.errors.size() == 20);
		assertThat(this.authorizerCalls).hasSize(2);
	}

	@Test
	void anErrorWithoutACodeDuringTheHandshakeIsTriedAgain() {
		this.client.connect();
		this.loop.runQueued();
		this.engine.last().open().receive(ServerMessages.error(null, "Something"));
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.code()).isNull();
			assertThat(error.message()).contains("Something");
		});
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(this.engine.count()).isEqualTo(2);
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

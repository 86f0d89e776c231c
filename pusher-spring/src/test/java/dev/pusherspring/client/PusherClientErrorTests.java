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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a {@link PusherClient} does about each code of the protocol.
 */
class PusherClientErrorTests extends AbstractPusherClientTests {

	@Test
	void code4000SwitchesToTlsAtOnceAndKeepsToItOnceItHasWorked() {
		this.client = client(PusherOptions.builder("app-key").forceTls(false));
		FakeWebSocket socket = connect("1.1");
		assertThat(socket.getUri()).hasScheme("ws");
		takeHeard();
		socket.close(4000, "TLS only");
		this.loop.advance(Duration.ZERO);
		assertThat(this.engine.count()).isEqualTo(2);
		assertThat(this.engine.last().getUri()).hasScheme("wss");
		assertThat(takeHeard()).containsExactly("state CONNECTING", "error 4000");
		this.engine.last().establish("2.2").close(1006, null);
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(this.engine.last().getUri()).hasScheme("wss");
	}

	@Test
	void code4000IsForgottenWithADisconnect() {
		this.client = client(PusherOptions.builder("app-key").host("push.example").port(6001).forceTls(false));
		connect("1.1").close(4000, "Anything");
		this.loop.advance(Duration.ZERO);
		assertThat(this.engine.last().getUri()).isEqualTo(secureUri());
		this.client.disconnect();
		this.loop.runQueued();
		FakeWebSocket socket = connect("2.2");
		assertThat(socket.getUri()).hasScheme("ws").hasPort(6001);
	}

	@Test
	void plainServerThatUsesCode4000ForAnythingIsFoundAgain() {
		this.client = client(PusherOptions.builder("app-key").host("push.example").port(6001).forceTls(false));
		connect("1.1").close(4000, "Anything");
		this.loop.advance(Duration.ZERO);
		for (int attempt = 0; attempt < 3; attempt++) {
			assertThat(this.engine.last().getUri()).isEqualTo(secureUri());
			this.engine.last().close(1006, null);
			this.loop.advance(Duration.ofSeconds(5));
		}
		assertThat(this.engine.last().getUri()).hasScheme("ws").hasPort(6001);
		this.engine.last().establish("2.2");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	private static URI secureUri() {
		return URI.create("wss://push.example:443/app/app-key?" + ServerAddress.QUERY);
	}

	@Test
	void code4000OverTlsIsTriedAgainAfterAPause() {
		connect("1.1").close(4000, "TLS only");
		this.loop.advance(Duration.ofMillis(400));
		assertThat(this.engine.count()).isEqualTo(1);
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(this.engine.count()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4099 })
	void aRefusalStopsTheClientWithOneFatalError(int code) {
		FakeWebSocket socket = connect("1.1");
		takeHeard();
		socket.close(code, "No way");
		assertThat(takeHeard()).containsExactly("state DISCONNECTED", "error " + code + " fatal");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
		assertThat(this.errors).singleElement().satisfies((error) -> assertThat(error.message()).contains("No way"));
		this.loop.advance(Duration.ofMinutes(10));
		assertThat(this.engine.count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4003, 4004, 4005, 4006, 4007, 4008, 4009 })
	void aRefusalInAMessageDuringTheHandshakeStopsTheClientAndTellsTheCaller(int code) {
		CompletableFuture<Void> connected = this.client.connect();
		this.loop.runQueued();
		this.engine.last().open().receive(ServerMessages.error(code, "No way"));
		assertThat(takeHeard()).containsExactly("state CONNECTING", "state DISCONNECTED", "error " + code + " fatal");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> connected.get(5, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(PusherConnectException.class, (ex) -> assertThat(ex.getCode()).isEqualTo(code));
		this.loop.advance(Duration.ofMinutes(10));
		assertThat(this.engine.count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4100, 4101, 4199 })
	void aServerOverCapacityIsVisibleAndTriedAgainAfterAGrowingPause(int code) {
		this.client = client(PusherOptions.builder("app-key")
			.connection((connection) -> connection
				.withReconnect(new ReconnectOptions(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0, null, null))));
		this.client.connect();
		this.loop.runQueued();
		this.engine.last().open().receive(ServerMessages.error(code, "Over capacity"));
		assertThat(this.errors).containsExactly(new PusherError(code, "Over capacity", null, null, false));
		this.loop.advance(Duration.ofMillis(999));
		assertThat(this.engine.count()).isEqualTo(1);
		this.loop.advance(Duration.ofMillis(1));
		assertThat(this.engine.count()).isEqualTo(2);
		this.engine.last().open().close(code, "Over capacity");
		this.loop.advance(Duration.ofMillis(1999));
		assertThat(this.engine.count()).isEqualTo(2);
		this.loop.advance(Duration.ofMillis(1));
		assertThat(this.engine.count()).isEqualTo(3);
	}

	@Test
	void whoeverHearsOfALossSeesNeitherConnectedNorASocketId() {
		connect("1.1");
		this.engine.last().close(1006, null);
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTING);
		assertThat(this.client.getSocketId()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 4200, 4201, 4202 })
	void aServerThatAsksForHasteIsFollowedAtOnce(int code) {
		connect("1.1").close(code, "Again");
		this.loop.advance(Duration.ZERO);
		assertThat(this.engine.count()).isEqualTo(2);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.code()).isEqualTo(code);
			assertThat(error.fatal()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4004, 4100, 4200, 4301, 4302 })
	void anErrorAfterTheHandshakeIsReportedAndChangesNothing(int code) {
		FakeWebSocket socket = connect("1.1");
		takeHeard();
		socket.receive(ServerMessages.error(code, "Something"));
		assertThat(takeHeard()).containsExactly("error " + code);
		assertThat(this.errors).containsExactly(new PusherError(code, "Something", null, null, false));
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4301, 4302 })
	void anErrorAboutAnEventIsNeitherARefusedSubscriptionNorAFailedSignin(int code) {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		signin();
		awaitSent();
		awaitSent();
		takeHeard();
		socket.receive(ServerMessages.error(code, "Too many"));
		assertThat(takeHeard()).containsExactly("error " + code);
		socket.receive("{\"event\":\"pusher:signin_success\",\"data\":{\"user_data\":\"{\\\"id\\\":\\\"42\\\"}\"}}",
				ServerMessages.subscriptionSucceeded("private-a"));
		assertThat(takeHeard()).containsExactly("signed in 42", "subscribed private-a");
	}

	@Test
	void anErrorWithoutACodeIsReported() {
		connect("1.1").receive(ServerMessages.error(null, "Something"));
		assertThat(this.errors).containsExactly(new PusherError(null, "Something", null, null, false));
	}

	@Test
	void anErrorWhoseDataIsAStringOfJsonIsReported() {
		connect("1.1").receive(
				"""
						{"event":"pusher:error","data":"{\\"code\\":4201,\\"message\\":\\"Pong reply not received in time\\"}"}""");
		assertThat(this.errors)
			.containsExactly(new PusherError(4201, "Pong reply not received in time", null, null, false));
	}

	@Test
	void anErrorThatNamesAChannelIsReportedWithIt() {
		connect("1.1").receive("""
				{"event":"pusher:error","channel":"private-c",\
				"data":{"code":4301,"message":"The app does not have client messaging enabled."}}""");
		assertThat(this.errors).containsExactly(
				new PusherError(4301, "The app does not have client messaging enabled.", null, "private-c", false));
	}

	@Test
	void anErrorWithoutAChannelIsAttributedToTheSubscriptionThatItsTextNames() {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		subscribe("private-ab");
		awaitSent();
		awaitSent();
		takeHeard();
		socket.receive(ServerMessages.error(null,
				"Invalid signature: Expected HMAC SHA256 hex digest of 1.1:private-ab, but got x"));
		assertThat(takeHeard()).containsExactly("subscription failed private-ab null");
		socket.receive(ServerMessages.error(null, "Invalid signature for 1.1:private-a, but got x"));
		assertThat(takeHeard()).containsExactly("subscription failed private-a null");
		assertThat(this.errors).isEmpty();
	}

	@Test
	void anErrorWithoutAChannelIsAttributedToNoChannelThatOnlyBeginsLikeTheOneNamed() {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		awaitSent();
		takeHeard();
		socket.receive(ServerMessages.error(null, "No current subscription to channel private-abc"));
		assertThat(takeHeard()).containsExactly("error null");
	}

	@Test
	void anErrorThatNamesNothingWhileASigninIsAwaitedIsItsAnswer() {
		FakeWebSocket socket = connect("1.1");
		signin();
		assertThat(awaitSent()).contains("pusher:signin");
		subscribe("private-a");
		awaitSent();
		takeHeard();
		socket.receive(ServerMessages.error(4200, "Invalid message format"));
		assertThat(takeHeard()).containsExactly("sign-in failed 4200");
	}

}

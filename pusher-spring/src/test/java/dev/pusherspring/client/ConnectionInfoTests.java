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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherClient#getConnectionInfo()}.
 */
class ConnectionInfoTests extends AbstractPusherClientTests {

	private final List<ReconnectCause> causes = new ArrayList<>();

	@BeforeEach
	void rememberCauses() {
		this.client.addListener(new PusherClientListener() {

			@Override
			public void reconnecting(int attempt, Duration delay) {
				ConnectionInfoTests.this.causes.add(cause());
			}

		});
	}

	@Test
	void knowsNothingBeforeTheClientConnects() {
		assertThat(this.client.getConnectionInfo()).isEqualTo(new ConnectionInfo(ConnectionState.INITIALIZED,
				ManualEventLoop.START, null, null, null, null, null, null, null, null));
	}

	@Test
	void tellsHowTheServerIsReachedAndHowLongThatTook() {
		this.client.connect();
		this.loop.runQueued();
		this.loop.advance(Duration.ofMillis(300));
		this.engine.last().establish("1.1");
		ConnectionInfo info = this.client.getConnectionInfo();
		assertThat(info.state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(info.since()).isEqualTo(ManualEventLoop.START.plusMillis(300));
		assertThat(info.socketId()).isEqualTo("1.1");
		assertThat(info.link()).isEqualTo(new LinkInfo("wss", "wss://ws-mt1.pusher.com:443", Duration.ofMillis(300)));
		assertThat(info.lostAt()).isNull();
		assertThat(info.nextAttempt()).isNull();
	}

	@Test
	void tellsWhenTheConnectionWasLostUntilThereIsAnother() {
		connect("1.1");
		this.loop.advance(Duration.ofSeconds(20));
		this.engine.last().close(1006, null);
		Instant lost = ManualEventLoop.START.plusSeconds(20);
		ConnectionInfo info = this.client.getConnectionInfo();
		assertThat(info.state()).isEqualTo(ConnectionState.CONNECTING);
		assertThat(info.lostAt()).isEqualTo(lost);
		assertThat(info.link()).isNull();
		this.loop.advance(Duration.ofSeconds(30));
		info = this.client.getConnectionInfo();
		assertThat(info.state()).isEqualTo(ConnectionState.UNAVAILABLE);
		assertThat(info.since()).isAfter(lost);
		assertThat(info.lostAt()).isEqualTo(lost);
		int attempts = this.engine.count();
		while (this.engine.count() == attempts) {
			this.loop.advance(Duration.ofSeconds(1));
		}
		this.engine.last().establish("2.2");
		assertThat(this.client.getConnectionInfo().lostAt()).isNull();
	}

	@Test
	void firstConnectionThatDoesNotComeAboutWasNotLost() {
		this.client.connect();
		this.loop.advance(Duration.ofMinutes(1));
		assertThat(this.client.getState()).isEqualTo(ConnectionState.UNAVAILABLE);
		assertThat(this.client.getConnectionInfo().lostAt()).isNull();
	}

	@Test
	void tellsNumberTimeAndCauseOfTheNextAttempt() {
		this.client = client(PusherOptions.builder("app-key")
			.connection((connection) -> connection
				.withReconnect(new ReconnectOptions(Duration.ofSeconds(4), 2, Duration.ofMinutes(1), 0, null, null))));
		connect("1.1").close(1006, null);
		assertThat(this.client.getConnectionInfo().nextAttempt())
			.isEqualTo(new NextAttempt(1, ManualEventLoop.START.plusSeconds(4), ReconnectCause.LOST));
		this.loop.advance(Duration.ofSeconds(4));
		this.engine.last().refuse(new IllegalStateException("refused by the test"));
		assertThat(this.client.getConnectionInfo().nextAttempt())
			.isEqualTo(new NextAttempt(2, ManualEventLoop.START.plusSeconds(12), ReconnectCause.ATTEMPT_FAILED));
	}

	@Test
	void tellsApartWhyAConnectionIsReplaced() {
		connect("1.1").close(4200, "come back");
		assertThat(cause()).isEqualTo(ReconnectCause.SERVER_CODE);
		this.loop.advance(Duration.ofSeconds(1));
		this.engine.last().establish("2.2").close(1001, "going away");
		assertThat(cause()).isEqualTo(ReconnectCause.CLOSED);
		this.loop.advance(Duration.ofSeconds(10));
		this.engine.last().establish("3.3");
		this.loop.advance(Duration.ofSeconds(150));
		assertThat(this.causes).endsWith(ReconnectCause.PONG_MISSING);
	}

	private ReconnectCause cause() {
		NextAttempt next = this.client.getConnectionInfo().nextAttempt();
		assertThat(next).isNotNull();
		return next.cause();
	}

	@Test
	void remembersTheLastErrorOfTheConnectionButNotThatOfAChannel() {
		FakeWebSocket socket = connect("1.1");
		subscribed("room");
		this.loop.advance(Duration.ofSeconds(5));
		socket.receive(ServerMessages.error(4301, "too fast"));
		this.loop.advance(Duration.ofSeconds(5));
		socket.receive(
				"""
						{"event":"pusher:subscription_error","channel":"room","data":{"type":"AuthError","error":"no","status":403}}""");
		ConnectionInfo info = this.client.getConnectionInfo();
		assertThat(info.lastError()).isNotNull().extracting(PusherError::code).isEqualTo(4301);
		assertThat(info.lastErrorAt()).isEqualTo(ManualEventLoop.START.plusSeconds(5));
	}

	@Test
	void tellsWhenTheLastEventOfTheApplicationCame() {
		FakeWebSocket socket = connect("1.1");
		subscribed("room");
		assertThat(this.client.getConnectionInfo().lastEventAt()).isNull();
		this.loop.advance(Duration.ofSeconds(7));
		socket.receive(ServerMessages.event("room", "news", "1"));
		this.loop.advance(Duration.ofSeconds(3));
		socket.receive(ServerMessages.PING);
		assertThat(this.client.getConnectionInfo().lastEventAt()).isEqualTo(ManualEventLoop.START.plusSeconds(7));
	}

	@Test
	void measuresTheRoundTripWhenItHasAskedTheServer() {
		FakeWebSocket socket = connect("1.1");
		socket.receive(ServerMessages.PONG);
		assertThat(this.client.getConnectionInfo().roundTripTime()).as("an answer to no question").isNull();
		this.loop.advance(Duration.ofSeconds(120));
		this.loop.advance(Duration.ofMillis(42));
		socket.receive(ServerMessages.PONG);
		assertThat(this.client.getConnectionInfo().roundTripTime()).isEqualTo(Duration.ofMillis(42));
		reconnect("2.2");
		assertThat(this.client.getConnectionInfo().roundTripTime()).as("of another connection").isNull();
	}

	@Test
	void measuresNoRoundTripWhileReadingIsPaused() {
		FakeWebSocket socket = connect("1.1");
		this.loop.advance(Duration.ofSeconds(120));
		this.client.pause();
		this.loop.runQueued();
		this.loop.advance(Duration.ofSeconds(20));
		this.client.resume();
		this.loop.runQueued();
		socket.receive(ServerMessages.PONG);
		assertThat(this.client.getConnectionInfo().roundTripTime()).isNull();
	}

}

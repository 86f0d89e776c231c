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

package dev.pusherspring.client.internal.connection;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a {@link Connection} does when it is lost or cannot be had.
 */
class ConnectionLossTests extends AbstractConnectionTests {

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001 })
	void anOrderlyCloseIsNoErrorAndLeadsToANewConnection(int code) {
		establish();
		link().end(code, "");
		assertThat(this.recorder.take()).containsExactly("connecting", "retrying 1");
		assertReconnectsAfter(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1002, 1003, 1004, 1005, 1006, 1008, 1011, 3999 })
	void anUnexpectedCloseIsReportedAndLeadsToANewConnection(int code) {
		establish();
		link().end(code, null);
		assertThat(this.recorder.take()).containsExactly("connecting", "error null", "retrying 1");
		assertThat(this.recorder.getLastError().message()).startsWith("The connection was lost: ");
		assertReconnectsAfter(Duration.ofSeconds(1));
	}

	@Test
	void aBrokenLinkIsReportedWithItsCause() {
		establish();
		IOException cause = new IOException("Connection reset");
		link().end(LinkEnd.failed(cause));
		assertThat(this.recorder.getErrors())
			.containsExactly(new PusherError(null, "The connection was lost: Connection reset", cause, null, false));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4100, 4150, 4199, 4300, 4999 })
	void aCodeThatAsksForAPauseGetsOne(int code) {
		establish();
		link().end(code, "Later");
		assertThat(this.recorder.take()).containsExactly("connecting", "error " + code, "retrying 1");
		assertReconnectsAfter(Duration.ofSeconds(1));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4200, 4201, 4202, 4299 })
	void aCodeThatAsksForHasteGetsIt(int code) {
		establish();
		link().end(code, "Now");
		assertThat(this.recorder.take()).containsExactly("connecting", "error " + code, "retrying 1");
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void hasteHasItsLimitWhenTheServerDropsEachConnection() {
		establish();
		for (int i = 0; i < 1_000; i++) {
			if (link().isAlive()) {
				establishLink("1.1");
				link().end(4200, "Now");
			}
			this.loop.advance(Duration.ofMillis(60));
		}
		// a minute: a few at once, the others with growing pauses
		assertThat(this.transports.count()).isBetween(5, 15);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4099 })
	void aRefusalStopsEverythingWithOneFatalError(int code) {
		establish();
		link().end(code, "No");
		assertThat(this.recorder.take()).containsExactly("disconnected", "fatal error " + code);
		assertThat(this.recorder.getLastError().message()).isEqualTo("The connection was lost: No (" + code + ")");
		assertNothingLeft();
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4004, 4009 })
	void aRefusalDuringTheHandshakeStopsEverythingWithOneFatalError(int code) {
		connect();
		link().open();
		link().receive(ServerMessages.error(code, "No"));
		link().end(code, "No");
		assertThat(this.recorder.take()).containsExactly("connecting", "disconnected", "fatal error " + code);
		assertNothingLeft();
	}

	@Test
	void aRefusalDoesNotKeepTheUserFromTryingAgain() {
		establish();
		link().end(4001, "No");
		this.recorder.take();
		connect();
		establishLink("2.2");
		assertThat(this.recorder.take()).containsExactly("connecting", "connected");
	}

	@Test
	void switchesToTlsAtOnceWhenTheServerDemandsIt() {
		use(new FakeTransports(this.loop, false), null);
		connect();
		link().open();
		link().receive(ServerMessages.error(4000, "TLS only"));
		assertThat(this.recorder.take()).containsExactly("connecting", "error 4000", "retrying 1");
		assertThat(this.transports.isTls()).isTrue();
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void aConnectionThatIsLostToADemandForTlsIsLostToACodeOfTheServer() {
		use(new FakeTransports(this.loop, false), null);
		establish();
		link().end(4000, "TLS only");
		assertThat(this.recorder.take()).containsExactly("connecting", "error 4000", "retrying 1");
		assertThat(this.connection.getLossCause()).isEqualTo(ReconnectCause.SERVER_CODE);
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void aServerThatDemandsTlsOverTlsGetsNoTightLoop() {
		connect();
		for (int i = 0; i < 1_000; i++) {
			if (link().isAlive()) {
				link().open();
				link().end(4000, "TLS only");
			}
			this.loop.advance(Duration.ofMillis(60));
		}
		assertThat(this.transports.count()).isBetween(4, 8);
	}

	@Test
	void aServerThatDoesNotAnswerAPingIsLeftForANewConnection() {
		establish();
		FakeLink dead = link();
		this.loop.advance(Duration.ofSeconds(120));
		assertThat(dead.getPings()).isEqualTo(1);
		this.loop.advance(PONG_TIMEOUT.minus(MOMENT));
		assertThat(this.recorder.take()).isEmpty();
		this.loop.advance(MOMENT);
		assertThat(this.recorder.take()).containsExactly("connecting", "error null", "retrying 1");
		assertThat(this.recorder.getLastError().message())
			.isEqualTo("The server did not answer a ping within 30000 ms");
		assertThat(dead.getCloseCode()).isEqualTo(1000);
		assertThat(this.recorder.getLastDelay()).isZero();
		assertThat(this.transports.count()).isEqualTo(2);
		establishLink("2.2");
		assertThat(this.recorder.take()).containsExactly("connected");
	}

	@Test
	void anyMessageShowsThatTheServerIsThere() {
		establish();
		this.loop.advance(Duration.ofSeconds(120));
		link().receive("rubbish");
		this.loop.advance(Duration.ofSeconds(120));
		assertThat(link().getPings()).isEqualTo(2);
		link().discard("too long");
		this.loop.advance(Duration.ofSeconds(120));
		assertThat(link().getPings()).isEqualTo(3);
		assertThat(link().isAlive()).isTrue();
	}

	@Test
	void pausesGrowWhileAttemptsFailAndAStableConnectionEndsThat() {
		connect();
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 30, 30, 30 }) {
			link().end(LinkEnd.failed(new IOException("Refused")));
			assertThat(this.recorder.getLastDelay()).isEqualTo(Duration.ofSeconds(seconds));
			this.loop.advance(this.recorder.getLastDelay());
		}
		establishLink("1.1");
		this.loop.advance(Duration.ofSeconds(5));
		link().breakOff();
		assertThat(this.recorder.getLastDelay()).isEqualTo(Duration.ofSeconds(30));
		this.loop.advance(Duration.ofSeconds(30));
		establishLink("2.2");
		this.loop.advance(Duration.ofMinutes(1));
		link().breakOff();
		assertThat(this.recorder.getLastDelay()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void givesUpAfterThePermittedNumberOfAttempts() {
		use(new FakeTransports(this.loop), 2);
		connect();
		link().breakOff();
		this.loop.advance(Duration.ofSeconds(1));
		link().breakOff();
		this.loop.advance(Duration.ofSeconds(2));
		this.recorder.take();
		link().breakOff();
		assertThat(this.recorder.take()).containsExactly("failed", "fatal error null");
		assertThat(this.transports.count()).isEqualTo(3);
		assertNothingLeft();
	}

	@Test
	void givesUpAtOnceWhenALostConnectionMayNotBeReplaced() {
		use(new FakeTransports(this.loop), 0);
		establish();
		link().end(1000, "");
		assertThat(this.recorder.take()).containsExactly("connecting", "failed", "fatal error null");
		assertNothingLeft();
	}

	@Test
	void countsAttemptsAnewAfterTheUserHasAskedAgain() {
		use(new FakeTransports(this.loop), 0);
		connect();
		link().breakOff();
		this.recorder.take();
		connect();
		establishLink("1.1");
		assertThat(this.recorder.take()).containsExactly("connecting", "connected");
	}

	@Test
	void triesForEverWithoutALimit() {
		connect();
		for (int i = 0; i < 5_000; i++) {
			link().breakOff();
			this.loop.advance(this.recorder.getLastDelay());
		}
		assertThat(this.transports.count()).isEqualTo(5_001);
		assertThat(this.transports.countAlive()).isEqualTo(1);
		establishLink("1.1");
		assertThat(this.recorder.take()).last().isEqualTo("connected");
	}

	@Test
	void anAttemptThatHangsIsGivenUpForTheNext() {
		connect();
		this.loop.advance(CONNECT_TIMEOUT);
		assertThat(this.recorder.take()).containsExactly("connecting", "error null", "retrying 1");
		assertThat(this.transports.countAlive()).isZero();
		this.loop.advance(Duration.ofSeconds(1));
		establishLink("1.1");
		assertThat(this.recorder.take()).containsExactly("connected");
	}

}

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

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connection}: its beginning, its messages, its back-pressure.
 */
class ConnectionTests extends AbstractConnectionTests {

	@Test
	void doesNothingBeforeItIsAskedTo() {
		this.loop.advance(Duration.ofDays(1));
		assertThat(this.transports.count()).isZero();
		assertThat(this.recorder.take()).isEmpty();
		assertThat(this.connection.send("text")).isFalse();
	}

	@Test
	void isEstablishedAfterTheHandshake() {
		connect();
		assertThat(this.recorder.take()).containsExactly("connecting");
		assertThat(this.connection.send("too early")).isFalse();
		link().open();
		assertThat(this.connection.send("too early")).isFalse();
		link().receive(ServerMessages.established("1.1"));
		assertThat(this.recorder.take()).containsExactly("connected");
		assertThat(this.connection.send("text")).isTrue();
		assertThat(link().takeSent()).containsExactly("text");
	}

	@Test
	void connectingAgainChangesNothing() {
		connect();
		connect();
		establishLink("1.1");
		connect();
		assertThat(this.transports.count()).isEqualTo(1);
		assertThat(this.recorder.take()).containsExactly("connecting", "connected");
	}

	@Test
	void passesMessagesOnInOrder() {
		establish();
		link().receive(ServerMessages.event("orders", "one", "1"), ServerMessages.event("orders", "two", "2"));
		assertThat(this.recorder.take()).containsExactly("received one", "received two");
	}

	@Test
	void answersAPingOfTheServerAtOnce() {
		establish();
		link().receive(ServerMessages.PING);
		assertThat(link().takeSent()).containsExactly("{\"event\":\"pusher:pong\",\"data\":{}}");
		link().receive("{\"event\":\"pusher:ping\"}");
		assertThat(link().takeSent()).hasSize(1);
		assertThat(this.recorder.take()).isEmpty();
	}

	@Test
	void keepsTheAnswerToItsOwnPingToItself() {
		establish();
		link().receive(ServerMessages.PONG, "{\"event\":\"pusher:pong\"}");
		assertThat(this.recorder.take()).isEmpty();
		assertThat(link().takeSent()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "planted-secret", "[1]", "{}", "", "{\"event\":null}", "{\"event\":\"a",
			"{\"event\":\"planted-secret\"}}", "{\"event\":\"e\",\"channel\":[\"planted-secret\"]}" })
	void reportsAMessageThatMakesNoSenseAndDeliversTheNext(String text) {
		establish();
		link().receive(text, ServerMessages.event("orders", "next", "{}"));
		assertThat(this.recorder.take()).containsExactly("error null", "received next");
		assertThat(this.recorder.getLastError().message()).startsWith("A message could not be read: ")
			.doesNotContain("planted-secret");
		assertThat(link().isAlive()).isTrue();
	}

	@Test
	void reportsADiscardedMessageAndDeliversTheNext() {
		establish();
		link().discard("Too long");
		link().receive(ServerMessages.event("orders", "next", "{}"));
		assertThat(this.recorder.take()).containsExactly("error null", "received next");
		assertThat(this.recorder.getErrors()).containsExactly(new PusherError(null, "Too long", null, null, false));
	}

	@Test
	void passesAnErrorOfTheServerOnAndStaysConnectedWhateverItsCode() {
		establish();
		for (Integer code : new Integer[] { 4000, 4001, 4009, 4100, 4200, 4301, null }) {
			link().receive(ServerMessages.error(code, "No"));
			assertThat(this.recorder.take()).containsExactly("received pusher:error");
		}
		assertThat(link().isAlive()).isTrue();
		assertThat(this.transports.count()).isEqualTo(1);
	}

	@Test
	void ignoresASecondHandshake() {
		establish();
		link().receive(ServerMessages.established("2.2"));
		assertThat(this.recorder.take()).isEmpty();
	}

	@Test
	void obeysTheActivityTimeoutOfTheServer() {
		connect();
		link().open();
		link().receive(ServerMessages.established("1.1", 7));
		this.loop.advance(Duration.ofSeconds(7).minus(MOMENT));
		assertThat(link().getPings()).isZero();
		this.loop.advance(MOMENT);
		assertThat(link().getPings()).isEqualTo(1);
	}

	@Test
	void aSignOfLifeThatIsNoMessageCountsToo() {
		connect();
		link().open();
		link().receive(ServerMessages.established("1.1", 7));
		this.loop.advance(Duration.ofSeconds(6));
		link().giveSignOfLife();
		this.loop.advance(Duration.ofSeconds(7).minus(MOMENT));
		assertThat(link().getPings()).isZero();
		this.loop.advance(MOMENT);
		assertThat(link().getPings()).isEqualTo(1);
	}

	@Test
	void remembersTheTransportThatSucceeded() {
		connect();
		assertThat(this.transports.getSuccesses()).isZero();
		establishLink("1.1");
		assertThat(this.transports.getSuccesses()).isEqualTo(1);
	}

	@Test
	void stopsReadingAndGoesOn() {
		establish();
		this.loop.call(this.connection::pause);
		assertThat(link().isPaused()).isTrue();
		this.loop.call(this.connection::resume);
		assertThat(link().isPaused()).isFalse();
	}

	@Test
	void keepsTheConnectionHoweverLongReadingPauses() {
		establish();
		this.loop.call(this.connection::pause);
		this.loop.advance(Duration.ofHours(1));
		assertThat(link().isAlive()).isTrue();
		assertThat(link().getPings()).isEqualTo(30);
		assertThat(this.recorder.take()).isEmpty();
		this.loop.call(this.connection::resume);
		this.loop.advance(Duration.ofSeconds(150));
		assertThat(this.recorder.take()).startsWith("connecting", "error null", "retrying 1");
	}

	@Test
	void aPauseOutlivesTheConnection() {
		establish();
		this.loop.call(this.connection::pause);
		link().breakOff();
		this.loop.advance(Duration.ofSeconds(1));
		assertThat(link().isPaused()).isFalse();
		establishLink("2.2");
		assertThat(link().isPaused()).isTrue();
		this.loop.advance(Duration.ofHours(1));
		assertThat(link().isAlive()).isTrue();
		this.loop.call(this.connection::resume);
		assertThat(link().isPaused()).isFalse();
	}

	@Test
	void aPauseThatEndsBetweenTwoConnectionsDoesNotReachTheSecond() {
		establish();
		this.loop.call(this.connection::pause);
		link().breakOff();
		this.loop.call(this.connection::resume);
		this.loop.advance(Duration.ofSeconds(1));
		establishLink("2.2");
		assertThat(link().isPaused()).isFalse();
	}

	@Test
	void tellsWhyAConnectionIsLostAndWhyAnAttemptFollows() {
		connect();
		link().breakOff();
		assertThat(this.connection.getNextAttempt().cause()).isEqualTo(ReconnectCause.ATTEMPT_FAILED);
		this.loop.advance(this.recorder.getLastDelay());
		assertLossCause(ReconnectCause.LOST, () -> link().breakOff());
		assertLossCause(ReconnectCause.CLOSED, () -> link().end(1000, ""));
		assertLossCause(ReconnectCause.SERVER_CODE, () -> link().end(4200, "Now"));
		assertLossCause(ReconnectCause.PONG_MISSING,
				() -> this.loop.advance(Duration.ofSeconds(120).plus(PONG_TIMEOUT)));
	}

	private void assertLossCause(ReconnectCause cause, Runnable loss) {
		establishLink("1.1");
		loss.run();
		assertThat(this.connection.getLossCause()).isEqualTo(cause);
		if (this.connection.getNextAttempt() != null) {
			assertThat(this.connection.getNextAttempt().cause()).isEqualTo(cause);
			this.loop.advance(this.recorder.getLastDelay());
		}
	}

	@Test
	void tellsHowLongItTookToConnect() {
		connect();
		this.loop.advance(Duration.ofMillis(70));
		link().open();
		this.loop.advance(Duration.ofMillis(30));
		link().receive(ServerMessages.established("1.1"));
		assertThat(this.connection.getLinkInfo())
			.isEqualTo(new LinkInfo("fake", "wss://fake.example:1234", Duration.ofMillis(100)));
	}

	@Test
	void stopsWithOneFatalErrorWhenThereIsNoTransport() {
		this.connection = connection(new NoTransports(), null, null);
		connect();
		assertThat(this.recorder.take()).containsExactly("connecting", "failed", "fatal error null");
		assertThat(this.recorder.getLastError().message()).startsWith("There is no transport to connect with. Check ");
		assertNothingLeft();
	}

	private static final class NoTransports implements TransportStrategy {

		@Override
		public List<Candidate> candidates() {
			return List.of();
		}

		@Override
		public void succeeded(Transport transport) {
			throw new AssertionError("Succeeded");
		}

		@Override
		public void failed() {
			throw new AssertionError("Failed");
		}

		@Override
		public boolean requireTls() {
			return false;
		}

		@Override
		public void release() {
			// nothing to release
		}

	}

}

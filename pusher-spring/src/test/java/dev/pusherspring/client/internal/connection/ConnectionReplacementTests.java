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

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connection#reconnect}.
 */
class ConnectionReplacementTests extends AbstractConnectionTests {

	private static final String EVENT = ServerMessages.event("orders", "created", "{}");

	private final FakeTransports others = new FakeTransports(this.loop, true, "other.example:443");

	@Test
	void whatTheServerHasSentByThenArrives() {
		establish();
		FakeLink old = link();
		reconnect();
		assertThat(old.isFinishing()).isTrue();
		old.receive(EVENT, EVENT);
		assertThat(this.recorder.take()).containsExactly("received created", "received created");
		assertThat(this.connection.getState()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.transports.count()).isEqualTo(1);
		old.end(1000, "");
		assertThat(this.recorder.take()).containsExactly("connecting", "retrying 1");
		assertThat(this.connection.getLossCause()).isEqualTo(ReconnectCause.REQUESTED);
		assertThat(this.connection.getNextAttempt().cause()).isEqualTo(ReconnectCause.REQUESTED);
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void nothingIsSentAnyMoreMeanwhile() {
		establish();
		FakeLink old = link();
		reconnect();
		this.loop.call(() -> assertThat(this.connection.send("late")).isFalse());
		old.receive(ServerMessages.PING);
		this.loop.advance(EstablishedLink.FINISH_TIMEOUT.minus(MOMENT));
		assertThat(old.takeSent()).isEmpty();
		assertThat(old.getPings()).isZero();
	}

	@Test
	void aServerThatDoesNotCloseIsNotWaitedForLong() {
		establish();
		reconnect();
		this.loop.advance(EstablishedLink.FINISH_TIMEOUT.minus(MOMENT));
		link().receive(EVENT);
		assertThat(this.recorder.take()).containsExactly("received created");
		this.loop.advance(MOMENT);
		assertThat(this.recorder.take()).containsExactly("connecting", "retrying 1");
		assertThat(this.transports.count()).isEqualTo(2);
		establishLink("2.2");
		assertThat(this.transports.countAlive()).isEqualTo(1);
		// the heartbeat
		assertThat(this.loop.pendingTimers()).isEqualTo(1);
	}

	@Test
	void whileReadingIsPausedItIsWaitedForAsNothingCanArrive() {
		establish();
		FakeLink old = link();
		this.loop.call(this.connection::pause);
		reconnect();
		this.loop.advance(Duration.ofMinutes(10));
		assertThat(this.transports.count()).isEqualTo(1);
		assertThat(old.getPings()).isZero();
		this.loop.call(this.connection::resume);
		old.receive(EVENT);
		old.end(1000, "");
		assertThat(this.recorder.take()).containsExactly("received created", "connecting", "retrying 1");
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void afterAPauseAServerThatDoesNotCloseIsNotWaitedForLongEither() {
		establish();
		this.loop.call(this.connection::pause);
		reconnect();
		this.loop.advance(Duration.ofMinutes(10));
		this.loop.call(this.connection::resume);
		this.loop.advance(EstablishedLink.FINISH_TIMEOUT);
		assertThat(this.recorder.take()).containsExactly("connecting", "retrying 1");
		assertThat(this.transports.count()).isEqualTo(2);
	}

	@Test
	void aLinkThatCanBeClosedOnlyIsClosed() {
		establish();
		FakeLink old = link();
		old.refuseToFinish();
		reconnect();
		assertThat(old.getCloseCode()).isEqualTo(1000);
		assertThat(this.recorder.take()).containsExactly("connecting", "retrying 1");
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void aConnectionThatBreaksMeanwhileIsReplacedAllTheSame() {
		establish();
		reconnect();
		link().end(4001, "No");
		assertThat(this.recorder.take()).containsExactly("connecting", "retrying 1");
		assertReconnectsAfter(Duration.ZERO);
	}

	@Test
	void otherTransportsServeTheNextConnection() {
		establish();
		this.loop.call(() -> this.connection.reconnect(this.others));
		assertThat(this.transports.getReleases()).isZero();
		link().end(1000, "");
		this.loop.advance(Duration.ZERO);
		assertThat(this.transports.count()).isEqualTo(1);
		assertThat(this.transports.getReleases()).isEqualTo(1);
		this.others.last().open();
		this.others.last().receive(ServerMessages.established("9.9"));
		assertThat(this.connection.getSocketId()).isEqualTo("9.9");
		assertThat(this.connection.getLinkInfo().server()).isEqualTo("wss://other.example:443");
	}

	@Test
	void theLastOfSeveralChangesCounts() {
		establish();
		FakeTransports forgotten = new FakeTransports(this.loop);
		this.loop.call(() -> this.connection.reconnect(forgotten));
		this.loop.call(() -> this.connection.reconnect(this.others));
		link().end(1000, "");
		this.loop.advance(Duration.ZERO);
		assertThat(forgotten.count()).isZero();
		assertThat(this.others.count()).isEqualTo(1);
	}

	@Test
	void aPauseBeforeTheNextAttemptIsCutShort() {
		establish();
		link().breakOff();
		this.recorder.take();
		this.loop.call(() -> this.connection.reconnect(this.others));
		this.loop.advance(Duration.ZERO);
		assertThat(this.others.count()).isEqualTo(1);
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(this.transports.count()).isEqualTo(1);
		assertThat(this.others.count()).isEqualTo(1);
	}

	@Test
	void anAttemptUnderWayIsGivenUp() {
		connect();
		this.loop.call(() -> this.connection.reconnect(this.others));
		this.loop.advance(Duration.ZERO);
		assertThat(this.transports.countAlive()).isZero();
		assertThat(this.others.countAlive()).isEqualTo(1);
	}

	@Test
	void aClientThatIsNotConnectedConnects() {
		this.loop.call(() -> this.connection.reconnect(this.others));
		assertThat(this.others.count()).isEqualTo(1);
		assertThat(this.recorder.take()).containsExactly("connecting");
	}

	@Test
	void disconnectEndsIt() {
		establish();
		reconnect();
		disconnect();
		assertThat(this.recorder.take()).containsExactly("disconnected");
		assertNothingLeft();
	}

	private void reconnect() {
		this.loop.call(() -> this.connection.reconnect(null));
	}

}

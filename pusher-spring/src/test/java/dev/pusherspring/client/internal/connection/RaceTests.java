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

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportStrategy.Candidate;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Race}, with the delays of a connection without TLS.
 */
class RaceTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final FakeTransports ws = new FakeTransports(this.loop);

	private final FakeTransports wss = new FakeTransports(this.loop);

	private final FakeTransports streaming = new FakeTransports(this.loop);

	private final FakeTransports polling = new FakeTransports(this.loop);

	private final Outcomes outcomes = new Outcomes();

	private final Race race = new Race(
			List.of(new Candidate(this.ws, Duration.ZERO), new Candidate(this.wss, Duration.ofSeconds(2)),
					new Candidate(this.streaming, Duration.ofSeconds(5)),
					new Candidate(this.polling, Duration.ofSeconds(9))),
			this.loop, new FrameReader(), TIMEOUT, this.outcomes);

	private void start() {
		this.loop.call(this.race::start);
	}

	private List<Integer> attempts() {
		return List.of(this.ws.count(), this.wss.count(), this.streaming.count(), this.polling.count());
	}

	private void assertOver() {
		assertThat(this.loop.pendingTimers()).isZero();
		List<Integer> attempts = attempts();
		this.loop.advance(Duration.ofHours(1));
		assertThat(attempts()).isEqualTo(attempts);
		assertThat(this.outcomes.count).isEqualTo(1);
	}

	@Test
	void candidatesStartWhenTheirTimeHasCome() {
		start();
		assertThat(attempts()).containsExactly(1, 0, 0, 0);
		this.loop.advance(Duration.ofSeconds(2).minus(MOMENT));
		assertThat(attempts()).containsExactly(1, 0, 0, 0);
		this.loop.advance(MOMENT);
		assertThat(attempts()).containsExactly(1, 1, 0, 0);
		this.loop.advance(Duration.ofSeconds(3).minus(MOMENT));
		assertThat(attempts()).containsExactly(1, 1, 0, 0);
		this.loop.advance(MOMENT);
		assertThat(attempts()).containsExactly(1, 1, 1, 0);
		this.loop.advance(Duration.ofSeconds(4).minus(MOMENT));
		assertThat(attempts()).containsExactly(1, 1, 1, 0);
		this.loop.advance(MOMENT);
		assertThat(attempts()).containsExactly(1, 1, 1, 1);
	}

	@Test
	void theFirstFinishedHandshakeWinsAndTheOthersAreClosed() {
		start();
		this.loop.advance(Duration.ofSeconds(9));
		this.ws.last().open();
		this.wss.last().open();
		this.streaming.last().open();
		this.streaming.last().receive(ServerMessages.established("1.1"));
		assertThat(this.outcomes.winner).isSameAs(this.streaming);
		assertThat(this.outcomes.socketId).isEqualTo("1.1");
		assertThat(this.streaming.countAlive()).isEqualTo(1);
		assertThat(this.ws.countAlive() + this.wss.countAlive() + this.polling.countAlive()).isZero();
		assertOver();
	}

	@Test
	void anOpenLinkWithoutHandshakeWinsNothing() {
		start();
		this.ws.last().open();
		this.loop.advance(Duration.ofSeconds(2));
		this.wss.last().open();
		this.wss.last().receive(ServerMessages.established("1.1"));
		assertThat(this.outcomes.winner).isSameAs(this.wss);
		assertThat(this.ws.countAlive()).isZero();
	}

	@Test
	void aHandshakeThatComesAfterTheWinnersIsIgnored() {
		start();
		this.loop.advance(Duration.ofSeconds(2));
		this.ws.last().open();
		this.wss.last().open();
		this.wss.last().receive(ServerMessages.established("1.1"));
		this.ws.last().receive(ServerMessages.established("2.2"));
		this.ws.last().end(4001, "no such app");
		assertThat(this.outcomes.socketId).isEqualTo("1.1");
		assertThat(this.ws.countAlive()).isZero();
		assertOver();
	}

	@Test
	void theNextStartsEarlyWhenNoneRuns() {
		start();
		this.loop.advance(Duration.ofMillis(100));
		this.ws.last().breakOff();
		assertThat(attempts()).containsExactly(1, 1, 0, 0);
		this.wss.last().breakOff();
		assertThat(attempts()).containsExactly(1, 1, 1, 0);
	}

	@Test
	void theNextKeepsItsTimeWhileAnotherRuns() {
		start();
		this.loop.advance(Duration.ofSeconds(2));
		this.ws.last().breakOff();
		assertThat(attempts()).containsExactly(1, 1, 0, 0);
		this.loop.advance(Duration.ofSeconds(3));
		assertThat(attempts()).containsExactly(1, 1, 1, 0);
	}

	@Test
	void anEarlyStartDoesNotStartACandidateTwice() {
		start();
		this.ws.last().breakOff();
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(attempts()).containsExactly(1, 1, 0, 0);
		this.loop.advance(Duration.ofSeconds(7));
		assertThat(attempts()).containsExactly(1, 1, 1, 1);
	}

	@Test
	void fallbacksRunOutOfTimeOneByOne() {
		start();
		this.loop.advance(TIMEOUT);
		assertThat(this.ws.countAlive()).isZero();
		assertThat(this.polling.countAlive()).isEqualTo(1);
		assertThat(this.outcomes.count).isZero();
		this.loop.advance(Duration.ofSeconds(9).minus(MOMENT));
		assertThat(this.outcomes.count).isZero();
		this.loop.advance(MOMENT);
		assertThat(this.outcomes.action).isEqualTo(CloseAction.RECONNECT);
		assertThat(this.outcomes.error.message()).contains("could not be reached within 10000 ms");
		assertOver();
	}

	@Test
	void whenAllFailTheFirstErrorIsReported() {
		start();
		this.ws.last().end(LinkEnd.failed(new IllegalStateException("first")));
		this.wss.last().end(LinkEnd.failed(new IllegalStateException("second")));
		this.streaming.last().end(LinkEnd.failed(new IllegalStateException("third")));
		assertThat(this.outcomes.count).isZero();
		this.polling.last().end(LinkEnd.failed(new IllegalStateException("fourth")));
		assertThat(this.outcomes.error.message()).isEqualTo("first");
		assertOver();
	}

	@Test
	void whatTheServerItselfSaysEndsTheRaceAsItWouldSaySoOnAnyTransport() {
		start();
		this.ws.last().breakOff();
		this.wss.last().open();
		this.wss.last().end(4100, "over capacity");
		assertThat(this.outcomes.error.code()).isEqualTo(4100);
		assertThat(this.outcomes.action).isEqualTo(CloseAction.RECONNECT_AFTER_PAUSE);
		assertThat(this.streaming.count()).isZero();
		assertOver();
	}

	@Test
	void aRefusalEndsTheRace() {
		start();
		this.loop.advance(Duration.ofSeconds(2));
		this.ws.last().open();
		this.wss.last().open();
		this.ws.last().receive(ServerMessages.error(4001, "no such app"));
		assertThat(this.outcomes.action).isEqualTo(CloseAction.STOP);
		assertThat(this.outcomes.error.code()).isEqualTo(4001);
		assertThat(this.wss.countAlive()).isZero();
		assertOver();
	}

	@Test
	void aServerThatWantsTlsEndsTheRace() {
		start();
		this.ws.last().open();
		this.ws.last().end(4000, "TLS only");
		assertThat(this.outcomes.action).isEqualTo(CloseAction.RECONNECT_WITH_TLS);
		assertThat(attempts()).containsExactly(1, 0, 0, 0);
		assertOver();
	}

	@Test
	void cancelledRaceIsSilent() {
		start();
		this.loop.advance(Duration.ofSeconds(2));
		this.loop.call(this.race::cancel);
		assertThat(this.ws.countAlive() + this.wss.countAlive()).isZero();
		assertThat(this.loop.pendingTimers()).isZero();
		this.ws.last().receive(ServerMessages.established("1.1"));
		this.wss.last().breakOff();
		this.loop.advance(Duration.ofHours(1));
		assertThat(this.outcomes.count).isZero();
		assertThat(attempts()).containsExactly(1, 1, 0, 0);
	}

	private static final class Outcomes implements Handshake.Outcome {

		private int count;

		private Transport winner;

		private String socketId;

		private CloseAction action;

		private PusherError error;

		@Override
		public void established(Handshake handshake, Established established) {
			this.count++;
			this.winner = handshake.transport();
			this.socketId = established.socketId();
		}

		@Override
		public void failed(Handshake handshake, CloseAction action, PusherError error) {
			this.count++;
			this.action = action;
			this.error = error;
		}

	}

}

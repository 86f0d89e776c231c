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
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the end of a {@link Connection} at any moment of its life.
 */
class ConnectionDisconnectTests extends AbstractConnectionTests {

	@ParameterizedTest
	@EnumSource
	void endsEverythingAtAnyMoment(Moment moment) {
		moment.reach(this);
		this.recorder.take();
		disconnect();
		assertThat(this.recorder.take()).isEqualTo((moment == Moment.REFUSED) ? List.of() : List.of("disconnected"));
		assertNothingLeft();
	}

	@ParameterizedTest
	@EnumSource
	void canBeTakenBackAtAnyMoment(Moment moment) {
		moment.reach(this);
		disconnect();
		this.recorder.take();
		connect();
		establishLink("2.2");
		assertThat(this.recorder.take()).containsExactly("connecting", "connected");
		assertThat(this.transports.countAlive()).isEqualTo(1);
		assertThat(this.connection.send("text")).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void anOldLinkDoesNotMatterAnyMore(Moment moment) {
		moment.reach(this);
		FakeLink old = link();
		disconnect();
		connect();
		FakeLink current = link();
		establishLink("2.2");
		this.recorder.take();
		old.takeSent();
		old.open();
		old.receive(ServerMessages.established("1.1"), ServerMessages.event("orders", "late", "{}"), "rubbish",
				ServerMessages.PING);
		old.discard("too long");
		old.end(4001, "No");
		assertThat(this.recorder.take()).isEmpty();
		assertThat(old.takeSent()).isEmpty();
		assertThat(current.isAlive()).isTrue();
		assertThat(this.connection.send("text")).isTrue();
		assertThat(current.takeSent()).containsExactly("text");
	}

	@Test
	void aLinkThatTheClientGaveUpDoesNotMatterAnyMore() {
		establish();
		FakeLink dead = link();
		this.loop.advance(Duration.ofSeconds(120).plus(PONG_TIMEOUT));
		establishLink("2.2");
		this.recorder.take();
		dead.receive(ServerMessages.event("orders", "late", "{}"), ServerMessages.PING);
		dead.end(4001, "No");
		assertThat(this.recorder.take()).isEmpty();
		assertThat(dead.takeSent()).isEmpty();
		assertThat(link().isAlive()).isTrue();
	}

	@Test
	void closesTheLinkNormally() {
		establish();
		disconnect();
		assertThat(link().getCloseCode()).isEqualTo(1000);
		assertThat(this.transports.getReleases()).isEqualTo(1);
	}

	@Test
	void sendsNothingAnyMore() {
		establish();
		disconnect();
		assertThat(this.connection.send("text")).isFalse();
		assertThat(link().takeSent()).isEmpty();
	}

	@Test
	void connectingAgainStartsThePausesAnew() {
		connect();
		for (int i = 0; i < 4; i++) {
			link().breakOff();
			this.loop.advance(this.recorder.getLastDelay());
		}
		assertThat(this.recorder.getLastDelay()).isEqualTo(Duration.ofSeconds(8));
		disconnect();
		connect();
		this.recorder.take();
		link().breakOff();
		assertThat(this.recorder.take()).containsExactly("error null", "retrying 1");
		assertThat(this.recorder.getLastDelay()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void twiceIsOnce() {
		establish();
		disconnect();
		disconnect();
		assertThat(this.recorder.take()).containsExactly("disconnected");
	}

	@Test
	void beforeConnectingIsNothing() {
		disconnect();
		assertThat(this.recorder.take()).isEmpty();
	}

	@Test
	void aPauseSurvivesItAsTheListenersAreStillBusy() {
		establish();
		this.loop.call(this.connection::pause);
		disconnect();
		connect();
		establishLink("2.2");
		assertThat(link().isPaused()).isTrue();
	}

	/**
	 * Moments at which a user may change their mind.
	 */
	enum Moment {

		OPENING(AbstractConnectionTests::connect),

		HANDSHAKE((tests) -> {
			tests.connect();
			tests.link().open();
		}),

		ESTABLISHED((tests) -> {
			tests.connect();
			tests.establishLink("1.1");
		}),

		PING_UNANSWERED((tests) -> {
			ESTABLISHED.reach(tests);
			tests.loop.advance(Duration.ofSeconds(121));
		}),

		WAITING((tests) -> {
			ESTABLISHED.reach(tests);
			tests.link().breakOff();
		}),

		UNAVAILABLE((tests) -> {
			tests.connect();
			tests.loop.advance(Duration.ofMinutes(1));
		}),

		SECOND_HANDSHAKE((tests) -> {
			WAITING.reach(tests);
			tests.loop.advance(Duration.ofSeconds(1));
			tests.link().open();
		}),

		SECOND_CONNECTION((tests) -> {
			SECOND_HANDSHAKE.reach(tests);
			tests.link().receive(ServerMessages.established("1.2"));
		}),

		REFUSED((tests) -> {
			ESTABLISHED.reach(tests);
			tests.link().end(4001, "No");
		});

		private final Consumer<AbstractConnectionTests> way;

		Moment(Consumer<AbstractConnectionTests> way) {
			this.way = way;
		}

		void reach(AbstractConnectionTests tests) {
			this.way.accept(tests);
		}

	}

}

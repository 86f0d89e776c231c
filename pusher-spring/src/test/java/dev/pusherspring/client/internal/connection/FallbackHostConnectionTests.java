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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.internal.link.FallbackHosts;
import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connection} with {@link FallbackHosts}.
 */
class FallbackHostConnectionTests extends AbstractConnectionTests {

	private static final Duration RETURN = Duration.ofMinutes(5);

	private static final Duration PAUSE = Duration.ofSeconds(30);

	private final FakeTransports first = new FakeTransports(this.loop, true, "first");

	private final FakeTransports second = new FakeTransports(this.loop, true, "second");

	private final FakeTransports third = new FakeTransports(this.loop, true, "third");

	@BeforeEach
	void use() {
		use(null);
	}

	private void use(Duration overQuotaDelay) {
		this.connection = connection(new FallbackHosts(List.of(this.first, this.second, this.third), RETURN), null,
				overQuotaDelay);
	}

	@Test
	void theNextHostIsTriedWhenOneFailsAndTheFirstAfterTheLast() {
		connect();
		assertCounts(1, 0, 0);
		this.first.last().breakOff();
		next();
		assertCounts(1, 1, 0);
		this.second.last().breakOff();
		next();
		assertCounts(1, 1, 1);
		this.third.last().breakOff();
		next();
		assertCounts(2, 1, 1);
		establish(this.first);
		assertThat(this.connection.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void aConnectionThatIsLostIsFirstReplacedOnTheSameHost() {
		onSecond();
		this.second.last().breakOff();
		next();
		assertCounts(1, 2, 0);
	}

	@Test
	void theFirstHostIsLookedForBesideTheConnectionAndReturnedToWhenItWorks() {
		onSecond();
		answerPings(RETURN);
		assertCounts(2, 1, 0);
		this.first.last().breakOff();
		assertThat(this.connection.getSocketId()).isEqualTo("1.1");
		answerPings(RETURN.minus(MOMENT));
		assertCounts(2, 1, 0);
		this.loop.advance(MOMENT);
		assertCounts(3, 1, 0);
		FakeLink probe = this.first.last();
		establish(this.first);
		assertThat(probe.getCloseCode()).isEqualTo(1000);
		FakeLink old = this.second.last();
		assertThat(old.isFinishing()).isTrue();
		this.recorder.take();
		old.receive(ServerMessages.event("orders", "created", "{}"));
		old.end(1000, "");
		assertThat(this.recorder.take()).containsExactly("received created", "connecting", "retrying 1");
		assertThat(this.connection.getLossCause()).isEqualTo(ReconnectCause.FIRST_HOST_BACK);
		this.loop.advance(Duration.ZERO);
		assertCounts(4, 1, 0);
		establish(this.first);
		assertThat(this.connection.getLinkInfo().server()).isEqualTo("wss://first");
		assertThat(this.first.countAlive() + this.second.countAlive()).isEqualTo(1);
		answerPings(RETURN.multipliedBy(3));
		assertCounts(4, 1, 0);
	}

	@Test
	void theSearchForTheFirstHostEndsWithTheConnection() {
		onSecond();
		answerPings(RETURN);
		FakeLink probe = this.first.last();
		this.second.last().breakOff();
		assertThat(probe.isAlive()).isFalse();
		next();
		establish(this.second);
		disconnect();
		this.recorder.take();
		assertThat(this.loop.pendingTimers()).isZero();
		assertThat(this.first.countAlive() + this.second.countAlive()).isZero();
		connect();
		assertCounts(3, 2, 0);
	}

	@Test
	void theApplicationCanReturnAtOnce() {
		onSecond();
		this.loop.call(() -> this.connection.reconnect(null));
		this.second.last().end(1000, "");
		this.loop.advance(Duration.ZERO);
		assertCounts(2, 1, 0);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4009 })
	void aRefusalOfTheFirstHostIsFinal(int code) {
		connect();
		refuse(this.first, code);
		assertThat(this.recorder.take()).endsWith("disconnected", "fatal error " + code);
		this.loop.advance(Duration.ofHours(1));
		assertCounts(1, 0, 0);
	}

	@Test
	void aFallbackHostThatRefusesIsReportedAndLeftOut() {
		connect();
		this.first.last().breakOff();
		next();
		this.recorder.take();
		refuse(this.second, 4001);
		assertThat(this.recorder.take()).containsExactly("error 4001", "retrying 2");
		for (int i = 0; i < 2; i++) {
			next();
			this.third.last().breakOff();
			next();
			this.first.last().breakOff();
		}
		assertCounts(3, 1, 2);
	}

	@Test
	void otherHostsMayHaveRoomAndTheClientStopsWhenNoneHas() {
		connect();
		refuse(this.first, 4004);
		next();
		refuse(this.second, 4004);
		next();
		refuse(this.third, 4004);
		next();
		assertCounts(2, 1, 1);
		refuse(this.first, 4004);
		assertThat(this.recorder.take()).endsWith("disconnected", "fatal error 4004");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4100, 4200, 4300 })
	void aHostThatDoesNotAcceptTheClientNowIsFollowedByTheNext(int code) {
		connect();
		refuse(this.first, code);
		next();
		assertCounts(1, 1, 0);
	}

	@Test
	void aRefusalIsReportedAgainAfterTheApplicationHasAskedAgain() {
		use(Duration.ofMinutes(10));
		connect();
		refuse(this.first, 4004);
		next();
		refuse(this.second, 4004);
		assertThat(this.recorder.getErrors()).hasSize(1);
		disconnect();
		connect();
		refuse(this.first, 4004);
		assertThat(this.recorder.getErrors()).hasSize(2);
		assertThat(this.recorder.getLastDelay()).isLessThanOrEqualTo(PAUSE);
	}

	@Test
	void theFirstHostIsNotLookedForWhileTheConnectionIsBeingReplaced() {
		onSecond();
		this.loop.call(this.connection::pause);
		this.loop.call(() -> this.connection.reconnect(null));
		this.loop.advance(RETURN.multipliedBy(2));
		assertCounts(1, 1, 0);
	}

	@Test
	void withPatienceAllHostsAreAskedBeforeTheLongPause() {
		Duration delay = Duration.ofMinutes(10);
		use(delay);
		connect();
		for (int round = 0; round < 2; round++) {
			refuse(this.first, 4004);
			assertThat(this.recorder.getLastDelay()).isLessThanOrEqualTo(PAUSE);
			next();
			refuse(this.second, 4004);
			next();
			refuse(this.third, 4004);
			assertThat(this.recorder.getLastDelay()).isEqualTo(delay);
			next();
		}
		assertCounts(3, 2, 2);
	}

	private void onSecond() {
		connect();
		this.first.last().breakOff();
		next();
		establish(this.second);
		assertThat(this.connection.getLinkInfo().server()).isEqualTo("wss://second");
	}

	private void establish(FakeTransports host) {
		host.last().open();
		host.last().receive(ServerMessages.established("1.1"));
	}

	private void refuse(FakeTransports host, int code) {
		host.last().open();
		host.last().receive(ServerMessages.error(code, "No"));
	}

	private void next() {
		this.loop.advance(this.recorder.getLastDelay());
	}

	// so that the connection lasts
	private void answerPings(Duration time) {
		for (Duration left = time; !left.isZero(); left = left.minus(min(left, PAUSE))) {
			this.loop.advance(min(left, PAUSE));
			FakeLink link = this.second.last().isAlive() ? this.second.last() : this.first.last();
			link.receive(ServerMessages.PONG);
		}
	}

	private static Duration min(Duration a, Duration b) {
		return (a.compareTo(b) < 0) ? a : b;
	}

	private void assertCounts(int first, int second, int third) {
		assertThat(List.of(this.first.count(), this.second.count(), this.third.count())).containsExactly(first, second,
				third);
	}

}

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for refusals that pass by themselves, with an {@code overQuotaDelay}.
 */
class PassingRefusalTests extends AbstractConnectionTests {

	private static final Duration DELAY = Duration.ofSeconds(20);

	@ParameterizedTest
	@ValueSource(ints = { 4003, 4004 })
	void aServerThatIsOverQuotaForAMinuteIsAskedSlowlyUntilItHasRoom(int code) {
		this.connection = connection(this.transports, null, DELAY);
		connect();
		Instant room = this.loop.now().plus(Duration.ofMinutes(1));
		refuse(code);
		assertThat(this.recorder.take()).containsExactly("connecting", "error " + code, "retrying 1");
		assertThat(this.recorder.getLastError().message()).startsWith("Over quota").contains("retries in 20 s");
		while (this.loop.now().isBefore(room)) {
			int attempts = this.transports.count();
			this.loop.advance(DELAY.minus(MOMENT));
			assertThat(this.transports.count()).isEqualTo(attempts);
			this.loop.advance(MOMENT);
			assertThat(this.transports.count()).isEqualTo(attempts + 1);
			if (this.loop.now().isBefore(room)) {
				refuse(code);
				assertThat(this.connection.getNextAttempt().cause()).isEqualTo(ReconnectCause.OVER_QUOTA);
				assertThat(this.connection.getState()).isEqualTo(ConnectionState.UNAVAILABLE);
			}
		}
		establishLink("1.1");
		assertThat(this.recorder.take()).containsExactly("unavailable", "retrying 2", "retrying 3", "connected");
	}

	@Test
	void aConnectionThatIsEndedForTheQuotaComesBackToo() {
		this.connection = connection(this.transports, null, DELAY);
		establish();
		link().end(4004, "Over quota");
		assertThat(this.recorder.take()).containsExactly("connecting", "error 4004", "retrying 1");
		assertThat(this.connection.getLossCause()).isEqualTo(ReconnectCause.OVER_QUOTA);
		assertThat(this.recorder.getLastDelay()).isEqualTo(DELAY);
		next();
		establishLink("2.2");
		assertThat(this.recorder.take()).containsExactly("unavailable", "connected");
	}

	@Test
	void isReportedAgainWhenSomethingElseHasHappenedMeanwhile() {
		this.connection = connection(this.transports, null, DELAY);
		connect();
		List<String> heard = new ArrayList<>();
		refuse(4004);
		next();
		refuse(4004);
		next();
		refuse(4003);
		next();
		link().breakOff();
		next();
		refuse(4003);
		next();
		establishLink("1.1");
		link().end(4003, "Disabled");
		heard.addAll(this.recorder.take());
		heard.removeIf((line) -> !line.startsWith("error"));
		assertThat(heard).containsExactly("error 4004", "error 4003", "error null", "error 4003", "error 4003");
	}

	@Test
	void aServerOverCapacityIsReportedOnceAndAskedLessAndLessOften() {
		this.connection = connection(this.transports, null, Duration.ofMinutes(5));
		connect();
		for (int i = 0; i < 15; i++) {
			refuse(4100);
			assertThat(this.connection.getNextAttempt().cause()).isEqualTo(ReconnectCause.SERVER_CODE);
			next();
		}
		assertThat(this.recorder.getErrors()).hasSize(1);
		assertThat(this.recorder.getLastDelay()).isEqualTo(Duration.ofMinutes(5));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4001, 4002, 4005, 4006, 4007, 4008, 4009, 4099 })
	void otherRefusalsAreFinalAllTheSame(int code) {
		this.connection = connection(this.transports, null, DELAY);
		connect();
		refuse(code);
		assertThat(this.recorder.take()).containsExactly("connecting", "disconnected", "fatal error " + code);
		assertNothingLeft();
	}

	@Test
	void thePermittedNumberOfAttemptsHolds() {
		this.connection = connection(this.transports, 2, DELAY);
		connect();
		for (int i = 0; i < 2; i++) {
			refuse(4004);
			next();
		}
		refuse(4004);
		assertThat(this.recorder.take()).endsWith("failed", "fatal error 4004");
		assertNothingLeft();
	}

	@Test
	void theApplicationNeedNotWait() {
		this.connection = connection(this.transports, null, DELAY);
		connect();
		refuse(4004);
		this.loop.call(() -> this.connection.reconnect(null));
		this.loop.advance(Duration.ZERO);
		assertThat(this.transports.count()).isEqualTo(2);
		establishLink("1.1");
		assertThat(this.connection.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	private void refuse(int code) {
		link().open();
		link().receive(ServerMessages.error(code, "Over quota"));
		link().end(code, "Over quota");
	}

	private void next() {
		this.loop.advance(this.recorder.getLastDelay());
	}

}

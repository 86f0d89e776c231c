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

import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the time after which a {@link Connection} counts as unavailable.
 */
class ConnectionAvailabilityTests extends AbstractConnectionTests {

	@Test
	void isUnavailableAfterAWhileAndTriesOn() {
		connect();
		this.loop.advance(UNAVAILABLE_TIMEOUT.minus(MOMENT));
		assertThat(this.recorder.take()).doesNotContain("unavailable");
		this.loop.advance(MOMENT);
		assertThat(this.recorder.take()).containsExactly("unavailable");
		int attempts = this.transports.count();
		this.loop.advance(Duration.ofMinutes(5));
		assertThat(this.transports.count()).isGreaterThan(attempts + 3);
		assertThat(this.recorder.take()).doesNotContain("unavailable", "connecting");
		while (!link().isAlive()) {
			this.loop.advance(this.loop.timeToNextTimer());
		}
		establishLink("1.1");
		assertThat(this.recorder.take()).last().isEqualTo("connected");
	}

	@Test
	void countsTheTimeToUnavailableFromTheLossOfAConnection() {
		establish();
		this.loop.advance(Duration.ofMinutes(1));
		link().breakOff();
		this.loop.advance(UNAVAILABLE_TIMEOUT.minus(MOMENT));
		assertThat(this.recorder.take()).doesNotContain("unavailable");
		this.loop.advance(MOMENT);
		assertThat(this.recorder.take()).containsExactly("unavailable");
	}

	@Test
	void isNotUnavailableWithAConnection() {
		establish();
		for (int i = 0; i < 100; i++) {
			this.loop.advance(Duration.ofSeconds(10));
			link().receive(ServerMessages.PONG);
		}
		assertThat(this.recorder.take()).isEmpty();
	}

}

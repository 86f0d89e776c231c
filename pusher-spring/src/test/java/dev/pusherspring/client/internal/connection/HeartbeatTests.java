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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pusherspring.client.ConnectionOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Heartbeat}.
 */
class HeartbeatTests {

	private static final Duration ACTIVITY = Duration.ofSeconds(120);

	private static final Duration PONG = Duration.ofSeconds(30);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final PingCounter link = new PingCounter();

	private int deaths;

	private final Heartbeat heartbeat = heartbeat(ACTIVITY, PONG);

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			60, 120, 60
			60, 30,  30
			60, -,   60
			-,  30,  30
			-,  300, 300
			-,  -,   120
			""")
	void theActivityTimeoutIsTheSmallerOfOursAndTheServers(Integer own, Integer server, int expected) {
		ConnectionOptions settings = new ConnectionOptions(PONG, seconds(own), PONG, PONG,
				new ReconnectOptions(PONG, 2, PONG, 0, null, null));
		assertThat(settings.activityTimeout(seconds(server))).isEqualTo(Duration.ofSeconds(expected));
	}

	@Test
	void asksForASignOfLifeWhenTheActivityTimeoutExpiresAndNotBefore() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY.minus(MOMENT));
		assertThat(this.link.pings).isZero();
		this.loop.advance(MOMENT);
		assertThat(this.link.pings).isEqualTo(1);
		assertThat(this.deaths).isZero();
	}

	@Test
	void anyMessageRestartsTheActivityTimeout() {
		this.heartbeat.start();
		for (int i = 0; i < 5; i++) {
			this.loop.advance(Duration.ofSeconds(100));
			this.heartbeat.activity();
		}
		assertThat(this.link.pings).isZero();
		this.loop.advance(ACTIVITY.minus(MOMENT));
		assertThat(this.link.pings).isZero();
		this.loop.advance(MOMENT);
		assertThat(this.link.pings).isEqualTo(1);
	}

	@Test
	void aMessageCostsNoTimer() {
		this.heartbeat.start();
		for (int i = 0; i < 1_000; i++) {
			this.loop.advance(MOMENT);
			this.heartbeat.activity();
		}
		assertThat(this.loop.pendingTimers()).isEqualTo(1);
	}

	@Test
	void theLinkIsDeadWhenNoSignOfLifeFollowsInTime() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY.plus(PONG).minus(MOMENT));
		assertThat(this.deaths).isZero();
		this.loop.advance(MOMENT);
		assertThat(this.deaths).isEqualTo(1);
		assertThat(this.link.pings).isEqualTo(1);
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void anyMessageIsASignOfLifeUpToTheLastMoment() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY.plus(PONG).minus(MOMENT));
		this.heartbeat.activity();
		this.loop.advance(ACTIVITY.minus(MOMENT));
		assertThat(this.deaths).isZero();
		assertThat(this.link.pings).isEqualTo(1);
		this.loop.advance(MOMENT);
		assertThat(this.link.pings).isEqualTo(2);
	}

	@Test
	void anAnswerThatArrivedWhileTheProcessWasSuspendedCounts() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY);
		this.loop.suspend(Duration.ofMinutes(10));
		assertThat(this.deaths).isZero();
		this.heartbeat.activity();
		this.loop.advance(ACTIVITY.minus(MOMENT));
		assertThat(this.deaths).isZero();
		assertThat(this.link.pings).isEqualTo(1);
		this.loop.advance(MOMENT);
		assertThat(this.link.pings).isEqualTo(2);
	}

	@Test
	void theLinkIsDeadWhenNoAnswerArrivedWhileTheProcessWasSuspended() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY);
		this.loop.suspend(Duration.ofMinutes(10));
		this.loop.advance(Heartbeat.GRACE.minus(MOMENT));
		assertThat(this.deaths).isZero();
		this.loop.advance(MOMENT);
		assertThat(this.deaths).isEqualTo(1);
	}

	@Test
	void aProcessThatIsSuspendedAgainAndAgainStillEndsADeadLink() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY);
		this.loop.suspend(Duration.ofMinutes(10));
		this.loop.suspend(Duration.ofMinutes(10));
		assertThat(this.deaths).isEqualTo(1);
	}

	@Test
	void asksAgainAfterEachSilence() {
		this.heartbeat.start();
		for (int pings = 1; pings <= 10; pings++) {
			this.loop.advance(ACTIVITY);
			assertThat(this.link.pings).isEqualTo(pings);
			this.heartbeat.activity();
		}
		assertThat(this.deaths).isZero();
	}

	@Test
	void keepsToAnActivityTimeoutThatIsShorterThanThePongTimeout() {
		Heartbeat heartbeat = heartbeat(Duration.ofSeconds(10), PONG);
		heartbeat.start();
		for (int pings = 1; pings <= 10; pings++) {
			this.loop.advance(Duration.ofSeconds(10));
			assertThat(this.link.pings).isEqualTo(pings);
			heartbeat.activity();
		}
		this.loop.advance(Duration.ofSeconds(10).plus(PONG));
		assertThat(this.deaths).isEqualTo(1);
	}

	@Test
	void silenceSaysNothingWhileReadingIsPausedButTheServerStillGetsPings() {
		this.heartbeat.start();
		this.heartbeat.pause();
		this.loop.advance(ACTIVITY.multipliedBy(10));
		assertThat(this.deaths).isZero();
		assertThat(this.link.pings).isEqualTo(10);
	}

	@Test
	void aPauseThatBeginsWhileASignOfLifeIsAwaitedCallsTheVerdictOff() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY.plus(MOMENT));
		this.heartbeat.pause();
		this.loop.advance(PONG);
		assertThat(this.deaths).isZero();
		assertThat(this.link.pings).isEqualTo(2);
	}

	@Test
	void afterAPauseTheServerHasItsFullTimeAgain() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY.plus(MOMENT));
		this.heartbeat.pause();
		this.loop.advance(MOMENT);
		this.heartbeat.resume();
		int pings = this.link.pings;
		this.loop.advance(ACTIVITY.minus(MOMENT));
		assertThat(this.deaths).isZero();
		assertThat(this.link.pings).isEqualTo(pings);
		this.loop.advance(MOMENT);
		assertThat(this.link.pings).isEqualTo(pings + 1);
		this.loop.advance(PONG);
		assertThat(this.deaths).isEqualTo(1);
	}

	@Test
	void aMessageThatWasReadBeforeThePauseChangesNothingAboutIt() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY);
		this.heartbeat.pause();
		this.heartbeat.activity();
		this.loop.advance(ACTIVITY.plus(PONG).multipliedBy(3));
		assertThat(this.deaths).isZero();
	}

	@Test
	void tellsOnceHowLongTheAnswerToAPingTook() {
		this.heartbeat.start();
		assertThat(this.heartbeat.pong()).isNull();
		this.loop.advance(ACTIVITY);
		this.loop.advance(Duration.ofMillis(40));
		assertThat(this.heartbeat.pong()).isEqualTo(Duration.ofMillis(40));
		assertThat(this.heartbeat.pong()).isNull();
	}

	@Test
	void tellsNothingOfAnAnswerThatMayHaveWaitedDuringAPause() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY);
		this.heartbeat.pause();
		assertThat(this.heartbeat.pong()).isNull();
		this.loop.advance(ACTIVITY);
		assertThat(this.link.pings).isEqualTo(2);
		assertThat(this.heartbeat.pong()).isNull();
	}

	@Test
	void leavesNoTimerWhenItStops() {
		this.heartbeat.start();
		this.heartbeat.stop();
		assertThat(this.loop.pendingTimers()).isZero();
		this.loop.advance(Duration.ofDays(1));
		assertThat(this.link.pings).isZero();
		assertThat(this.deaths).isZero();
	}

	@Test
	void leavesNoTimerWhenItStopsWhileASignOfLifeIsAwaited() {
		this.heartbeat.start();
		this.loop.advance(ACTIVITY);
		this.heartbeat.stop();
		this.heartbeat.activity();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	private Heartbeat heartbeat(Duration activityTimeout, Duration pongTimeout) {
		return new Heartbeat(this.loop, this.link, activityTimeout, pongTimeout, () -> this.deaths++);
	}

	private static Duration seconds(Integer seconds) {
		return (seconds != null) ? Duration.ofSeconds(seconds) : null;
	}

	private static final class PingCounter implements Link {

		@Override
		public void handOver(LinkListener listener) {
			throw new UnsupportedOperationException();
		}

		private int pings;

		@Override
		public void ping() {
			this.pings++;
		}

		@Override
		public void send(String text) {
			throw new AssertionError("Sent " + text);
		}

		@Override
		public void close(int code, String reason) {
			throw new AssertionError("Closed");
		}

		@Override
		public void pause() {
			throw new AssertionError("Paused");
		}

		@Override
		public void resume() {
			throw new AssertionError("Resumed");
		}

	}

}

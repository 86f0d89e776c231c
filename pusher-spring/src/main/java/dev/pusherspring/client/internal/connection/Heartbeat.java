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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;

/**
 * Detects whether the server is still alive: sends a ping after a time of silence, and
 * reports the link as dead if there is no answer. Any message is a sign of life.
 * <p>
 * A message only costs a reading of the clock and no new timer: the timer checks the time
 * of the last message when it fires. Only the answer to a ping starts a new timer, since
 * the server counts from there too. While reading is paused, pings are sent to show the
 * server that the client is alive, but no answer is expected.
 */
final class Heartbeat {

	/**
	 * The time to read an answer that may have arrived while the process was suspended.
	 */
	static final Duration GRACE = Duration.ofSeconds(1);

	// timers of a process that is running are not later than that
	private static final Duration MAX_LATENESS = Duration.ofMillis(200);

	private final EventLoop loop;

	private final Link link;

	private final Duration activityTimeout;

	private final Duration pongTimeout;

	private final Runnable onDeadLink;

	private long lastActivity;

	private boolean awaitingSign;

	// the time of the last ping, and whether its answer can be used as round-trip time
	private long pingedAt;

	private boolean timed;

	// whether there has been a time of grace since the last ping
	private boolean graced;

	private boolean paused;

	private @Nullable Timer timer;

	Heartbeat(EventLoop loop, Link link, Duration activityTimeout, Duration pongTimeout, Runnable onDeadLink) {
		this.loop = loop;
		this.link = link;
		this.activityTimeout = activityTimeout;
		this.pongTimeout = pongTimeout;
		this.onDeadLink = onDeadLink;
	}

	void start() {
		activity();
		waitFor(this.activityTimeout);
	}

	void stop() {
		this.awaitingSign = false;
		cancelTimer();
	}

	/**
	 * Record that a message has arrived.
	 */
	void activity() {
		this.lastActivity = this.loop.nanoTime();
		if (this.awaitingSign) {
			this.awaitingSign = false;
			cancelTimer();
			waitFor(this.activityTimeout);
		}
	}

	/**
	 * Record the answer to a ping.
	 * @return the round-trip time, or {@code null} if it is not known because the answer
	 * may have waited to be read
	 */
	@Nullable Duration pong() {
		if (!this.timed) {
			return null;
		}
		this.timed = false;
		return Duration.ofNanos(this.loop.nanoTime() - this.pingedAt);
	}

	void pause() {
		this.paused = true;
		this.timed = false;
	}

	void resume() {
		this.paused = false;
		activity();
	}

	private void waitFor(Duration delay) {
		this.timer = this.loop.schedule(delay, this::check);
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	private void check() {
		if (this.paused) {
			this.awaitingSign = false;
			ping(this.activityTimeout);
			return;
		}
		if (this.awaitingSign) {
			if (wasSuspended() && !this.graced) {
				this.graced = true;
				waitFor(GRACE);
			}
			else {
				this.onDeadLink.run();
			}
			return;
		}
		Duration silence = Duration.ofNanos(this.loop.nanoTime() - this.lastActivity);
		Duration remaining = this.activityTimeout.minus(silence);
		if (remaining.isNegative() || remaining.isZero()) {
			this.awaitingSign = true;
			ping(this.pongTimeout);
		}
		else {
			waitFor(remaining);
		}
	}

	// a container that was frozen, for example, or a long garbage collection
	private boolean wasSuspended() {
		Duration sincePing = Duration.ofNanos(this.loop.nanoTime() - this.pingedAt);
		return sincePing.compareTo(this.pongTimeout.plus(MAX_LATENESS)) > 0;
	}

	private void ping(Duration nextCheck) {
		this.graced = false;
		waitFor(nextCheck);
		this.pingedAt = this.loop.nanoTime();
		this.timed = !this.paused;
		this.link.ping();
	}

}

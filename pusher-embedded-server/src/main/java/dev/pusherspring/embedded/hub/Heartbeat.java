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

package dev.pusherspring.embedded.hub;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * Detects whether a silent client is still connected: pings it after the activity
 * timeout, and closes the connection if it does not answer in time.
 */
final class Heartbeat {

	private final Connection connection;

	private final ScheduledExecutorService loop;

	private final long idleNanos;

	private final long pongNanos;

	private @Nullable ScheduledFuture<?> timer;

	Heartbeat(Connection connection, ScheduledExecutorService loop, Duration idle, Duration pong) {
		this.connection = connection;
		this.loop = loop;
		this.idleNanos = idle.toNanos();
		this.pongNanos = pong.toNanos();
	}

	void start() {
		// checked when it may be due, instead of rescheduled with every message
		this.timer = this.loop.schedule(this::check, this.idleNanos - idleFor(), TimeUnit.NANOSECONDS);
	}

	void stop() {
		ScheduledFuture<?> timer = this.timer;
		if (timer != null) {
			timer.cancel(false);
		}
	}

	private void check() {
		if (idleFor() < this.idleNanos) {
			start();
			return;
		}
		long heard = this.connection.lastHeard();
		this.connection.send(ServerFrame.ping());
		this.timer = this.loop.schedule(() -> {
			if (this.connection.lastHeard() != heard) {
				start();
				return;
			}
			this.connection.link().close(ErrorCode.PONG_MISSING.code(), "Pong reply not received in time");
		}, this.pongNanos, TimeUnit.NANOSECONDS);
	}

	private long idleFor() {
		return System.nanoTime() - this.connection.lastHeard();
	}

}

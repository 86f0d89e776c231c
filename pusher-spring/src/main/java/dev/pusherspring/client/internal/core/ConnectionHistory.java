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

package dev.pusherspring.client.internal.core;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.connection.Connection;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Records the times of events of a client's connection. Updated on the event loop, can be
 * read from any thread.
 */
final class ConnectionHistory implements PusherClientListener {

	private static final long NEVER = Long.MIN_VALUE;

	private final EventLoop loop;

	private volatile Phase phase;

	private volatile @Nullable Failure failure;

	private volatile @Nullable Duration roundTripTime;

	// a reading of the loop's clock, which is cheaper than an Instant for each event
	private final AtomicLong lastEvent = new AtomicLong(NEVER);

	ConnectionHistory(EventLoop loop) {
		this.loop = loop;
		this.phase = new Phase(ConnectionState.INITIALIZED, loop.now(), null);
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		Instant now = this.loop.now();
		this.roundTripTime = null;
		this.phase = new Phase(current, now, lostAt(previous, current, now));
	}

	private @Nullable Instant lostAt(ConnectionState previous, ConnectionState current, Instant now) {
		return switch (current) {
			case CONNECTING -> (previous == ConnectionState.CONNECTED) ? now : this.phase.lostAt();
			case UNAVAILABLE -> this.phase.lostAt();
			default -> null;
		};
	}

	@Override
	public void pongReceived(Duration roundTripTime) {
		this.roundTripTime = roundTripTime;
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		this.lastEvent.setOpaque(this.loop.nanoTime());
	}

	@Override
	public void errorOccurred(PusherError error) {
		if (error.channel() == null) {
			this.failure = new Failure(error, this.loop.now());
		}
	}

	ConnectionInfo describe(Connection connection) {
		Phase phase = this.phase;
		Failure failure = this.failure;
		return new ConnectionInfo(phase.state(), phase.since(), phase.lostAt(), connection.getSocketId(),
				connection.getLinkInfo(), this.roundTripTime, connection.getNextAttempt(),
				(failure != null) ? failure.error() : null, (failure != null) ? failure.at() : null, lastEventAt());
	}

	private @Nullable Instant lastEventAt() {
		long lastEvent = this.lastEvent.getOpaque();
		return (lastEvent != NEVER) ? this.loop.now().minusNanos(this.loop.nanoTime() - lastEvent) : null;
	}

	/**
	 * A period in one state.
	 */
	private record Phase(ConnectionState state, Instant since, @Nullable Instant lostAt) {

	}

	/**
	 * An error and its time.
	 */
	private record Failure(PusherError error, Instant at) {

	}

}

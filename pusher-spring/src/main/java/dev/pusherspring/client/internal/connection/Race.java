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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.TransportStrategy.Candidate;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.FrameReader;

/**
 * One attempt to connect: the candidates start one after the other, the first completed
 * handshake wins and the others are cancelled. A candidate starts early if all candidates
 * before it have failed. A refusal by the server ends the race, since it would be the
 * same on any transport.
 */
final class Race implements Handshake.Outcome {

	private final EventLoop loop;

	private final FrameReader reader;

	private final Duration timeout;

	private final Handshake.Outcome outcome;

	private final Deque<Candidate> waiting;

	private final List<Handshake> running = new ArrayList<>();

	private final long started;

	private @Nullable Timer nextStart;

	private @Nullable CloseAction firstAction;

	private @Nullable PusherError firstError;

	Race(List<Candidate> candidates, EventLoop loop, FrameReader reader, Duration timeout, Handshake.Outcome outcome) {
		this.waiting = new ArrayDeque<>(candidates);
		this.loop = loop;
		this.reader = reader;
		this.timeout = timeout;
		this.outcome = outcome;
		this.started = loop.nanoTime();
	}

	void start() {
		startNext();
	}

	/**
	 * Cancel the attempt without notifying the outcome.
	 */
	void cancel() {
		finish();
	}

	private void startNext() {
		if (this.nextStart != null) {
			this.nextStart.cancel();
			this.nextStart = null;
		}
		Candidate candidate = this.waiting.poll();
		if (candidate == null) {
			return;
		}
		Candidate next = this.waiting.peek();
		if (next != null) {
			Duration elapsed = Duration.ofNanos(this.loop.nanoTime() - this.started);
			this.nextStart = this.loop.schedule(next.delay().minus(elapsed), this::startNext);
		}
		Handshake handshake = new Handshake(candidate.transport(), this.loop, this.reader, this);
		this.running.add(handshake);
		handshake.start(this.timeout);
	}

	@Override
	public void failed(Handshake handshake, CloseAction action, PusherError error) {
		this.running.remove(handshake);
		if (error.code() != null || action == CloseAction.RECONNECT_WITH_TLS) {
			finish();
			this.outcome.failed(handshake, action, error);
			return;
		}
		if (this.firstAction == null) {
			this.firstAction = action;
			this.firstError = error;
		}
		if (!this.running.isEmpty()) {
			return;
		}
		if (!this.waiting.isEmpty()) {
			startNext();
			return;
		}
		this.outcome.failed(handshake, this.firstAction, (this.firstError != null) ? this.firstError : error);
	}

	@Override
	public void established(Handshake handshake, Established established) {
		this.running.remove(handshake);
		finish();
		this.outcome.established(handshake, established);
	}

	private void finish() {
		this.waiting.clear();
		if (this.nextStart != null) {
			this.nextStart.cancel();
			this.nextStart = null;
		}
		List.copyOf(this.running).forEach(Handshake::cancel);
		this.running.clear();
	}

}

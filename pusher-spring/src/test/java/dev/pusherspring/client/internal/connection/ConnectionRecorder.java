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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.protocol.Frame;

/**
 * Receives what happens on a {@link Connection} and writes down what it hears, a line
 * each.
 */
final class ConnectionRecorder implements PusherClientListener {

	private final List<String> lines = new ArrayList<>();

	private final List<PusherError> errors = new ArrayList<>();

	private final List<Frame> frames = new ArrayList<>();

	private final List<Duration> delays = new ArrayList<>();

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.lines.add(current.name().toLowerCase(Locale.ROOT));
	}

	void received(Frame frame) {
		this.lines.add("received " + frame.event());
		this.frames.add(frame);
	}

	@Override
	public void errorOccurred(PusherError error) {
		this.lines.add((error.fatal() ? "fatal error " : "error ") + error.code());
		this.errors.add(error);
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		this.lines.add("retrying " + attempt);
		this.delays.add(delay);
	}

	List<String> take() {
		List<String> lines = List.copyOf(this.lines);
		this.lines.clear();
		return lines;
	}

	List<PusherError> getErrors() {
		return this.errors;
	}

	PusherError getLastError() {
		return this.errors.get(this.errors.size() - 1);
	}

	List<Frame> getFrames() {
		return this.frames;
	}

	Duration getLastDelay() {
		return this.delays.get(this.delays.size() - 1);
	}

}

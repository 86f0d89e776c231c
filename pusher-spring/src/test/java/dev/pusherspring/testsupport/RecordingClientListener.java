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

package dev.pusherspring.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;

/**
 * Keeps what a client reports.
 */
public final class RecordingClientListener implements PusherClientListener {

	private static final Duration LIMIT = Duration.ofSeconds(15);

	private final List<ConnectionState> states = new CopyOnWriteArrayList<>();

	private final List<PusherError> errors = new CopyOnWriteArrayList<>();

	private final List<Duration> delays = new CopyOnWriteArrayList<>();

	private final List<String> subscribed = new CopyOnWriteArrayList<>();

	private final List<String> events = new CopyOnWriteArrayList<>();

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.states.add(current);
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		this.delays.add(delay);
	}

	@Override
	public void errorOccurred(PusherError error) {
		this.errors.add(error);
	}

	@Override
	public void subscriptionSucceeded(Channel channel) {
		this.subscribed.add(channel.getName());
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		this.events.add(channel + " " + event + " " + data);
	}

	public List<ConnectionState> getStates() {
		return List.copyOf(this.states);
	}

	public List<PusherError> getErrors() {
		return List.copyOf(this.errors);
	}

	public List<Duration> getDelays() {
		return List.copyOf(this.delays);
	}

	public List<String> getEvents() {
		return List.copyOf(this.events);
	}

	/**
	 * Return how many subscriptions the server has confirmed.
	 * @return the number
	 */
	public int countSubscribed() {
		return this.subscribed.size();
	}

	/**
	 * Forget what was reported.
	 */
	public void clear() {
		this.states.clear();
		this.errors.clear();
		this.delays.clear();
		this.subscribed.clear();
		this.events.clear();
	}

	/**
	 * Wait for a state, however short-lived.
	 * @param state the state
	 */
	public void awaitState(ConnectionState state) {
		Awaitility.await().atMost(LIMIT).until(() -> this.states.contains(state));
	}

	/**
	 * Wait for an error.
	 * @param part what its message says
	 * @return the error
	 */
	public PusherError awaitError(String part) {
		Awaitility.await(part)
			.atMost(LIMIT)
			.until(() -> this.errors.stream().anyMatch((error) -> String.valueOf(error.message()).contains(part)));
		return this.errors.stream()
			.filter((error) -> String.valueOf(error.message()).contains(part))
			.findFirst()
			.orElseThrow();
	}

}

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

package dev.pusherspring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the listeners for a channel and an event. Names and patterns are matched once per
 * channel and event; after that it is two look-ups, however many listeners there are.
 */
final class ListenerIndex {

	/**
	 * Number of results that are kept. Names come from outside and must not fill the
	 * memory.
	 */
	private static final int MAX_RESULTS = 20_000;

	private volatile State state = new State(List.of());

	void add(PusherListenerEndpoint endpoint) {
		synchronized (this) {
			List<PusherListenerEndpoint> endpoints = new ArrayList<>(this.state.endpoints);
			endpoints.add(endpoint);
			this.state = new State(List.copyOf(endpoints));
		}
	}

	boolean isEmpty() {
		return this.state.endpoints.isEmpty();
	}

	List<PusherListenerEndpoint> find(String channel, String event) {
		State state = this.state;
		Map<String, List<PusherListenerEndpoint>> byEvent = state.results.get(channel);
		List<PusherListenerEndpoint> found = (byEvent != null) ? byEvent.get(event) : null;
		return (found != null) ? found : search(state, channel, event);
	}

	private List<PusherListenerEndpoint> search(State state, String channel, String event) {
		List<PusherListenerEndpoint> found = state.endpoints.stream()
			.filter((endpoint) -> endpoint.handles(channel, event))
			.toList();
		synchronized (state) {
			if (state.size >= MAX_RESULTS) {
				state.results.clear();
				state.size = 0;
			}
			state.results.computeIfAbsent(channel, (name) -> new ConcurrentHashMap<>(4)).put(event, found);
			state.size++;
		}
		return found;
	}

	/**
	 * The listeners, and what has been found out about them.
	 */
	private static final class State {

		private final List<PusherListenerEndpoint> endpoints;

		private final Map<String, Map<String, List<PusherListenerEndpoint>>> results = new ConcurrentHashMap<>();

		private int size;

		private State(List<PusherListenerEndpoint> endpoints) {
			this.endpoints = endpoints;
		}

	}

}

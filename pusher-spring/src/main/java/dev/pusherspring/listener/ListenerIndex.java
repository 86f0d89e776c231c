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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Finds the listeners for a channel and an event. Names and patterns are matched once per
 * channel and event. After that, a search takes two lookups, regardless of the number of
 * listeners. When there are too many results to keep, only listeners of the same channel
 * and listeners with patterns have to be matched again.
 */
final class ListenerIndex {

	/**
	 * Maximum number of results to keep. Names come from the server and must not exhaust
	 * the memory.
	 */
	static final int MAX_RESULTS = 20_000;

	/**
	 * Maximum length of an event name for which a result is kept.
	 */
	static final int MAX_NAME_LENGTH = 200;

	private volatile List<PusherListenerEndpoint> endpoints = List.of();

	// created on demand: listeners are added one by one, usually before the first event
	private volatile @Nullable State state;

	synchronized void add(PusherListenerEndpoint endpoint) {
		replace(Stream.concat(this.endpoints.stream(), Stream.of(endpoint))
			.sorted(Comparator.comparingInt(PusherListenerEndpoint::getOrder))
			.toList());
	}

	synchronized void remove(PusherListenerEndpoint endpoint) {
		replace(this.endpoints.stream().filter((other) -> other != endpoint).toList());
	}

	private void replace(List<PusherListenerEndpoint> endpoints) {
		this.endpoints = endpoints;
		this.state = null;
	}

	boolean isEmpty() {
		return this.endpoints.isEmpty();
	}

	List<PusherListenerEndpoint> find(String channel, String event) {
		State state = state();
		Map<String, List<PusherListenerEndpoint>> byEvent = state.results.get(channel);
		List<PusherListenerEndpoint> found = (byEvent != null) ? byEvent.get(event) : null;
		return (found != null) ? found : state.search(channel, event);
	}

	private State state() {
		State state = this.state;
		return (state != null) ? state : newState();
	}

	private synchronized State newState() {
		State state = this.state;
		if (state == null) {
			state = new State(this.endpoints);
			this.state = state;
		}
		return state;
	}

	/**
	 * Return the number of kept results.
	 * @return the number
	 */
	int size() {
		return state().results.values().stream().mapToInt(Map::size).sum();
	}

	/**
	 * The listeners, and the results of searches among them.
	 */
	private static final class State {

		// listeners that may match a channel, in order
		private final Map<String, List<PusherListenerEndpoint>> candidates = new HashMap<>();

		private final List<PusherListenerEndpoint> withPatterns;

		private final Map<String, Map<String, List<PusherListenerEndpoint>>> results = new ConcurrentHashMap<>();

		private int size;

		private State(List<PusherListenerEndpoint> endpoints) {
			this.withPatterns = endpoints.stream().filter(PusherListenerEndpoint::hasChannelPattern).toList();
			endpoints.stream()
				.flatMap((endpoint) -> endpoint.getExactChannels().stream())
				.forEach((channel) -> this.candidates.put(channel, new ArrayList<>()));
			for (PusherListenerEndpoint endpoint : endpoints) {
				if (endpoint.hasChannelPattern()) {
					this.candidates.values().forEach((candidates) -> candidates.add(endpoint));
				}
				else {
					endpoint.getExactChannels().forEach((channel) -> this.candidates.get(channel).add(endpoint));
				}
			}
		}

		private List<PusherListenerEndpoint> search(String channel, String event) {
			List<PusherListenerEndpoint> found = this.candidates.getOrDefault(channel, this.withPatterns)
				.stream()
				.filter((endpoint) -> endpoint.handles(channel, event))
				.toList();
			if (event.length() <= MAX_NAME_LENGTH) {
				keep(channel, event, found);
			}
			return found;
		}

		private synchronized void keep(String channel, String event, List<PusherListenerEndpoint> found) {
			if (this.size >= MAX_RESULTS) {
				this.results.clear();
				this.size = 0;
			}
			if (this.results.computeIfAbsent(channel, (name) -> new ConcurrentHashMap<>(4)).put(event, found) == null) {
				this.size++;
			}
		}

	}

}

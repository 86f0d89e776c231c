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
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the last event of each cache channel for a limited time, even if the channel has
 * no subscribers.
 */
final class EventCache {

	private final long ttlMillis;

	private final InstantSource clock;

	// in the order of writing, so that expired entries come first
	private final Map<String, Entry> entries = new LinkedHashMap<>();

	EventCache(Duration ttl, InstantSource clock) {
		this.ttlMillis = ttl.toMillis();
		this.clock = clock;
	}

	void put(String channel, String event, String data) {
		dropExpired();
		this.entries.remove(channel);
		this.entries.put(channel, new Entry(event, data, this.clock.millis() + this.ttlMillis));
	}

	@Nullable CachedEvent get(String channel) {
		dropExpired();
		Entry entry = this.entries.get(channel);
		return (entry != null)
				? new CachedEvent(entry.event(), entry.data(), (entry.until() - this.clock.millis()) / 1000) : null;
	}

	void clear() {
		this.entries.clear();
	}

	private void dropExpired() {
		long now = this.clock.millis();
		Iterator<Entry> entries = this.entries.values().iterator();
		while (entries.hasNext() && entries.next().until() <= now) {
			entries.remove();
		}
	}

	private record Entry(String event, String data, long until) {

	}

}

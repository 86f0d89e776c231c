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

package dev.pusherspring.listener.deduplicate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keys of recent events by channel, limited by age, by number per channel and by total
 * number. When a channel has too many keys, its oldest key is removed. When there are too
 * many keys in total, the oldest key of the channel that has been idle for longest is
 * removed.
 */
final class RecentKeys {

	private final long windowNanos;

	private final int maxPerChannel;

	private final int maxTotal;

	private final LongSupplier nanoTime;

	// by channel, with the longest idle one first, then in order of time
	private final Map<String, LinkedHashMap<EventKeys.Key, Long>> channels = new LinkedHashMap<>(16, 0.75f, true);

	private int total;

	RecentKeys(DeduplicationSettings settings, LongSupplier nanoTime) {
		this.windowNanos = settings.window().toNanos();
		this.maxPerChannel = settings.maxPerChannel();
		this.maxTotal = settings.maxTotal();
		this.nanoTime = nanoTime;
	}

	/**
	 * Add a key. The time of a known key is not updated, so that an event that is
	 * repeated endlessly is delivered once per window.
	 * @param channel name of the channel
	 * @param key the key
	 * @return whether it is new
	 */
	synchronized boolean add(String channel, EventKeys.Key key) {
		long now = this.nanoTime.getAsLong();
		LinkedHashMap<EventKeys.Key, Long> keys = this.channels.computeIfAbsent(channel,
				(name) -> new LinkedHashMap<>());
		removeExpired(keys, now);
		if (keys.containsKey(key)) {
			return false;
		}
		if (keys.size() >= this.maxPerChannel) {
			removeOldest(keys);
		}
		keys.put(key, now);
		this.total++;
		if (this.total > this.maxTotal) {
			removeFromQuietest();
		}
		return true;
	}

	private void removeExpired(LinkedHashMap<EventKeys.Key, Long> keys, long now) {
		Iterator<Long> times = keys.values().iterator();
		while (times.hasNext() && now - times.next() >= this.windowNanos) {
			times.remove();
			this.total--;
		}
	}

	private void removeOldest(LinkedHashMap<EventKeys.Key, Long> keys) {
		Iterator<Long> times = keys.values().iterator();
		times.next();
		times.remove();
		this.total--;
	}

	private void removeFromQuietest() {
		Iterator<LinkedHashMap<EventKeys.Key, Long>> channels = this.channels.values().iterator();
		LinkedHashMap<EventKeys.Key, Long> quietest = channels.next();
		removeOldest(quietest);
		if (quietest.isEmpty()) {
			channels.remove();
		}
	}

	/**
	 * Return the number of remembered keys.
	 * @return the number
	 */
	synchronized int size() {
		return this.total;
	}

}

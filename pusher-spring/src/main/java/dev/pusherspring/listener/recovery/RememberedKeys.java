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

package dev.pusherspring.listener.recovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keys of the latest events of a channel, limited by number and age, and by the total
 * number for all channels. Used to recognize events that must not be delivered again.
 */
final class RememberedKeys {

	private static final Duration MIN_AGE = Duration.ofMinutes(1);

	// keys come from the data, so the publisher determines their length; as long as a
	// digest
	private static final int MAX_LENGTH = 64;

	private final int limit;

	private final long maxAge;

	private final Total total;

	// guarded by the total
	private final Map<String, Entry> keys = new LinkedHashMap<>();

	RememberedKeys(RecoverySettings settings, Total total) {
		this.limit = settings.rememberedKeys();
		this.maxAge = Math.max(MIN_AGE.toMillis(), settings.margin().toMillis() * 2);
		this.total = total;
	}

	/**
	 * Remember a key, unless its event must not be delivered again: an event that was
	 * delivered live is not recovered, and an event that was recovered is not delivered
	 * live. Events that arrive live twice are not handled here.
	 * @param key the key
	 * @param time the time of its event, in milliseconds
	 * @param recovered whether the event has been recovered
	 * @return whether the key has been added
	 */
	boolean add(String key, long time, boolean recovered) {
		String shortKey = (key.length() > MAX_LENGTH) ? digest(key) : key;
		synchronized (this.total) {
			return addShort(shortKey, time, recovered);
		}
	}

	private static String digest(String key) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean addShort(String key, long time, boolean recovered) {
		Entry known = this.keys.get(key);
		if (known != null && (recovered || known.recovered)) {
			return false;
		}
		if (known != null) {
			this.keys.remove(key);
			this.total.count--;
		}
		this.keys.put(key, new Entry(time, recovered));
		this.total.count++;
		removeOldest(time, this.limit);
		this.total.used(this, time);
		return true;
	}

	private void removeOldest(long now, int limit) {
		Iterator<Entry> oldest = this.keys.values().iterator();
		while (oldest.hasNext() && (oldest.next().time < now - this.maxAge || this.keys.size() > limit)) {
			oldest.remove();
			this.total.count--;
		}
	}

	/**
	 * Limits the number of keys of all channels together. When there are too many, the
	 * channel that has been idle for longest loses its oldest key.
	 */
	static final class Total {

		// as many as the busiest channels can have
		private static final int FULL_CHANNELS = 10;

		private final long limit;

		// the longest idle one first
		private final Set<RememberedKeys> channels = new LinkedHashSet<>();

		private long count;

		Total(RecoverySettings settings) {
			this.limit = (long) settings.rememberedKeys() * FULL_CHANNELS;
		}

		private void used(RememberedKeys channel, long now) {
			this.channels.remove(channel);
			this.channels.add(channel);
			RememberedKeys idle = this.channels.iterator().next();
			idle.removeOldest(now, (this.count > this.limit) ? idle.keys.size() - 1 : idle.limit);
			if (idle.keys.isEmpty()) {
				this.channels.remove(idle);
			}
		}

		/**
		 * Return the number of keys.
		 * @return the number
		 */
		synchronized long size() {
			return this.count;
		}

	}

	/**
	 * The state of a key.
	 */
	private record Entry(long time, boolean recovered) {

	}

}

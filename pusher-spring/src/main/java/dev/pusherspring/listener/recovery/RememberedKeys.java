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
import java.util.Map;

/**
 * Keys of the latest events of a channel, bounded by number and age. Tells which event
 * must not be delivered again. Used by the thread that delivers the channel's events.
 */
final class RememberedKeys {

	private static final Duration MIN_AGE = Duration.ofMinutes(1);

	// keys come from data: who publishes decides how long they are
	private static final int MAX_LENGTH = 256;

	private final int limit;

	private final long maxAge;

	private final Map<String, Entry> keys = new LinkedHashMap<>();

	RememberedKeys(RecoverySettings settings) {
		this.limit = settings.rememberedKeys();
		this.maxAge = Math.max(MIN_AGE.toMillis(), settings.margin().toMillis() * 2);
	}

	/**
	 * Remember a key, unless it must not come again: one that has been delivered is not
	 * recovered, and one that was recovered is not delivered live. Events that arrive
	 * live twice are not a matter of recovery.
	 * @param key the key
	 * @param time when its event came, in milliseconds
	 * @param recovered whether it has been recovered
	 * @return whether it has been remembered
	 */
	boolean add(String key, long time, boolean recovered) {
		return addShort((key.length() > MAX_LENGTH) ? digest(key) : key, time, recovered);
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
		}
		this.keys.put(key, new Entry(time, recovered));
		removeOldest(time);
		return true;
	}

	private void removeOldest(long now) {
		Iterator<Entry> oldest = this.keys.values().iterator();
		while (oldest.hasNext() && (oldest.next().time < now - this.maxAge || this.keys.size() > this.limit)) {
			oldest.remove();
		}
	}

	/**
	 * What is known of a key.
	 */
	private record Entry(long time, boolean recovered) {

	}

}

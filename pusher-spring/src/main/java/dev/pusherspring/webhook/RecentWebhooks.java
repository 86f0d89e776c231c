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

package dev.pusherspring.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The webhooks of late, by their signatures, so that one that is sent again is
 * recognized. Remembers each for as long as it may come again, but no more than a certain
 * number: what has been here longest is forgotten first. Safe for use by many threads.
 */
final class RecentWebhooks {

	private final int capacity;

	private final Duration memory;

	// in the order in which they came
	private final Map<String, Instant> signatures = new LinkedHashMap<>();

	/**
	 * Create a new {@link RecentWebhooks} instance.
	 * @param capacity how many to remember
	 * @param memory for how long
	 */
	RecentWebhooks(int capacity, Duration memory) {
		this.capacity = capacity;
		this.memory = memory;
	}

	/**
	 * Remember a webhook.
	 * @param signature its signature
	 * @param now the present time
	 * @return whether it is new
	 */
	synchronized boolean add(String signature, Instant now) {
		Iterator<Instant> times = this.signatures.values().iterator();
		while (times.hasNext() && times.next().plus(this.memory).isBefore(now)) {
			times.remove();
		}
		if (this.signatures.putIfAbsent(signature, now) != null) {
			return false;
		}
		if (this.signatures.size() > this.capacity) {
			this.signatures.remove(this.signatures.keySet().iterator().next());
		}
		return true;
	}

	/**
	 * Forget a webhook: it shall come again.
	 * @param signature its signature
	 */
	synchronized void remove(String signature) {
		this.signatures.remove(signature);
	}

	synchronized int size() {
		return this.signatures.size();
	}

}

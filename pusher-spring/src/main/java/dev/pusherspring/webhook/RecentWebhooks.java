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
 * Recognizes resent webhooks by their signatures. A webhook is remembered for as long as
 * it may be resent. When the capacity is exceeded, the oldest webhook is removed. This
 * class is thread-safe.
 */
final class RecentWebhooks {

	private final int capacity;

	private final Duration memory;

	// in order of arrival
	private final Map<String, Instant> signatures = new LinkedHashMap<>();

	/**
	 * Create a new {@link RecentWebhooks} instance.
	 * @param capacity maximum number of webhooks to remember
	 * @param memory time to remember a webhook
	 */
	RecentWebhooks(int capacity, Duration memory) {
		this.capacity = capacity;
		this.memory = memory;
	}

	/**
	 * Remember a webhook.
	 * @param signature its signature
	 * @param now the current time
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
	 * Remove a webhook, so that it is accepted again.
	 * @param signature its signature
	 */
	synchronized void remove(String signature) {
		this.signatures.remove(signature);
	}

	synchronized int size() {
		return this.signatures.size();
	}

}

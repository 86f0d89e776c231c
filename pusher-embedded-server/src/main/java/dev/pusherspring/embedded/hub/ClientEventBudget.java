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

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Limits the client events of one connection to a fixed number within any second.
 */
final class ClientEventBudget {

	private static final long WINDOW_MILLIS = 1000;

	private final int perSecond;

	private final InstantSource clock;

	private final Deque<Long> sent = new ArrayDeque<>();

	ClientEventBudget(int perSecond, InstantSource clock) {
		this.perSecond = perSecond;
		this.clock = clock;
	}

	/**
	 * Use up one event.
	 * @return {@code false} if the limit has been reached
	 */
	boolean spend() {
		long now = this.clock.millis();
		Long oldest = this.sent.peek();
		while (oldest != null && now - oldest >= WINDOW_MILLIS) {
			this.sent.remove();
			oldest = this.sent.peek();
		}
		if (this.sent.size() >= this.perSecond) {
			return false;
		}
		this.sent.add(now);
		return true;
	}

}

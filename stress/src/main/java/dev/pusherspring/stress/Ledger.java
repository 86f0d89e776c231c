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

package dev.pusherspring.stress;

import java.util.Map;
import java.util.TreeMap;

import dev.pusherspring.stress.server.Server;

/**
 * Records the received events. Keeps the number of the next expected event for each
 * connection and channel.
 */
final class Ledger {

	private final Map<Integer, int[]> next = new TreeMap<>();

	private final int[] lastConnection = new int[Server.CHANNELS.size()];

	private long received;

	private long duplicates;

	private long missing;

	private long disordered;

	/**
	 * Called when an event has arrived.
	 * @param channel the channel
	 * @param connection the connection that received the event
	 * @param number the number of the event on the connection
	 */
	synchronized void received(int channel, int connection, int number) {
		int[] next = this.next.computeIfAbsent(connection, (id) -> new int[Server.CHANNELS.size()]);
		this.received++;
		if (connection < this.lastConnection[channel]) {
			this.disordered++;
		}
		this.lastConnection[channel] = Math.max(connection, this.lastConnection[channel]);
		if (number < next[channel]) {
			this.duplicates++;
			return;
		}
		this.missing += number - next[channel];
		next[channel] = number + 1;
	}

	synchronized int[] of(int connection) {
		return this.next.getOrDefault(connection, new int[Server.CHANNELS.size()]).clone();
	}

	synchronized long received() {
		return this.received;
	}

	synchronized long duplicates() {
		return this.duplicates;
	}

	synchronized long missing() {
		return this.missing;
	}

	synchronized long disordered() {
		return this.disordered;
	}

}

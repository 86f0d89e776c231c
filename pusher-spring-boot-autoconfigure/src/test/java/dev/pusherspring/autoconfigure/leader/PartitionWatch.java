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

package dev.pusherspring.autoconfigure.leader;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.observed.ConnectedClient;

/**
 * Watches on the server who is subscribed to the channels of partitions.
 */
final class PartitionWatch {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private static final long INTERVAL = Duration.ofMillis(5).toNanos();

	private final EmbeddedPusherServer server;

	private final PusherPartitions partitions;

	private final List<String> channels;

	private final Thread thread = new Thread(this::watch, "partition-watch");

	private final Set<String> shared = ConcurrentHashMap.newKeySet();

	// when the partition lost its leader, and for how long
	private final Map<Integer, Long> beginnings = new ConcurrentHashMap<>();

	private final Map<Integer, Duration> gaps = new ConcurrentHashMap<>();

	private volatile boolean stopped;

	PartitionWatch(EmbeddedPusherServer server, PusherPartitions partitions, List<String> channels) {
		this.server = server;
		this.partitions = partitions;
		this.channels = channels;
		this.thread.start();
	}

	private void watch() {
		while (!this.stopped) {
			look();
			LockSupport.parkNanos(INTERVAL);
		}
	}

	private void look() {
		Set<String> subscribed = new HashSet<>();
		this.server.getConnections()
			.stream()
			.map(ConnectedClient::channels)
			.flatMap(Collection::stream)
			.filter((channel) -> !subscribed.add(channel))
			.forEach(this.shared::add);
		Set<Integer> missing = new HashSet<>();
		for (String channel : this.channels) {
			if (!subscribed.contains(channel)) {
				missing.add(this.partitions.partitionOf(channel));
			}
		}
		long now = System.nanoTime();
		for (int i = 0; i < this.partitions.getCount(); i++) {
			if (missing.contains(i)) {
				this.beginnings.putIfAbsent(i, now);
				continue;
			}
			Long beginning = this.beginnings.remove(i);
			if (beginning != null) {
				this.gaps.put(i, Duration.ofNanos(now - beginning));
			}
		}
	}

	/**
	 * Wait until partitions have lost their leader and have found another one.
	 * @param count number of partitions
	 * @return how long each of them had none
	 */
	Map<Integer, Duration> awaitGaps(int count) {
		Awaitility.await("partitions that are led again")
			.atMost(PATIENCE)
			.until(() -> this.gaps.size() >= count && this.beginnings.isEmpty());
		Map<Integer, Duration> gaps = new TreeMap<>(this.gaps);
		this.gaps.clear();
		return gaps;
	}

	/**
	 * Return the channels that two instances were subscribed to at a time.
	 * @return their names
	 */
	Set<String> getShared() {
		return this.shared;
	}

	void stop() throws InterruptedException {
		this.stopped = true;
		this.thread.join();
	}

}

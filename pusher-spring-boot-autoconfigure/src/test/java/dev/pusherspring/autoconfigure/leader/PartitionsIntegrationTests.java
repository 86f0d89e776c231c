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

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for three JVMs that divide a thousand channels by locks in a database that they
 * share, and for those that take over. {@code -Dpartitions.channels} and
 * {@code -Dpartitions.events} change the numbers, {@code -Dpartitions.jdbc-url} the
 * database.
 */
class PartitionsIntegrationTests {

	private static final int CHANNELS = Integer.getInteger("partitions.channels", 1000);

	// in each phase, each channel has one at least
	private static final int EVENTS = Math.max(CHANNELS, Integer.getInteger("partitions.events", 1000));

	private static final int PARTITIONS = 8;

	// two instances lead all, and a third one takes the place of either
	private static final int SHARE = PARTITIONS / 2;

	// beside the lock period: what noticing and subscribing take on a busy machine
	private static final Duration SLACK = Duration.ofSeconds(7);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final PusherPartitions partitions = new PusherPartitions("work", PARTITIONS);

	private final List<String> channels = Stream
		.concat(PartitionInstance.names("orders-", CHANNELS / 2).stream(),
				PartitionInstance.names("prices-", CHANNELS - CHANNELS / 2).stream())
		.toList();

	private final Map<String, LaunchedInstance> instances = new ConcurrentHashMap<>();

	// which instances have handled an event
	private final Map<Integer, List<String>> handled = new ConcurrentHashMap<>();

	// by instance and channel, in the order in which they were handled
	private final Map<String, Map<String, List<Integer>>> order = new ConcurrentHashMap<>();

	private final Map<String, Set<String>> outages = new ConcurrentHashMap<>();

	private final Thread publisher = new Thread(this::publish, "publisher");

	private SharedDatabase database;

	private PartitionWatch watch;

	private boolean succeeded;

	private volatile boolean publishing = true;

	private volatile int published;

	@BeforeEach
	void start() throws SQLException {
		this.server.start();
		this.database = SharedDatabase.start();
		this.watch = new PartitionWatch(this.server, this.partitions, this.channels);
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.publishing = false;
		this.publisher.join();
		this.watch.stop();
		for (LaunchedInstance instance : this.instances.values()) {
			instance.kill();
		}
		if (!this.succeeded) {
			System.out.println(this.instances.values());
		}
		this.database.close();
		this.server.stop();
	}

	@Test
	void eachEventIsHandledByOneInstanceWhileInstancesComeAndGo() throws Exception {
		String killed = "a";
		String ended = "b";
		String standby = "c";
		launch(killed, ended);
		this.watch.awaitGaps(PARTITIONS);
		launch(standby);
		this.publisher.start();
		awaitHandled(EVENTS);
		assertThat(this.order).as("instances that lead").containsOnlyKeys(killed, ended);
		Set<String> channelsOfKilled = Set.copyOf(this.order.get(killed).keySet());
		Set<String> channelsOfEnded = Set.copyOf(this.order.get(ended).keySet());

		this.instances.get(killed).kill();
		int publishedBefore = this.published;
		Map<Integer, Duration> afterKill = this.watch.awaitGaps(SHARE);
		awaitHandled(this.handled.size() + EVENTS);
		awaitOutages(standby, channelsOfKilled);

		launch("d");
		this.instances.get(ended).end();
		Map<Integer, Duration> afterEnd = this.watch.awaitGaps(SHARE);
		awaitHandled(this.handled.size() + EVENTS);
		awaitOutages("d", channelsOfEnded);

		this.publishing = false;
		this.publisher.join();
		awaitHandled(this.published);
		Map<Integer, List<String>> twice = new TreeMap<>(this.handled);
		twice.values().removeIf((by) -> by.size() == 1);
		System.out.printf(
				"%d events on %d channels; without a leader after a kill: %s, after an end: %s; "
						+ "handled again after the kill: %d, otherwise: %d%n",
				this.published, this.channels.size(), millis(afterKill), millis(afterEnd),
				twice.values().stream().filter((by) -> by.contains(killed)).count(),
				twice.values().stream().filter((by) -> !by.contains(killed)).count());
		assertThat(this.watch.getShared()).as("channels that two instances were subscribed to").isEmpty();
		assertThat(afterKill.values()).allMatch((gap) -> gap.compareTo(PartitionInstance.LOCK_PERIOD.plus(SLACK)) < 0);
		assertThat(afterEnd.values()).allMatch((gap) -> gap.compareTo(SLACK) < 0);
		// one that is killed has not saved how far it had got
		assertThat(twice).allSatisfy((event, by) -> {
			assertThat(by).containsExactly(killed, standby);
			assertThat(event).isLessThanOrEqualTo(publishedBefore + 1);
		});
		assertThat(this.order.values()).allSatisfy(
				(channels) -> assertThat(channels.values()).allSatisfy((events) -> assertThat(events).isSorted()));
		this.succeeded = true;
	}

	private static List<Long> millis(Map<Integer, Duration> gaps) {
		return gaps.values().stream().map(Duration::toMillis).sorted().toList();
	}

	private void launch(String... names) {
		for (String name : names) {
			this.outages.put(name, ConcurrentHashMap.newKeySet());
			this.instances.put(name,
					LaunchedInstance.launch(name, this::heard,
							List.of("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
									"pusher.port=" + this.server.getPort(), "pusher.force-tls=false",
									"pusher.channels=" + this.channels.stream()
										.filter((channel) -> channel.startsWith("prices-"))
										.collect(Collectors.joining(",")),
									"pusher.recovery.position-interval=500ms", "pusher.leader-election.enabled=true",
									"pusher.leader-election.role=work",
									"pusher.leader-election.partitions=" + PARTITIONS,
									"pusher.leader-election.max-partitions=" + SHARE, "orders=" + CHANNELS / 2,
									"database=" + this.database.url(), "spring.main.banner-mode=off",
									"spring.docker.compose.enabled=false", "logging.level.root=warn",
									"logging.level.dev.pusherspring.lifecycle=info")));
		}
		for (String name : names) {
			this.instances.get(name).awaitReady();
		}
	}

	private void heard(String instance, String line) {
		String[] words = line.split(" ");
		if (line.startsWith(PartitionInstance.OUTAGE)) {
			this.outages.get(instance).add(words[1]);
			return;
		}
		int event = Integer.parseInt(words[2]);
		this.order.computeIfAbsent(instance, (key) -> new ConcurrentHashMap<>())
			.computeIfAbsent(words[1], (key) -> new CopyOnWriteArrayList<>())
			.add(event);
		this.handled.computeIfAbsent(event, (key) -> new CopyOnWriteArrayList<>()).add(instance);
	}

	private void publish() {
		while (this.publishing) {
			int event = this.published + 1;
			String channel = this.channels.get(event % this.channels.size());
			this.database.jdbc().update("INSERT INTO OUTBOX (ID, CHANNEL) VALUES (?, ?)", event, channel);
			this.server.trigger(channel, "placed", String.valueOf(event));
			this.published = event;
			LockSupport.parkNanos(1_000_000);
		}
	}

	private void awaitHandled(int count) {
		Awaitility.await("events that were handled")
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.handled.size() >= count);
	}

	private void awaitOutages(String instance, Set<String> channels) {
		Awaitility.await("outages that are announced to " + instance)
			.atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(this.outages.get(instance)).isEqualTo(channels));
	}

}

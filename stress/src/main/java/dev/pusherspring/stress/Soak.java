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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ConfigurableApplicationContext;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.health.PusherHealthIndicator;
import dev.pusherspring.stress.server.Pause;
import dev.pusherspring.stress.server.Server;

/**
 * A soak test with one transport, from the start of the application to the verdict.
 */
final class Soak implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final ServerProcess server;

	private final Ledger ledger = new Ledger();

	private final ConfigurableApplicationContext context;

	private final PusherClient client;

	private final Faults faults;

	private final AtomicInteger unexpected = new AtomicInteger();

	private final List<String> failures = new ArrayList<>();

	private int highestThreads;

	private long highestDescriptors;

	Soak(boolean tls, long seed, ServerProcess server) {
		this.server = server;
		Map<String, Object> properties = new HashMap<>(Map.of("pusher.key", "key", "pusher.host", "localhost",
				"pusher.port", server.port(), "pusher.force-tls", tls, "pusher.auth.endpoint",
				"http://localhost:" + server.authPort() + "/", "pusher.auth.timeout", "1s", "pusher.activity-timeout",
				"2s", "pusher.pong-timeout", "2s", "logging.level.root", "off"));
		properties.putAll(Map.of("pusher.reconnect.initial-delay", "50ms", "pusher.reconnect.max-delay", "500ms",
				"pusher.listener.queue-capacity", 1_000, "pusher.listener.concurrency", 2));
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties(properties)
			.initializers((context) -> context.getBeanFactory().registerSingleton("ledger", this.ledger))
			.run();
		UnexpectedFailures.count(this.unexpected);
		this.client = this.context.getBean(PusherClient.class);
		this.faults = new Faults(seed, server, this.client, this.context.getBean(Application.class));
	}

	/**
	 * Run the soak test.
	 * @param end value of {@link System#nanoTime()} at which it ends
	 * @param interval time between faults
	 * @return whether it was successful
	 */
	boolean run(long end, Duration interval) throws Exception {
		Server.CHANNELS.forEach(this.client::subscribe);
		// by then, pools are filled and classes are loaded
		for (String fault : Faults.ALL) {
			this.faults.cause(fault);
			Pause.millis(200);
		}
		await("all channels to be subscribed", this::isSettled);
		Resources before = settle(null);
		this.server.tell("pump on");
		for (long next = System.nanoTime(); next < end; next += interval.toNanos()) {
			this.faults.any();
			look();
			Pause.millis((next + interval.toNanos() - System.nanoTime()) / 1_000_000);
		}
		await("all channels to be subscribed", this::isSettled);
		Resources after = settle(before);
		verdict(before, after);
		return this.failures.isEmpty();
	}

	private void look() {
		Resources now = Resources.now();
		this.highestThreads = Math.max(this.highestThreads, now.threads().size());
		this.highestDescriptors = Math.max(this.highestDescriptors, now.descriptors());
	}

	// for a while, the client cannot detect a half-open connection
	private boolean isSettled() throws IOException {
		return this.client.getState() == ConnectionState.CONNECTED
				&& this.client.getChannels().size() == Server.CHANNELS.size()
				&& this.client.getChannels().stream().allMatch(Channel::isSubscribed)
				&& this.server.report()
					.stream()
					.anyMatch((fate) -> fate.name().equals("alive")
							&& (fate.connection() + ".1").equals(this.client.getSocketId()));
	}

	private Resources settle(Resources before) throws Exception {
		this.server.tell("pump off");
		await("all events of the connection to arrive",
				() -> this.server.report()
					.stream()
					.filter((fate) -> fate.name().equals("alive"))
					.allMatch((fate) -> Arrays.equals(fate.written(), this.ledger.of(fate.connection()))));
		if (before != null) {
			await("threads, descriptors and memory to be as before",
					() -> Resources.afterGarbageCollection().isLike(before));
		}
		else {
			// idle resources of pools are released within that time
			Pause.millis(2_000);
		}
		return Resources.afterGarbageCollection();
	}

	private void await(String what, Callable<Boolean> condition) throws Exception {
		for (long end = System.nanoTime() + PATIENCE.toNanos(); !condition.call(); Pause.millis(200)) {
			if (System.nanoTime() > end) {
				this.failures
					.add("timeout while waiting for %s (%s, not subscribed: %s)".formatted(what, this.client.getState(),
							this.client.getChannels().stream().filter((channel) -> !channel.isSubscribed()).toList()));
				return;
			}
		}
	}

	private void verdict(Resources before, Resources after) throws IOException {
		Map<String, Integer> connections = new TreeMap<>();
		Map<String, Long> lost = new TreeMap<>();
		long written = 0;
		for (Fate fate : this.server.report()) {
			connections.merge(fate.name(), 1, Integer::sum);
			int[] received = this.ledger.of(fate.connection());
			for (int channel = 0; channel < received.length; channel++) {
				written += fate.written()[channel];
				int missing = fate.written()[channel] - received[channel];
				if (missing != 0) {
					lost.merge(cause(fate, channel, received[channel]), (long) missing, Long::sum);
				}
			}
		}
		check(!connections.containsKey("left"), "the client has closed working connections");
		check(this.ledger.duplicates() == 0, "events were received twice");
		check(this.ledger.missing() == 0, "events are missing between others");
		check(this.ledger.disordered() == 0, "events were received after events of a later connection");
		check(after.isLike(before), "threads, descriptors or memory have grown, " + after.newThreads(before));
		check(this.unexpected.get() == 0, "the client has logged unexpected failures");
		Health health = new PusherHealthIndicator(this.client, Duration.ZERO).health();
		check(health.getStatus().getCode().equals("UP"), "health is not UP");
		row("faults", this.faults.count());
		row("connections, by their end", connections);
		row("events written / received", "%,d / %,d".formatted(written, this.ledger.received()));
		row("not received, by cause", lost);
		row("twice / missing between others / out of order",
				this.ledger.duplicates() + " / " + this.ledger.missing() + " / " + this.ledger.disordered());
		row("before", before);
		row("after", after);
		row("highest", this.highestThreads + " threads, " + this.highestDescriptors + " descriptors");
		row("health", health.getStatus());
		row("verdict", this.failures.isEmpty() ? "all is well" : "FAILED: " + String.join("; ", this.failures));
	}

	// a reset loses data that the client had not read, and a client that disconnects on
	// request receives no more events
	private String cause(Fate fate, int channel, int received) {
		if (received >= fate.mustHave()[channel] && received < fate.written()[channel]) {
			return fate.name().equals("reset") ? "unread when the server reset the connection"
					: "unread when the application disconnected";
		}
		String cause = "lost by the client on a connection with the fate '%s'".formatted(fate.name());
		check(false, cause);
		return cause;
	}

	private void check(boolean fine, String failure) {
		if (!fine && !this.failures.contains(failure)) {
			this.failures.add(failure);
		}
	}

	private static void row(String name, Object value) {
		System.out.println("| " + name + " | " + value + " |");
	}

	@Override
	public void close() {
		this.context.close();
	}

}

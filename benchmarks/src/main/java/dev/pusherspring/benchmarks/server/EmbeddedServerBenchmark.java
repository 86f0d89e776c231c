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

package dev.pusherspring.benchmarks.server;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * Measures the start time of the embedded server, whether it loses events with many
 * connections and a high event rate, and whether resources remain after it stops. Clients
 * and server share this JVM and its processors. The results are printed without a
 * verdict.
 */
public final class EmbeddedServerBenchmark {

	private static final PrintStream out = System.out;

	private static final int CONNECTIONS = 2000;

	private static final int CHANNELS = 10;

	private static final int DELIVERIES_PER_SECOND = 5000;

	private static final Duration LOAD = Duration.ofSeconds(10);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private EmbeddedServerBenchmark() {
	}

	/**
	 * Run the benchmark.
	 * @param args none
	 */
	public static void main(String[] args) {
		out.printf("Java %s, %d processors%n", Runtime.version(), Runtime.getRuntime().availableProcessors());
		measureStart();
		long threads = serverThreads();
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			measureLoad(server);
			out.printf("threads of the running server: %d%n", serverThreads() - threads);
		}
		out.printf("threads of the server after its stop: %d%n", serverThreads() - threads);
	}

	private static void measureStart() {
		double[] millis = new double[30];
		for (int i = 0; i < millis.length; i++) {
			EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();
			long start = System.nanoTime();
			server.start();
			millis[i] = (System.nanoTime() - start) / 1e6;
			server.stop();
		}
		double first = millis[0];
		double[] warm = Arrays.copyOfRange(millis, 10, millis.length);
		Arrays.sort(warm);
		print("start, first in this JVM: %.1f ms", first);
		print("start, warm: median %.1f ms, slowest %.1f ms of %d", warm[warm.length / 2], warm[warm.length - 1],
				warm.length);
	}

	private static void measureLoad(EmbeddedPusherServer server) {
		try (Subscribers subscribers = new Subscribers(server)) {
			long start = System.nanoTime();
			for (int i = 0; i < CONNECTIONS; i++) {
				subscribers.add("room-" + i % CHANNELS, "own-" + i);
			}
			for (int i = 0; i < CONNECTIONS; i++) {
				require(server.awaitSubscribed("own-" + i, PATIENCE));
			}
			require(server.awaitDelivered(PATIENCE));
			print("%d connections with two subscriptions each: %.1f s", CONNECTIONS, secondsSince(start));
			int perRoom = CONNECTIONS / CHANNELS;
			load(server, subscribers, "room-", CHANNELS, perRoom);
			load(server, subscribers, "own-", CONNECTIONS, 1);
			allOut(server, subscribers, perRoom);
		}
	}

	private static void load(EmbeddedPusherServer server, Subscribers subscribers, String prefix, int channels,
			int fanOut) {
		int eventsPerSecond = DELIVERIES_PER_SECOND / fanOut;
		long events = eventsPerSecond * LOAD.toSeconds();
		long before = subscribers.received();
		long start = System.nanoTime();
		for (int i = 0; i < events; i++) {
			long due = start + i * 1_000_000_000L / eventsPerSecond;
			for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
				LockSupport.parkNanos(wait);
			}
			server.trigger(prefix + i % channels, "tick", "{\"at\":" + System.nanoTime() + "}");
		}
		require(server.awaitDelivered(PATIENCE));
		double seconds = secondsSince(start);
		print("%d events/s to %d subscribers each for %.1f s: %d deliveries due, %d received, lost %d", eventsPerSecond,
				fanOut, seconds, events * fanOut, subscribers.received() - before,
				events * fanOut - (subscribers.received() - before));
	}

	private static void allOut(EmbeddedPusherServer server, Subscribers subscribers, int fanOut) {
		int events = 1000;
		long before = subscribers.received();
		long start = System.nanoTime();
		for (int i = 0; i < events; i++) {
			server.trigger("room-" + i % CHANNELS, "tick", "{\"at\":" + System.nanoTime() + "}");
		}
		require(server.awaitDelivered(PATIENCE));
		double seconds = secondsSince(start);
		long received = subscribers.received() - before;
		print("as fast as it goes: %d deliveries in %.1f s, %.0f/s, lost %d", received, seconds, received / seconds,
				(long) events * fanOut - received);
	}

	private static long serverThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().contains("embedded-pusher"))
			.count();
	}

	private static double secondsSince(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	private static void require(boolean happened) {
		if (!happened) {
			throw new IllegalStateException("Not within " + PATIENCE.toSeconds() + " s");
		}
	}

	private static void print(String format, Object... values) {
		out.printf(Locale.ROOT, format + "%n", values);
	}

}

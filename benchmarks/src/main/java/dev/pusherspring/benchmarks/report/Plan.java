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

package dev.pusherspring.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The measurements, their contenders, and the number of rounds.
 */
final class Plan {

	static final String OURS = "listener";

	static final String EVENTS = "event-listener";

	static final String TYPED = "typed-listener";

	static final String BATCHES = "listener-batches";

	static final String THEIRS = "pusher-java-client";

	static final String DECODING = "socket-decoding";

	static final String SOCKET = "socket";

	static final String TEMPLATE = "pusher-template";

	static final String OFFICIAL = "pusher-http-java";

	private final boolean quick;

	private final List<Measurement> measurements = new ArrayList<>();

	Plan(boolean quick) {
		this.quick = quick;
		throughput(false, 200, 100, List.of(OURS, THEIRS, EVENTS, TYPED, DECODING, SOCKET), 5);
		throughput(false, 2048, 100, List.of(OURS, THEIRS, DECODING, SOCKET), 3);
		throughput(false, 10_240, 100, List.of(OURS, THEIRS, DECODING, SOCKET), 3);
		for (int channels : new int[] { 1, 1000 }) {
			throughput(false, 200, channels, List.of(OURS, THEIRS), 1);
		}
		throughput(true, 200, 100, List.of(OURS, THEIRS, DECODING, SOCKET), 2);
		throughput(true, 2048, 100, List.of(OURS, THEIRS, DECODING, SOCKET), 2);
		throughput(true, 10_240, 100, List.of(OURS, THEIRS, DECODING, SOCKET), 2);
		for (int rate : new int[] { 1000, 5000 }) {
			add(new Measurement("latency " + rate, "latency", List.of(OURS, THEIRS, SOCKET),
					List.of(rate, quick ? 1 : 6, quick ? 1 : 3), false, 0, (rate == 5000) ? 4 : 2));
		}
		add(new Measurement("private channels", "private-channels", List.of(OURS, THEIRS), List.of(50), false, 100, 3));
		add(new Measurement("recovery", "recovery", List.of(OURS, BATCHES, THEIRS), List.of(quick ? 200 : 1000), false,
				20, 1));
		add(new Measurement("channels", "channels", List.of(OURS, THEIRS), List.of(10_000), false, 0, 2));
		add(new Measurement("blocked", "blocked", List.of(OURS, THEIRS), List.of(200_000, 5), false, 0, 1));
		for (int threads : new int[] { 1, 4 }) {
			publish(publishName(threads, 1), threads, 1,
					List.of(TEMPLATE, OFFICIAL, "rest-client-jdk", "rest-client-simple"));
		}
		publish(publishName(1, 10), 1, 10, List.of(TEMPLATE, OFFICIAL));
		add(new Measurement("publish order", "publish-order", List.of(TEMPLATE), List.of(10, 20_000), false, 0, 2));
		add(new Measurement("first event", "first-event", List.of(OURS, THEIRS), List.of(), false, 0, 5));
	}

	private void throughput(boolean tls, int length, int channels, List<String> contenders, int rounds) {
		add(new Measurement(throughputName(tls, length, channels), "throughput", contenders,
				List.of(length, channels, this.quick ? 1500 : 2000, this.quick ? 250 : 400, 3), tls, 0, rounds));
	}

	static String throughputName(boolean tls, int length, int channels) {
		return "throughput %s %d %d".formatted(tls ? "wss" : "ws", length, channels);
	}

	private void publish(String name, int threads, int batch, List<String> contenders) {
		add(new Measurement(name, "publish", contenders,
				List.of(threads, batch, this.quick ? 3000 : 5000, this.quick ? 2000 : 4000), false, 0, 3));
	}

	static String publishName(int threads, int batch) {
		return "publish %d %d".formatted(threads, batch);
	}

	private void add(Measurement measurement) {
		this.measurements.add(measurement);
	}

	List<Measurement> measurements() {
		return this.measurements;
	}

	boolean isQuick() {
		return this.quick;
	}

	int rounds(Measurement measurement) {
		return this.quick ? Math.min(2, measurement.rounds()) : measurement.rounds();
	}

	int startUpRounds() {
		return this.quick ? 3 : 7;
	}

	int microBenchmarkRounds() {
		return this.quick ? 1 : 2;
	}

	/**
	 * A measurement.
	 *
	 * @param name name in the results
	 * @param kind kind of the measurement in the contender's JVM
	 * @param contenders the contenders, in order
	 * @param arguments further arguments
	 * @param tls whether to use TLS
	 * @param authDelay response time of the authorization endpoint in milliseconds
	 * @param rounds number of rounds
	 */
	record Measurement(String name, String kind, List<String> contenders, List<Integer> arguments, boolean tls,
			int authDelay, int rounds) {

	}

}

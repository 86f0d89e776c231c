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

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is to be reached, and whether it is.
 */
final class Goals {

	private final Results results;

	Goals(Results results) {
		this.results = results;
	}

	List<Goal> all() {
		String small = Plan.throughputName(false, 200, 100);
		String medium = Plan.throughputName(false, 2048, 100);
		String large = Plan.throughputName(false, 10_240, 100);
		String decodeOurs = "EnvelopeDecoding.frameReader 200";
		String decodeTheirs = "EnvelopeDecoding.pusherJavaClient 200";
		return List.of(
				Goal.atLeast("events/s, 200 B, against pusher-java-client", 6, "x", ratio(small, Plan.THEIRS, "rate")),
				Goal.atLeast("events/s, 200 B, against the bare engine with decoding", 0.8, "x",
						ratio(small, Plan.DECODING, "rate")),
				Goal.atLeast("events/s, 2 KB, against pusher-java-client", 3.5, "x",
						ratio(medium, Plan.THEIRS, "rate")),
				Goal.atLeast("events/s, 10 KB, against pusher-java-client", 3.5, "x",
						ratio(large, Plan.THEIRS, "rate")),
				Goal.atMost("CPU per event, 200 B, against pusher-java-client (1/7)", 0.143, "x",
						ratio(small, Plan.THEIRS, "cpu"), 3),
				Goal.atMost("CPU per event, 2 KB, against pusher-java-client (1/4)", 0.25, "x",
						ratio(medium, Plan.THEIRS, "cpu"), 3),
				Goal.atMost("bytes allocated per event, 200 B", 2200, " B", ours(small, "bytes"), 0),
				Goal.atMost("bytes allocated per event, 10 KB", 45_000, " B", ours(large, "bytes"), 0),
				Goal.atMost("envelope decode, 200 B, against pusher-java-client's Gson", 0.35, "x",
						this.results.ratio(MicroBenchmarks.MEASUREMENT, decodeOurs, decodeTheirs, "nanos"), 2),
				Goal.atMost("envelope decode, 200 B, bytes allocated", 900, " B",
						this.results.get(MicroBenchmarks.MEASUREMENT, decodeOurs, "bytes"), 0),
				Goal.atMost("1,000 listeners against 1, per event", 1.2, "x",
						this.results.ratio(MicroBenchmarks.MEASUREMENT, "ListenerDispatch.dispatch 1000",
								"ListenerDispatch.dispatch 1", "nanos"),
						2),
				Goal.atMost("latency p50 at 5,000 events/s, against pusher-java-client", 1, "x",
						ratio("latency 5000", Plan.THEIRS, "p50"), 2),
				Goal.atMost("latency p99 at 5,000 events/s, against pusher-java-client", 1, "x",
						ratio("latency 5000", Plan.THEIRS, "p99"), 2),
				Goal.atMost("50 private channels, 100 ms per authorization", 0.8, " s",
						ours("private channels", "seconds"), 2),
				Goal.atMost("p99 of public events meanwhile (half of one authorization)", 50, " ms",
						scaled(ours("private channels", "p99meanwhile"), 1e-6), 1),
				Goal.atMost("heap per subscribed public channel", 1024, " B", ours("channels", "bytes"), 0),
				Goal.atMost("start-up cost of the starter", 120, " ms", startUpCost("plain"), 0),
				Goal.atMost("platform threads of a connected client", 4, "", ours("channels", "threads"), 0));
	}

	private Sample ratio(String measurement, String other, String name) {
		return this.results.ratio(measurement, Plan.OURS, other, name);
	}

	private Sample ours(String measurement, String name) {
		return this.results.get(measurement, Plan.OURS, name);
	}

	private static Sample scaled(Sample sample, double factor) {
		return new Sample(sample.figures().stream().map((figure) -> figure * factor).toList());
	}

	/**
	 * Return what the starter adds to the start of an application, round by round.
	 * @param without the application without it
	 * @return milliseconds
	 */
	Sample startUpCost(String without) {
		List<Double> with = this.results.get(Suite.START_UP, "starter", "millis").figures();
		List<Double> base = this.results.get(Suite.START_UP, without, "millis").figures();
		return new Sample(IntStream.range(0, Math.min(with.size(), base.size()))
			.mapToObj((i) -> with.get(i) - base.get(i))
			.toList());
	}

}

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
 * The goals, and whether they have been reached.
 */
final class Goals {

	private static final String AGAINST = ", against pusher-java-client";

	private static final String AGAINST_OFFICIAL = ", against pusher-http-java";

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
		String smallTls = Plan.throughputName(true, 200, 100);
		String mediumTls = Plan.throughputName(true, 2048, 100);
		String largeTls = Plan.throughputName(true, 10_240, 100);
		return List.of(rate("events/s, 200 B", 9, small), rate("events/s, 2 KB", 6.5, medium),
				rate("events/s, 10 KB", 6, large), rate("events/s over TLS, 200 B", 7, smallTls),
				rate("events/s over TLS, 2 KB", 4, mediumTls), rate("events/s over TLS, 10 KB", 3.5, largeTls),
				against("CPU per event, 200 B", 0.12, 3, small, "cpu"),
				against("CPU per event, 2 KB", 0.15, 3, medium, "cpu"),
				against("CPU per event, 10 KB", 0.18, 3, large, "cpu"),
				bytes("bytes allocated per event, 200 B", 800, small),
				bytes("bytes allocated per event, 10 KB", 1.3 * 10_240, large),
				Goal.atMost("envelope decode, 200 B, against pusher-java-client's Gson", 0.35, "x", 2,
						this.results.ratio(MicroBenchmarks.MEASUREMENT, decodeOurs, decodeTheirs, "nanos")),
				Goal.atMost("envelope decode, 200 B, bytes allocated", 900, " B", 0,
						this.results.get(MicroBenchmarks.MEASUREMENT, decodeOurs, "bytes")),
				Goal.atMost("1,000 listeners against 1, per event", 1.2, "x", 2,
						this.results.ratio(MicroBenchmarks.MEASUREMENT, "ListenerDispatch.dispatch 1000",
								"ListenerDispatch.dispatch 1", "nanos")),
				against("latency p50 at 5,000 events/s", 0.8, 2, "latency 5000", "p50"),
				against("latency p99 at 5,000 events/s", 1, 2, "latency 5000", "p99"),
				Goal.atMost("50 private channels, 100 ms per authorization", 0.8, " s", 2,
						get("private channels", Plan.OURS, "seconds")),
				Goal.atMost("p99 latency of public events during that time (half of one authorization)", 50, " ms", 1,
						scaled(get("private channels", Plan.OURS, "p99meanwhile"), 1e-6)),
				Goal.atMost("1,000 private channels, 20 ms per authorization, with batches against without", 0.1, "x",
						3, this.results.ratio("recovery", Plan.BATCHES, Plan.OURS, "first")),
				Goal.atMost("heap per subscribed public channel", 1024, " B", 0, get("channels", Plan.OURS, "bytes")),
				Goal.atMost("start-up cost of the starter, in an application that already has its libraries", 120,
						" ms", 0, startUpCost("libraries")),
				Goal.atMost("start-up cost of the starter, including its libraries", 150, " ms", 0,
						startUpCost("plain")),
				publish("calls/s on 1 thread", Plan.publishName(1, 1)),
				publish("calls/s on 4 threads", Plan.publishName(4, 1)),
				publish("events/s in batches of 10", Plan.publishName(1, 10)),
				Goal.atMost("bytes allocated per call that publishes" + AGAINST_OFFICIAL, 0.7, "x", 2,
						this.results.ratio(Plan.publishName(1, 1), Plan.TEMPLATE, Plan.OFFICIAL, "bytes")),
				Goal.atMost("events received twice, of 20,000 published asynchronously", 0, "", 0,
						get("publish order", Plan.TEMPLATE, "duplicates")),
				Goal.atMost("reordered events", 0, "", 0, get("publish order", Plan.TEMPLATE, "reordered")),
				Goal.atMost("platform threads of a connected client", 3, "", 0, get("channels", Plan.OURS, "threads")));
	}

	private Goal rate(String what, double limit, String measurement) {
		return Goal.atLeast(what + AGAINST, limit, "x",
				this.results.ratio(measurement, Plan.OURS, Plan.THEIRS, "rate"));
	}

	private Goal publish(String what, String measurement) {
		return Goal.atLeast(what + AGAINST_OFFICIAL, 1, "x",
				this.results.ratio(measurement, Plan.TEMPLATE, Plan.OFFICIAL, "rate"));
	}

	private Goal against(String what, double limit, int digits, String measurement, String name) {
		return Goal.atMost(what + AGAINST, limit, "x", digits,
				this.results.ratio(measurement, Plan.OURS, Plan.THEIRS, name));
	}

	private Goal bytes(String what, double limit, String measurement) {
		return Goal.atMost(what, limit, " B", 0, get(measurement, Plan.OURS, "bytes"));
	}

	private Sample get(String measurement, String contender, String name) {
		return this.results.get(measurement, contender, name);
	}

	private static Sample scaled(Sample sample, double factor) {
		return new Sample(sample.figures().stream().map((figure) -> figure * factor).toList());
	}

	/**
	 * Return the time that the starter adds to the start of an application, by round.
	 * @param without the application without the starter
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

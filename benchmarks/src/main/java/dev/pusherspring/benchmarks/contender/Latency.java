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

package dev.pusherspring.benchmarks.contender;

import java.time.Duration;
import java.util.Arrays;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.benchmarks.load.Order;

/**
 * Measures the time from sending an event in the server to receiving it in the listener,
 * at a constant rate. Server and client use the same clock.
 */
final class Latency {

	private static final int LENGTH = 200;

	private static final int CHANNELS = 10;

	private final Contender contender;

	private final Samples samples = new Samples();

	Latency(Contender contender) {
		this.contender = contender;
	}

	/**
	 * Run the measurement.
	 * @param target the server
	 * @param rate events per second
	 * @param warmUp seconds to warm up without recording
	 * @param seconds seconds to measure
	 * @throws Exception if not all events arrive
	 */
	void run(Target target, int rate, int warmUp, int seconds) throws Exception {
		this.contender.connect(target, this.samples);
		for (int i = 0; i < CHANNELS; i++) {
			this.contender.subscribe(Frames.channel(i));
		}
		this.samples.awaitSubscriptions(CHANNELS, Duration.ofSeconds(10));
		// at full speed first, so that all code is compiled
		run(Order.burst(LENGTH, CHANNELS, 60_000, 0), 60_000);
		run(Order.paced(LENGTH, CHANNELS, rate, rate * warmUp, 1), rate * warmUp);
		Resources before = Resources.now();
		long[] nanos = run(Order.paced(LENGTH, CHANNELS, rate, rate * seconds, 2), rate * seconds);
		Resources after = Resources.now();
		Arrays.sort(nanos);
		new Result().with("p50", percentile(nanos, 50))
			.with("p99", percentile(nanos, 99))
			.with("p999", percentile(nanos, 99.9))
			.with("cpu", after.cpuNanosSince(before) / (double) nanos.length)
			.print();
	}

	private long[] run(String order, int count) throws Exception {
		long[] nanos = new long[count];
		this.samples.record(nanos);
		this.samples.expect(count);
		this.contender.subscribe(order);
		this.samples.await(Duration.ofSeconds(60));
		return nanos;
	}

	static double percentile(long[] sorted, double percent) {
		return sorted[(int) Math.min(sorted.length - 1, Math.round(sorted.length * percent / 100))];
	}

	/**
	 * Records the age of each event.
	 */
	private static final class Samples extends Counter {

		private volatile long[] nanos = {};

		private int next;

		private void record(long[] nanos) {
			this.next = 0;
			this.nanos = nanos;
		}

		@Override
		public void event(String data) {
			this.nanos[this.next++] = SentTime.age(data);
			super.event(data);
		}

	}

}

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
 * Measures throughput with bursts whose size is adapted to the contender, so that a
 * contender with an unlimited queue does not run out of memory, and a fast contender is
 * measured for as long as the others.
 */
final class Throughput {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final int MAX_BURST = 8_000_000;

	private final Contender contender;

	private final int length;

	private final int channels;

	private final Counter counter = new Counter();

	private int orders;

	Throughput(Contender contender, int length, int channels) {
		this.contender = contender;
		this.length = length;
		this.channels = channels;
	}

	/**
	 * Run the measurement.
	 * @param target the server
	 * @param warmUp duration of the warm-up
	 * @param burst intended duration of a burst
	 * @param bursts number of bursts to measure
	 * @throws Exception if not all events of a burst arrive
	 */
	void run(Target target, Duration warmUp, Duration burst, int bursts) throws Exception {
		this.contender.connect(target, this.counter);
		for (int i = 0; i < this.channels; i++) {
			this.contender.subscribe(Frames.channel(i));
		}
		this.counter.awaitSubscriptions(this.channels, TIMEOUT);
		int count = 2000;
		long end = System.nanoTime() + warmUp.toNanos();
		while (System.nanoTime() < end) {
			long nanos = burst(count);
			count = (int) Math.min(MAX_BURST, Math.max(1000, Math.min(4.0, burst.toNanos() / (double) nanos) * count));
		}
		double[] rates = new double[bursts];
		Resources before = Resources.now();
		for (int i = 0; i < bursts; i++) {
			rates[i] = count * 1e9 / burst(count);
		}
		Resources after = Resources.now();
		Arrays.sort(rates);
		double events = (double) count * bursts;
		new Result().with("rate", rates[bursts / 2])
			.with("cpu", after.cpuNanosSince(before) / events)
			.with("bytes", after.bytesSince(before) / events)
			.print();
	}

	private long burst(int count) throws Exception {
		this.counter.expect(count);
		long start = System.nanoTime();
		this.contender.subscribe(Order.burst(this.length, this.channels, count, this.orders++));
		this.counter.await(TIMEOUT);
		long nanos = System.nanoTime() - start;
		this.counter.awaitSubscriptions(1, TIMEOUT);
		return nanos;
	}

}

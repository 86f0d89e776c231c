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
import java.util.concurrent.atomic.AtomicInteger;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.benchmarks.load.Order;

/**
 * Measures the time to subscribe to channels that require authorization, initially and
 * after the loss of the connection.
 */
final class PrivateChannels {

	private static final Duration TIMEOUT = Duration.ofSeconds(120);

	private final Contender contender;

	private final int count;

	PrivateChannels(Contender contender, int count) {
		this.contender = contender;
		this.count = count;
	}

	/**
	 * Measure the initial subscriptions while public events arrive at a constant rate.
	 * @param target the server
	 * @throws Exception if not all subscriptions are confirmed
	 */
	void subscribe(Target target) throws Exception {
		int rate = 1000;
		int events = rate * 8;
		Delays delays = new Delays(events);
		this.contender.connect(target, delays);
		this.contender.subscribe(Frames.channel(0));
		delays.awaitSubscriptions(1, TIMEOUT);
		delays.expect(events);
		this.contender.subscribe(Order.paced(200, 1, rate, events, 0));
		delays.awaitSubscriptions(1, TIMEOUT);
		delays.awaitEvents(rate * 3 / 2);
		int first = delays.next.get();
		double nanos = subscribeAll(delays);
		int last = delays.next.get();
		delays.await(TIMEOUT);
		long[] quiet = Arrays.copyOfRange(delays.nanos, rate / 2, first);
		long[] busy = Arrays.copyOfRange(delays.nanos, first, last);
		Arrays.sort(quiet);
		Arrays.sort(busy);
		new Result().with("seconds", nanos / 1e9)
			.with("p99before", Latency.percentile(quiet, 99))
			.with("p99meanwhile", Latency.percentile(busy, 99))
			.print();
	}

	/**
	 * Measure the time from the loss of the connection to the last subscription.
	 * @param target the server
	 * @throws Exception if not all subscriptions are confirmed
	 */
	void recover(Target target) throws Exception {
		Counter counter = new Counter();
		this.contender.connect(target, counter);
		double first = subscribeAll(counter);
		long start = System.nanoTime();
		this.contender.subscribe(Order.drop(ProcessHandle.current().pid()));
		// the subscription of the order itself is confirmed again
		counter.awaitSubscriptions(this.count + 1, TIMEOUT);
		double again = System.nanoTime() - start;
		new Result().with("first", first / 1e9).with("again", again / 1e9).print();
	}

	private double subscribeAll(Counter counter) throws Exception {
		long start = System.nanoTime();
		for (int i = 0; i < this.count; i++) {
			this.contender.subscribe("private-" + Frames.channel(i));
		}
		counter.awaitSubscriptions(this.count, TIMEOUT);
		return System.nanoTime() - start;
	}

	/**
	 * Records the age of each event.
	 */
	private static final class Delays extends Counter {

		private final long[] nanos;

		private final AtomicInteger next = new AtomicInteger();

		private Delays(int count) {
			this.nanos = new long[count];
		}

		@Override
		public void event(String data) {
			this.nanos[this.next.get()] = SentTime.age(data);
			this.next.incrementAndGet();
			super.event(data);
			synchronized (this) {
				notifyAll();
			}
		}

		private synchronized void awaitEvents(int count) throws InterruptedException {
			while (this.next.get() < count) {
				wait();
			}
		}

	}

}

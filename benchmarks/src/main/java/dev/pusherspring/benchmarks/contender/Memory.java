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
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.benchmarks.load.Order;

/**
 * Measures the heap and the threads that a contender uses.
 */
final class Memory {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Contender contender;

	Memory(Contender contender) {
		this.contender = contender;
	}

	/**
	 * Measure the heap per subscribed channel, and the number of threads while connected.
	 * @param target the server
	 * @param channels number of channels
	 * @throws Exception if not all subscriptions are confirmed
	 */
	void channels(Target target, int channels) throws Exception {
		Set<String> threadsBefore = threads();
		Counter counter = new Counter();
		this.contender.connect(target, counter);
		int warmUp = 1000;
		for (int i = 0; i < warmUp; i++) {
			this.contender.subscribe("warm-up-%04d".formatted(i));
		}
		counter.awaitSubscriptions(warmUp, TIMEOUT);
		// give temporary threads the time to end
		new CountDownLatch(1).await(2, TimeUnit.SECONDS);
		Set<String> threads = threads();
		threads.removeAll(threadsBefore);
		long before = Resources.liveHeap();
		for (int i = 0; i < channels; i++) {
			this.contender.subscribe("market.eurusd.%05d".formatted(i));
		}
		counter.awaitSubscriptions(channels, TIMEOUT);
		long after = Resources.liveHeap();
		System.err.println("Threads: " + threads);
		new Result().with("bytes", (after - before) / (double) channels).with("threads", threads.size()).print();
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map((thread) -> thread.getName() + "#" + thread.getId())
			.filter((name) -> !name.startsWith("Attach") && !name.startsWith("Common-Cleaner"))
			.collect(Collectors.toSet());
	}

	/**
	 * Measure the heap after a listener has blocked for some seconds while the server
	 * sends at full speed.
	 * @param target the server
	 * @param events number of events of 2 KB to send
	 * @param seconds how long to block
	 * @throws Exception if the subscription is not confirmed
	 */
	void blocked(Target target, int events, int seconds) throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		AtomicLong received = new AtomicLong();
		Counter counter = new Counter() {

			@Override
			public void event(String data) {
				received.incrementAndGet();
				try {
					never.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}

		};
		this.contender.connect(target, counter);
		this.contender.subscribe(Frames.channel(0));
		counter.awaitSubscriptions(1, TIMEOUT);
		long before = Resources.liveHeap();
		this.contender.subscribe(Order.burst(2048, 1, events, 0));
		new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
		new Result().with("megabytes", (Resources.liveHeap() - before) / 1e6).print();
	}

}

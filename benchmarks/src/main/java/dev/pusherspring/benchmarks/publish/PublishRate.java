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

package dev.pusherspring.benchmarks.publish;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * Measures the rate of successive calls on one or several threads, and the memory that
 * they allocate on these threads.
 */
final class PublishRate {

	// about 200 bytes as JSON
	private static final Map<String, Object> DATA = Map.of("symbol", "PUSH", "price", 4711, "text", "x".repeat(150));

	private final Publisher publisher;

	private final int threads;

	private final int batch;

	PublishRate(Publisher publisher, int threads, int batch) {
		this.publisher = publisher;
		this.threads = threads;
		this.batch = batch;
	}

	void run(Duration warmUp, Duration duration) throws InterruptedException, ExecutionException {
		ExecutorService executor = Executors.newFixedThreadPool(this.threads);
		try {
			measure(executor, warmUp);
			OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
			long cpu = system.getProcessCpuTime();
			List<Count> counts = measure(executor, duration);
			cpu = system.getProcessCpuTime() - cpu;
			double calls = counts.stream().mapToLong(Count::calls).sum();
			double bytes = counts.stream().mapToLong(Count::bytes).sum();
			System.out.println("RESULT rate=%s bytes=%s cpu=%s".formatted(calls * this.batch * 1e9 / duration.toNanos(),
					bytes / calls, cpu / calls));
		}
		finally {
			executor.shutdown();
		}
	}

	private List<Count> measure(ExecutorService executor, Duration duration)
			throws InterruptedException, ExecutionException {
		long end = System.nanoTime() + duration.toNanos();
		List<Future<Count>> results = new ArrayList<>();
		for (int i = 0; i < this.threads; i++) {
			String channel = "channel-" + i;
			results.add(executor.submit(() -> count(channel, end)));
		}
		List<Count> counts = new ArrayList<>();
		for (Future<Count> result : results) {
			counts.add(result.get());
		}
		return counts;
	}

	private Count count(String channel, long end) {
		ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
		List<Map<String, Object>> batch = Collections.nCopies(this.batch, DATA);
		long before = threads.getCurrentThreadAllocatedBytes();
		long calls = 0;
		while (System.nanoTime() < end) {
			if (this.batch == 1) {
				this.publisher.publish(channel, DATA);
			}
			else {
				this.publisher.publish(channel, batch);
			}
			calls++;
		}
		return new Count(calls, threads.getCurrentThreadAllocatedBytes() - before);
	}

	/**
	 * The work of a thread.
	 *
	 * @param calls number of calls
	 * @param bytes number of allocated bytes
	 */
	private record Count(long calls, long bytes) {

	}

}

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

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * The resources that the JVM uses.
 *
 * @param threads names of the threads
 * @param descriptors number of open file descriptors
 * @param heap used bytes of heap
 * @param direct bytes of direct buffers
 */
record Resources(List<String> threads, long descriptors, long heap, long direct) {

	private static final long MEGABYTE = 1024 * 1024;

	static Resources now() {
		long descriptors = (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix)
				? unix.getOpenFileDescriptorCount() : 0;
		long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
			.stream()
			.filter((pool) -> pool.getName().equals("direct"))
			.mapToLong(BufferPoolMXBean::getMemoryUsed)
			.sum();
		Runtime runtime = Runtime.getRuntime();
		return new Resources(Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList(),
				descriptors, runtime.totalMemory() - runtime.freeMemory(), direct);
	}

	static Resources afterGarbageCollection() {
		for (int i = 0; i < 3; i++) {
			System.gc();
		}
		return now();
	}

	/**
	 * Return whether no more resources are used than before, with a margin for temporary
	 * resources such as idle connections of an HTTP client.
	 * @param before the resources before
	 * @return whether there are no leaks
	 */
	boolean isLike(Resources before) {
		return newThreads(before).isEmpty() && this.descriptors <= before.descriptors + 3
				&& this.heap <= before.heap + 4 * MEGABYTE && this.direct <= before.direct + MEGABYTE;
	}

	/**
	 * Return the names of threads, without numbers, of which there are at least three
	 * more than before.
	 * @param before the resources before
	 * @return the number of additional threads by name
	 */
	Map<String, Integer> newThreads(Resources before) {
		Map<String, Integer> more = new TreeMap<>();
		this.threads.forEach((name) -> more.merge(name.replaceAll("\\d+", "N"), 1, Integer::sum));
		before.threads.forEach((name) -> more.merge(name.replaceAll("\\d+", "N"), -1, Integer::sum));
		more.values().removeIf((count) -> count <= 2);
		return more;
	}

	@Override
	public String toString() {
		return "%d threads, %d descriptors, %.1f MB of heap, %.2f MB of direct memory".formatted(this.threads.size(),
				this.descriptors, this.heap / (double) MEGABYTE, this.direct / (double) MEGABYTE);
	}

}

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

package dev.pusherspring.metrics;

import java.util.Collection;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for the partitions into which the instances of an application
 * divide their channels. For each partition that has a leader, the sum over all instances
 * is 1.
 *
 * @since 1.0.0
 */
public class PusherPartitionMetrics implements MeterBinder {

	private final int partitions;

	private final Supplier<? extends Collection<Integer>> led;

	/**
	 * Create a new {@link PusherPartitionMetrics} instance.
	 * @param partitions number of partitions
	 * @param led supplies the numbers of the partitions that this instance leads,
	 * starting at 0
	 */
	public PusherPartitionMetrics(int partitions, Supplier<? extends Collection<Integer>> led) {
		this.partitions = partitions;
		this.led = led;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (int i = 0; i < this.partitions; i++) {
			int partition = i;
			Gauge.builder("pusher.partition.led", this.led, (led) -> led.get().contains(partition) ? 1 : 0)
				.description("1 while this instance leads the partition, 0 otherwise")
				.tag("partition", String.valueOf(partition))
				.strongReference(true)
				.register(registry);
		}
	}

}

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

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherPartitionMetrics}.
 */
class PusherPartitionMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void eachPartitionTellsWhetherItIsLedHere() {
		Set<Integer> led = new ConcurrentSkipListSet<>(Set.of(2));
		new PusherPartitionMetrics(3, () -> led).bindTo(this.registry);
		assertThat(this.registry.getMeters()).hasSize(3);
		assertThat(led("0")).isZero();
		assertThat(led("2")).isOne();
		led.remove(2);
		led.add(0);
		assertThat(led("0")).isOne();
		assertThat(led("2")).isZero();
	}

	private double led(String partition) {
		return this.registry.get("pusher.partition.led").tag("partition", partition).gauge().value();
	}

}

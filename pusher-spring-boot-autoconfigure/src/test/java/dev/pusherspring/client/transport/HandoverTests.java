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

package dev.pusherspring.client.transport;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Handover}: order, pauses, and when reading stops.
 */
class HandoverTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final List<Integer> done = new ArrayList<>();

	private final List<Boolean> reading = new ArrayList<>();

	private final Handover handover = new Handover(this.loop, this::readingChanged);

	private void readingChanged() {
		this.reading.add(this.handover.isReading());
	}

	private void add(int number, int length) {
		this.handover.add(length, () -> this.done.add(number));
	}

	@Test
	void tasksRunOnTheLoopInOrder() {
		for (int i = 0; i < 1000; i++) {
			add(i, 1);
		}
		assertThat(this.done).isEmpty();
		this.loop.runQueued();
		assertThat(this.done).hasSize(1000).isSorted();
		assertThat(this.reading).isEmpty();
	}

	@Test
	void readingStopsWhileMuchWaits() {
		add(1, Handover.CAPACITY / 2);
		assertThat(this.handover.isReading()).isTrue();
		add(2, Handover.CAPACITY);
		assertThat(this.handover.isReading()).isFalse();
		this.loop.runQueued();
		assertThat(this.handover.isReading()).isTrue();
		assertThat(this.reading).containsExactly(false, true);
	}

	@Test
	void aPauseTakesEffectAtOnceAndNothingIsLost() {
		this.handover.add(1, this.handover::pause);
		add(1, 1);
		this.loop.runQueued();
		add(2, Handover.CAPACITY);
		this.loop.runQueued();
		assertThat(this.done).isEmpty();
		assertThat(this.handover.isReading()).isFalse();
		this.handover.resume();
		this.loop.runQueued();
		assertThat(this.done).containsExactly(1, 2);
		assertThat(this.handover.isReading()).isTrue();
	}

}

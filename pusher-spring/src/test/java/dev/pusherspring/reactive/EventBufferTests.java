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

package dev.pusherspring.reactive;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;

/**
 * Tests for {@link EventBuffer}.
 */
class EventBufferTests {

	private static final int CAPACITY = 4;

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final EventBuffer buffer = new EventBuffer(this.client, CAPACITY);

	@Test
	void eventsComeInOrder() {
		offer(3);
		assertThat(this.buffer).hasSize(3);
		assertThat(this.buffer.peek()).isSameAs(this.buffer.iterator().next());
		assertThat(this.buffer.poll().getData()).isEqualTo("0");
		assertThat(this.buffer.poll().getData()).isEqualTo("1");
		assertThat(this.buffer.poll().getData()).isEqualTo("2");
		assertThat(this.buffer.poll()).isNull();
		assertThat(this.buffer).isEmpty();
	}

	@Test
	void readingIsPausedOnceWhenItIsFull() {
		offer(CAPACITY - 1);
		then(this.client).should(never()).pause(this.buffer);
		offer(5);
		then(this.client).should(times(1)).pause(this.buffer);
		assertThat(this.buffer).hasSize(CAPACITY + 4);
	}

	@Test
	void pauseIsWarnedOfOnce() {
		try (LogRecorder log = new LogRecorder("dev.pusherspring.delivery")) {
			offer(CAPACITY - 1);
			assertThat(log.text()).isEmpty();
			offer(2);
			this.buffer.clear();
			offer(CAPACITY);
			assertThat(log.text()).containsOnlyOnce("WARN")
				.contains("Reading is paused for all channels")
				.contains("4 events wait for it");
		}
	}

	@Test
	void readingGoesOnWhenHalfOfItIsFree() {
		offer(CAPACITY);
		this.buffer.poll();
		then(this.client).should(never()).resume(this.buffer);
		this.buffer.poll();
		then(this.client).should(times(1)).resume(this.buffer);
		offer(2);
		then(this.client).should(times(2)).pause(this.buffer);
	}

	@Test
	void clearingItMakesReadingGoOn() {
		offer(CAPACITY);
		this.buffer.clear();
		then(this.client).should(times(1)).resume(this.buffer);
	}

	@Test
	void onceReleasedItPausesNothing() {
		offer(CAPACITY);
		this.buffer.release();
		then(this.client).should(times(1)).resume(this.buffer);
		offer(CAPACITY);
		then(this.client).should(times(1)).pause(this.buffer);
		assertThat(this.buffer).hasSize(2 * CAPACITY);
	}

	@Test
	void whatIsTakenWhileReadingIsBeingPausedMakesItGoOn() {
		willAnswer((invocation) -> {
			IntStream.range(0, CAPACITY).forEach((number) -> this.buffer.poll());
			return null;
		}).given(this.client).pause(this.buffer);
		offer(CAPACITY);
		then(this.client).should(times(1)).resume(this.buffer);
	}

	@Test
	void itIsItselfOnly() {
		assertThat(this.buffer).isNotEqualTo(new EventBuffer(this.client, CAPACITY)).hasSameHashCodeAs(this.buffer);
	}

	private void offer(int count) {
		for (int i = 0; i < count; i++) {
			assertThat(this.buffer.offer(new PusherMessageEvent(this.client, "orders", "placed", String.valueOf(i),
					null, JsonMapper.shared())))
				.isTrue();
		}
	}

}

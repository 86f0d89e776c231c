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

package dev.pusherspring.listener.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BatchLanes}.
 */
class BatchLanesTests {

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final ManualTimer timer = new ManualTimer();

	private final List<List<String>> delivered = new ArrayList<>();

	private final List<Runnable> postponed = new ArrayList<>();

	@Test
	void fullBatchIsDelivered() {
		BatchLanes lanes = lanes(1, true, Runnable::run);
		add(lanes, "a", "1", "2", "3", "4");
		assertThat(this.delivered).containsExactly(List.of("1", "2", "3"));
		assertThat(lanes.isPending()).isTrue();
	}

	@Test
	void firstMessageWaitsNoLongerThanTheLongestTime() {
		BatchLanes lanes = lanes(1, true, Runnable::run);
		add(lanes, "a", "1");
		this.timer.advance(Duration.ofMillis(999));
		add(lanes, "a", "2");
		assertThat(this.delivered).isEmpty();
		this.timer.advance(Duration.ofMillis(1));
		assertThat(this.delivered).containsExactly(List.of("1", "2"));
		assertThat(lanes.isPending()).isFalse();
		assertThat(this.timer.scheduled()).isZero();
	}

	@Test
	void timerOfABatchThatWasFullDoesNotShortenTheNextOne() {
		BatchLanes lanes = lanes(1, true, Runnable::run);
		add(lanes, "a", "1");
		this.timer.advance(Duration.ofMillis(600));
		add(lanes, "a", "2", "3", "4");
		assertThat(this.delivered).containsExactly(List.of("1", "2", "3"));
		this.timer.advance(Duration.ofMillis(400));
		assertThat(this.delivered).hasSize(1);
		assertThat(this.timer.scheduled()).isEqualTo(1);
		this.timer.advance(Duration.ofMillis(600));
		assertThat(this.delivered).last().isEqualTo(List.of("4"));
	}

	@Test
	void withoutWaitingWhatIsThereIsDelivered() {
		BatchLanes lanes = new BatchLanes(1, true, new BatchSettings(3, Duration.ZERO), this.timer, this.postponed::add,
				(batch) -> this.delivered.add(batch.getEvents().stream().map(PusherMessageEvent::getEvent).toList()));
		add(lanes, "a", "1", "2");
		this.postponed.forEach(Runnable::run);
		assertThat(this.delivered).containsExactly(List.of("1", "2"));
	}

	@Test
	void messagesThatComeMeanwhileAreDeliveredByTheSameThread() {
		BatchLanes lanes = lanes(1, true, this.postponed::add);
		add(lanes, "a", "1", "2", "3", "4", "5", "6", "7");
		assertThat(this.postponed).hasSize(1);
		this.postponed.get(0).run();
		assertThat(this.delivered).containsExactly(List.of("1", "2", "3"), List.of("4", "5", "6"));
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(this.postponed).hasSize(2);
	}

	@Test
	void messageThatComesDuringTheLastDeliveryWaitsForItsOwnTime() {
		AtomicReference<BatchLanes> lanes = new AtomicReference<>();
		lanes.set(new BatchLanes(1, true, new BatchSettings(3, Duration.ofSeconds(1)), this.timer, Runnable::run,
				(batch) -> {
					this.delivered.add(batch.getEvents().stream().map(PusherMessageEvent::getEvent).toList());
					if (this.delivered.size() == 1) {
						add(lanes.get(), "a", "2");
					}
				}));
		add(lanes.get(), "a", "1");
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(this.delivered).containsExactly(List.of("1"));
		assertThat(lanes.get().isPending()).isTrue();
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(this.delivered).containsExactly(List.of("1"), List.of("2"));
	}

	@Test
	void flushedMessagesDoNotWaitButLaterOnesDo() {
		BatchLanes lanes = lanes(1, true, Runnable::run);
		add(lanes, "a", "1", "2");
		lanes.flush();
		add(lanes, "a", "3");
		assertThat(this.delivered).containsExactly(List.of("1", "2"));
	}

	@Test
	void closedLanesWaitForNothing() {
		BatchLanes lanes = lanes(1, true, Runnable::run);
		add(lanes, "a", "1");
		lanes.close();
		add(lanes, "a", "2");
		assertThat(this.delivered).containsExactly(List.of("1"), List.of("2"));
	}

	@Test
	void eachChannelHasItsLane() {
		BatchLanes lanes = lanes(2, true, Runnable::run);
		add(lanes, "a", "a1");
		add(lanes, "b", "b1");
		add(lanes, "a", "a2");
		lanes.flush();
		assertThat(this.delivered).containsExactlyInAnyOrder(List.of("a1", "a2"), List.of("b1"));
	}

	@Test
	void withoutOrderLanesTakeTurns() {
		BatchLanes lanes = lanes(2, false, Runnable::run);
		add(lanes, "a", "1", "2", "3");
		lanes.flush();
		assertThat(this.delivered).containsExactlyInAnyOrder(List.of("1", "3"), List.of("2"));
	}

	@Test
	void oldestCanBeRemovedAndTheRestRetired() {
		BatchLanes lanes = lanes(1, true, this.postponed::add);
		add(lanes, "a", "1", "2");
		assertThat(lanes.removeOldest()).isNotNull().extracting(PusherMessageEvent::getEvent).isEqualTo("1");
		assertThat(lanes.retire()).isEqualTo(1);
		assertThat(lanes.removeOldest()).isNull();
		this.timer.advance(Duration.ofSeconds(1));
		assertThat(this.postponed).isEmpty();
	}

	private BatchLanes lanes(int count, boolean ordered, Executor threads) {
		return new BatchLanes(count, ordered, new BatchSettings(3, Duration.ofSeconds(1)), this.timer, threads,
				(batch) -> this.delivered.add(batch.getEvents().stream().map(PusherMessageEvent::getEvent).toList()));
	}

	private void add(BatchLanes lanes, String channel, String... events) {
		for (String event : events) {
			lanes.add(new PusherMessageEvent(this.client, channel, event, "{}", null, JsonMapper.shared()));
		}
	}

}

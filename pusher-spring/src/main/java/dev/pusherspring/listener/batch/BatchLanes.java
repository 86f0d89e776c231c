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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Messages that wait for a batch listener, in as many lanes as it has threads. What is
 * about one channel goes to one lane, unless the listener does without order.
 *
 * @since 1.0.0
 */
public final class BatchLanes {

	private final List<BatchLane> lanes;

	private final boolean ordered;

	private final AtomicInteger next = new AtomicInteger();

	/**
	 * Create a new {@link BatchLanes} instance.
	 * @param count number of lanes
	 * @param ordered whether the order of each channel is kept
	 * @param settings when batches are due
	 * @param timer the time that they go by
	 * @param threads runs what delivers them
	 * @param target receives them; must not throw
	 */
	public BatchLanes(int count, boolean ordered, BatchSettings settings, BatchTimer timer, Executor threads,
			Consumer<PusherBatchEvent> target) {
		this.lanes = Stream.generate(() -> new BatchLane(settings, timer, threads, target)).limit(count).toList();
		this.ordered = ordered;
	}

	/**
	 * Let a message wait.
	 * @param event the message
	 */
	public void add(PusherMessageEvent event) {
		int number = this.ordered ? event.getChannel().hashCode() : this.next.getAndIncrement();
		this.lanes.get(Math.floorMod(number, this.lanes.size())).add(event);
	}

	/**
	 * Deliver what waits now without further waiting.
	 */
	public void flush() {
		this.lanes.forEach(BatchLane::flush);
	}

	/**
	 * Deliver what waits now, and what is added later, without waiting.
	 */
	public void close() {
		this.lanes.forEach(BatchLane::close);
	}

	/**
	 * Remove a message that has waited longest in its lane.
	 * @return the message, or {@code null} if none waits
	 */
	public @Nullable PusherMessageEvent removeOldest() {
		return this.lanes.stream().map(BatchLane::removeOldest).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Remove what waits.
	 * @return number of messages that waited
	 */
	public int retire() {
		return this.lanes.stream().mapToInt(BatchLane::retire).sum();
	}

	/**
	 * Return whether something is still to be delivered by another thread than the
	 * current one.
	 * @return whether it is
	 */
	public boolean isPending() {
		return this.lanes.stream().anyMatch(BatchLane::isPending);
	}

}

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
 * Queues of the messages for a batch listener, one for each of its threads. The messages
 * of a channel go to the same lane, unless the listener is not ordered.
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
	 * @param ordered whether to keep the order of each channel
	 * @param settings the batch settings
	 * @param timer the timer for batches
	 * @param threads executes the delivery
	 * @param target receives the batches; must not throw
	 */
	public BatchLanes(int count, boolean ordered, BatchSettings settings, BatchTimer timer, Executor threads,
			Consumer<PusherBatchEvent> target) {
		this.lanes = Stream.generate(() -> new BatchLane(settings, timer, threads, target)).limit(count).toList();
		this.ordered = ordered;
	}

	/**
	 * Queue a message.
	 * @param event the message
	 */
	public void add(PusherMessageEvent event) {
		int number = this.ordered ? event.getChannel().hashCode() : this.next.getAndIncrement();
		this.lanes.get(Math.floorMod(number, this.lanes.size())).add(event);
	}

	/**
	 * Deliver the queued messages without waiting for full batches.
	 */
	public void flush() {
		this.lanes.forEach(BatchLane::flush);
	}

	/**
	 * Deliver the queued messages and later ones without waiting for full batches.
	 */
	public void close() {
		this.lanes.forEach(BatchLane::close);
	}

	/**
	 * Remove the oldest message of a lane.
	 * @return the message, or {@code null} if none is queued
	 */
	public @Nullable PusherMessageEvent removeOldest() {
		return this.lanes.stream().map(BatchLane::removeOldest).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Remove all queued messages.
	 * @return number of removed messages
	 */
	public int retire() {
		return this.lanes.stream().mapToInt(BatchLane::retire).sum();
	}

	/**
	 * Return whether a thread other than the current one still has messages to deliver.
	 * @return whether messages are pending
	 */
	public boolean isPending() {
		return this.lanes.stream().anyMatch(BatchLane::isPending);
	}

}

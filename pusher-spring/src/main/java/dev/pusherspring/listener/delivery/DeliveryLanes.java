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

package dev.pusherspring.listener.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;

/**
 * The delivery threads and their lanes. The events of a channel go to the same lane.
 */
final class DeliveryLanes {

	private final List<DeliveryLane> lanes;

	// one for each lane, after the start
	private volatile List<Thread> threads = List.of();

	DeliveryLanes(DeliverySettings settings) {
		boolean dropping = settings.overflow() == OverflowPolicy.DROP_OLDEST;
		this.lanes = Stream.generate(() -> new DeliveryLane(dropping)).limit(settings.concurrency()).toList();
	}

	/**
	 * Start a thread for each lane.
	 * @param threadFactory creates the threads
	 * @param target receives the events from the lanes; must not throw
	 */
	void start(ThreadFactory threadFactory, Consumer<PusherApplicationEvent> target) {
		List<Thread> threads = new ArrayList<>();
		for (DeliveryLane lane : this.lanes) {
			threads.add(threadFactory.newThread(() -> work(lane, target)));
		}
		// before they deliver what is already queued
		this.threads = threads;
		threads.forEach(Thread::start);
	}

	private static void work(DeliveryLane lane, Consumer<PusherApplicationEvent> target) {
		for (PusherApplicationEvent event = lane.take(); event != null; event = lane.take()) {
			if (event instanceof Marker marker) {
				marker.reached.countDown();
			}
			else {
				target.accept(event);
			}
		}
	}

	boolean isStarted() {
		return !this.threads.isEmpty();
	}

	boolean isCurrentThread() {
		return this.threads.contains(Thread.currentThread());
	}

	/**
	 * Queue an event.
	 * @param event the event
	 * @return whether it was queued, {@code false} once the lanes have been retired
	 */
	boolean add(PusherApplicationEvent event) {
		String channel = event.getChannel();
		int index = (channel != null) ? indexOf(channel, this.lanes.size()) : 0;
		return this.lanes.get(index).add(event);
	}

	/**
	 * Remove the oldest event that may be dropped. It is an event of the slowest thread,
	 * so that the channels of other threads lose no events.
	 * @return the event, or {@code null} if there is none
	 */
	@Nullable PusherApplicationEvent removeOldest() {
		return this.lanes.stream()
			.filter((lane) -> lane.oldest() < Long.MAX_VALUE)
			.min(Comparator.comparingLong(DeliveryLane::oldest))
			.map(DeliveryLane::removeOldest)
			.orElse(null);
	}

	/**
	 * Return the lane of a channel.
	 * @param channel name of the channel
	 * @param count number of lanes
	 * @return index of the lane
	 */
	static int indexOf(String channel, int count) {
		return Math.floorMod(channel.hashCode(), count);
	}

	/**
	 * Wait until the events that are queued now have been delivered, except those queued
	 * for the current thread.
	 * @param client the client
	 * @param deadline value of {@link System#nanoTime()} at which to give up
	 * @return whether they have been delivered in time
	 * @throws InterruptedException if the current thread is interrupted
	 */
	boolean awaitDelivery(PusherClient client, long deadline) throws InterruptedException {
		List<Thread> threads = this.threads;
		CountDownLatch reached = new CountDownLatch(threads.size());
		for (int i = 0; i < threads.size(); i++) {
			if (threads.get(i) == Thread.currentThread() || !this.lanes.get(i).add(new Marker(client, reached))) {
				reached.countDown();
			}
		}
		return reached.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Stop the threads once all events have been delivered, and wait for them, except for
	 * the current thread.
	 * @param deadline value of {@link System#nanoTime()} at which to give up
	 * @throws InterruptedException if the current thread is interrupted
	 */
	void close(long deadline) throws InterruptedException {
		this.lanes.forEach(DeliveryLane::close);
		for (Thread thread : others()) {
			thread.join(Math.max(0, deadline - System.nanoTime()) / 1_000_000 + 1);
		}
	}

	/**
	 * Remove all events, accept no further ones, and interrupt the threads.
	 * @return number of removed events
	 */
	int retire() {
		int left = this.lanes.stream().mapToInt(DeliveryLane::retire).sum();
		others().forEach(Thread::interrupt);
		return left;
	}

	private List<Thread> others() {
		return this.threads.stream().filter((thread) -> thread != Thread.currentThread()).toList();
	}

	/**
	 * Marks the end of the events that were added before it.
	 */
	static final class Marker extends PusherApplicationEvent {

		private final transient CountDownLatch reached;

		private Marker(PusherClient client, CountDownLatch reached) {
			super(client);
			this.reached = reached;
		}

	}

	/**
	 * A task to run on the delivery thread of a channel.
	 */
	static final class Task extends PusherApplicationEvent {

		private final @Nullable String channel;

		private final transient Runnable work;

		Task(PusherClient client, @Nullable String channel, Runnable work) {
			super(client);
			this.channel = channel;
			this.work = work;
		}

		@Override
		public @Nullable String getChannel() {
			return this.channel;
		}

		void run() {
			this.work.run();
		}

	}

}

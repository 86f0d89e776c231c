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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;

/**
 * Queue of the events for one delivery thread. Any thread adds events, one thread takes
 * them.
 * <p>
 * The most expensive operations here are memory that two processors write in turn, and
 * waking up a thread. The delivery thread therefore fetches all queued events at once,
 * and in busy times waits a little for more of them. When events arrive one by one, it
 * asks to be woken up immediately.
 */
final class DeliveryLane {

	// number of successive events that count as a busy time
	private static final int BUSY = 16;

	private static final long PAUSE = Duration.ofNanos(50_000).toNanos();

	private static final int MAX_BATCH = 1024;

	private final int maxBatch;

	// guards itself and the following fields
	private final Line<PusherApplicationEvent> waiting = new Line<>();

	private boolean closed;

	private boolean retired;

	// the thread that asks to be woken up
	private @Nullable Thread sleeper;

	// fetched by the delivery thread
	private Batch batch = new Batch(0);

	// accessed by the delivery thread only
	private int taken;

	/**
	 * Create a new {@link DeliveryLane} instance.
	 * @param dropping whether the oldest event can be removed, in which case no events
	 * are fetched in advance
	 */
	DeliveryLane(boolean dropping) {
		this.maxBatch = dropping ? 1 : MAX_BATCH;
	}

	/**
	 * Make {@link #take()} return {@code null} once all events have been taken.
	 */
	void close() {
		@Nullable Thread sleeper;
		synchronized (this.waiting) {
			this.closed = true;
			sleeper = takeSleeper();
		}
		LockSupport.unpark(sleeper);
	}

	/**
	 * Queue an event.
	 * @param event the event
	 * @return whether it was queued, {@code false} once the lane has been retired
	 */
	boolean add(PusherApplicationEvent event) {
		@Nullable Thread sleeper;
		synchronized (this.waiting) {
			if (this.retired) {
				return false;
			}
			this.waiting.add(event, Overflow.isDroppable(event));
			sleeper = takeSleeper();
		}
		LockSupport.unpark(sleeper);
		return true;
	}

	// the caller wakes the thread up after releasing the lock, which that thread needs
	private @Nullable Thread takeSleeper() {
		Thread sleeper = this.sleeper;
		if (sleeper != null) {
			this.sleeper = null;
		}
		return sleeper;
	}

	/**
	 * Return the time of the oldest event that may be dropped.
	 * @return its time in milliseconds, or {@link Long#MAX_VALUE} if there is none
	 */
	long oldest() {
		synchronized (this.waiting) {
			PusherApplicationEvent oldest = this.waiting.peekDroppable();
			return (oldest != null) ? oldest.getTimestamp() : Long.MAX_VALUE;
		}
	}

	/**
	 * Remove the oldest event that may be dropped.
	 * @return the event, or {@code null} if there is none
	 */
	@Nullable PusherApplicationEvent removeOldest() {
		synchronized (this.waiting) {
			return this.waiting.pollDroppable();
		}
	}

	/**
	 * Wait for the next event. An interrupt that a listener has left behind is ignored.
	 * @return the event, or {@code null} at the end
	 */
	@Nullable PusherApplicationEvent take() {
		PusherApplicationEvent event = this.batch.next();
		while (event == null && fetch()) {
			event = this.batch.next();
		}
		return event;
	}

	private boolean fetch() {
		if (this.taken >= BUSY) {
			this.taken = 0;
			if (isNearlyEmpty()) {
				LockSupport.parkNanos(this, PAUSE);
			}
		}
		while (!fetchNow()) {
			if (isAtEnd()) {
				return false;
			}
			this.taken = 0;
			LockSupport.park(this);
			// an interrupted thread would not sleep again
			Thread.interrupted();
		}
		return true;
	}

	private boolean isNearlyEmpty() {
		synchronized (this.waiting) {
			return this.waiting.size() < BUSY && !this.closed;
		}
	}

	// otherwise asks to be woken up
	private boolean fetchNow() {
		synchronized (this.waiting) {
			int count = Math.min(this.waiting.size(), this.maxBatch);
			if (count == 0) {
				this.sleeper = Thread.currentThread();
				return false;
			}
			this.sleeper = null;
			this.batch = new Batch(count);
			this.batch.fill(this.waiting);
			this.taken += count;
			return true;
		}
	}

	private boolean isAtEnd() {
		synchronized (this.waiting) {
			return this.closed && this.waiting.size() == 0;
		}
	}

	/**
	 * Remove all events and accept no further ones. A thread that is still busy with an
	 * earlier event finds no more events afterwards.
	 * @return number of removed events, without markers
	 */
	int retire() {
		@Nullable Thread sleeper;
		int removed;
		synchronized (this.waiting) {
			this.retired = true;
			this.closed = true;
			removed = this.batch.retire();
			for (PusherApplicationEvent event = this.waiting.poll(); event != null; event = this.waiting.poll()) {
				removed += counts(event);
			}
			sleeper = takeSleeper();
		}
		LockSupport.unpark(sleeper);
		return removed;
	}

	private static int counts(@Nullable PusherApplicationEvent event) {
		return (event == null || event instanceof DeliveryLanes.Marker) ? 0 : 1;
	}

	/**
	 * A queue from which the oldest element that may be dropped can be removed at once,
	 * no matter how many others are in front of it.
	 *
	 * @param <E> type of the elements
	 */
	static final class Line<E> {

		private final Deque<E> droppable = new ArrayDeque<>();

		private final Deque<Kept<E>> kept = new ArrayDeque<>();

		// number of elements that have left the droppable ones
		private long left;

		void add(E element, boolean droppable) {
			if (droppable) {
				this.droppable.add(element);
			}
			else {
				this.kept.add(new Kept<>(element, this.left + this.droppable.size()));
			}
		}

		@Nullable E poll() {
			Kept<E> first = this.kept.peek();
			if (first == null || first.after > this.left) {
				return pollDroppable();
			}
			this.kept.remove();
			return first.element;
		}

		@Nullable E peekDroppable() {
			return this.droppable.peek();
		}

		@Nullable E pollDroppable() {
			E element = this.droppable.poll();
			this.left += (element != null) ? 1 : 0;
			return element;
		}

		int size() {
			return this.droppable.size() + this.kept.size();
		}

		/**
		 * An element that must not be dropped.
		 *
		 * @param <E> type of the element
		 * @param element the element
		 * @param after number of droppable elements that were added before it
		 */
		private record Kept<E>(E element, long after) {

		}

	}

	/**
	 * Events that were fetched together.
	 */
	private static final class Batch {

		private final @Nullable PusherApplicationEvent[] events;

		// the thread that advances it owns the events that it has passed
		private final AtomicInteger next = new AtomicInteger();

		private Batch(int size) {
			this.events = new PusherApplicationEvent[size];
		}

		private void fill(Line<PusherApplicationEvent> source) {
			for (int i = 0; i < this.events.length; i++) {
				this.events[i] = source.poll();
			}
		}

		private @Nullable PusherApplicationEvent next() {
			int index = this.next.getAndIncrement();
			if (index >= this.events.length) {
				return null;
			}
			PusherApplicationEvent event = this.events[index];
			this.events[index] = null;
			return event;
		}

		private int retire() {
			int removed = 0;
			for (int i = this.next.getAndSet(this.events.length); i < this.events.length; i++) {
				removed += counts(this.events[i]);
			}
			return removed;
		}

	}

}

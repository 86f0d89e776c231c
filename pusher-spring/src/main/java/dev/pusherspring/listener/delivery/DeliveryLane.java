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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;

/**
 * Events that wait for one delivery thread, in order. Any thread adds, one thread takes.
 * <p>
 * Waking the delivery thread costs more than anything else here. After a busy time it
 * therefore looks once more by itself before it asks to be woken; when events come one by
 * one it asks at once.
 */
final class DeliveryLane {

	// so many events in a row are a busy time
	private static final int BUSY = 16;

	private static final long PAUSE = Duration.ofNanos(50_000).toNanos();

	private final Queue<PusherApplicationEvent> events = new ConcurrentLinkedQueue<>();

	private volatile boolean closed;

	private volatile boolean retired;

	// who asks to be woken
	private volatile @Nullable Thread sleeper;

	// touched by the delivery thread only
	private int taken;

	/**
	 * Let {@link #take()} return {@code null} once everything has been taken.
	 */
	void close() {
		this.closed = true;
		wake();
	}

	/**
	 * Let an event wait.
	 * @param event the event
	 * @return whether it waits; {@code false} once the lane has been retired
	 */
	boolean add(PusherApplicationEvent event) {
		if (this.retired) {
			return false;
		}
		this.events.add(event);
		if (this.retired && this.events.remove(event)) {
			return false;
		}
		wake();
		return true;
	}

	private void wake() {
		Thread sleeper = this.sleeper;
		if (sleeper != null) {
			this.sleeper = null;
			LockSupport.unpark(sleeper);
		}
	}

	/**
	 * Return when the event came that has waited longest of those that may be dropped.
	 * @return its time in milliseconds, or {@link Long#MAX_VALUE} if none waits
	 */
	long oldest() {
		for (PusherApplicationEvent event : this.events) {
			if (Overflow.isDroppable(event)) {
				return event.getTimestamp();
			}
		}
		return Long.MAX_VALUE;
	}

	/**
	 * Remove the event that has waited longest of those that may be dropped.
	 * @return the event, or {@code null} if none waits
	 */
	@Nullable PusherApplicationEvent removeOldest() {
		for (PusherApplicationEvent event : this.events) {
			// unless it has just been taken
			if (Overflow.isDroppable(event) && this.events.remove(event)) {
				return event;
			}
		}
		return null;
	}

	/**
	 * Wait for the next event. An interrupt that a listener has left behind ends nothing.
	 * @return the event, or {@code null} if there will be no more
	 */
	@Nullable PusherApplicationEvent take() {
		PusherApplicationEvent event = this.events.poll();
		if (event != null) {
			this.taken++;
			return event;
		}
		if (this.taken >= BUSY) {
			LockSupport.parkNanos(this, PAUSE);
		}
		this.taken = 0;
		return await();
	}

	private @Nullable PusherApplicationEvent await() {
		while (true) {
			this.sleeper = Thread.currentThread();
			// in this order: what was added before the end must be found
			boolean closed = this.closed;
			PusherApplicationEvent event = this.events.poll();
			if (event != null || closed) {
				this.sleeper = null;
				return event;
			}
			LockSupport.park(this);
			// an interrupted thread would not sleep again
			Thread.interrupted();
		}
	}

	/**
	 * Remove everything and take no more. A thread that is still busy with what it has
	 * taken before finds nothing when it comes back.
	 * @return how much of what was removed is limited
	 */
	int retire() {
		this.retired = true;
		close();
		int count = 0;
		for (PusherApplicationEvent event = this.events.poll(); event != null; event = this.events.poll()) {
			if (Overflow.isLimited(event)) {
				count++;
			}
		}
		return count;
	}

}

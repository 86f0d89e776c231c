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

package dev.pusherspring.listener;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Events that wait for one delivery thread, in order.
 */
final class DeliveryLane {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition notEmpty = this.lock.newCondition();

	private final Queue<PusherApplicationEvent> events = new ArrayDeque<>();

	private boolean closed;

	private boolean retired;

	/**
	 * Let {@link #take()} return {@code null} once everything has been taken.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.notEmpty.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let an event wait.
	 * @param event the event
	 * @return whether it waits; {@code false} once the lane has been retired
	 */
	boolean add(PusherApplicationEvent event) {
		this.lock.lock();
		try {
			if (this.retired) {
				return false;
			}
			this.events.add(event);
			if (this.events.size() == 1) {
				this.notEmpty.signal();
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Return when the message that has waited longest came.
	 * @return its time in milliseconds, or {@link Long#MAX_VALUE} if none waits
	 */
	long oldestMessage() {
		this.lock.lock();
		try {
			for (PusherApplicationEvent event : this.events) {
				if (event instanceof PusherMessageEvent) {
					return event.getTimestamp();
				}
			}
			return Long.MAX_VALUE;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Remove the message that has waited longest.
	 * @return the message, or {@code null} if none waits
	 */
	@Nullable PusherMessageEvent removeOldestMessage() {
		this.lock.lock();
		try {
			for (Iterator<PusherApplicationEvent> iterator = this.events.iterator(); iterator.hasNext();) {
				if (iterator.next() instanceof PusherMessageEvent message) {
					iterator.remove();
					return message;
				}
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait for the next event.
	 * @return the event, or {@code null} if there will be no more
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	@Nullable PusherApplicationEvent take() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (this.events.isEmpty() && !this.closed) {
				this.notEmpty.await();
			}
			return this.events.poll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Remove everything and take no more. A thread that is still busy with what it has
	 * taken before finds nothing when it comes back.
	 * @param filter what to count
	 * @return how much of what was removed passes the filter
	 */
	int retire(Predicate<PusherApplicationEvent> filter) {
		this.lock.lock();
		try {
			this.closed = true;
			this.retired = true;
			int count = (int) this.events.stream().filter(filter).count();
			this.events.clear();
			return count;
		}
		finally {
			this.lock.unlock();
		}
	}

}

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

	void open() {
		this.lock.lock();
		try {
			this.closed = false;
		}
		finally {
			this.lock.unlock();
		}
	}

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

	void add(PusherApplicationEvent event) {
		this.lock.lock();
		try {
			this.events.add(event);
			if (this.events.size() == 1) {
				this.notEmpty.signal();
			}
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
	 * Remove everything.
	 * @return the number of messages among it
	 */
	int clear() {
		this.lock.lock();
		try {
			int messages = (int) this.events.stream().filter(PusherMessageEvent.class::isInstance).count();
			this.events.clear();
			return messages;
		}
		finally {
			this.lock.unlock();
		}
	}

}

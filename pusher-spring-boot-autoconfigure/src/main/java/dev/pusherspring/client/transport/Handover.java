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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.pusherspring.client.loop.EventLoop;

/**
 * Brings what has arrived on the thread of an engine onto the event loop, in order. The
 * loop is woken once for all that waits. Reading stops while much waits or the loop wants
 * no more.
 */
final class Handover {

	/**
	 * Number of characters that may wait before reading stops.
	 */
	static final int CAPACITY = 1024 * 1024;

	// whatever it is about, an item is not free
	private static final int ITEM_LENGTH = 64;

	// then it is the turn of the loop's other tasks
	private static final int BATCH = 256;

	private final EventLoop loop;

	private final Runnable onReadingChanged;

	private final Queue<Item> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger length = new AtomicInteger();

	private final AtomicBoolean scheduled = new AtomicBoolean();

	private volatile boolean full;

	private volatile boolean paused;

	/**
	 * Create a new {@link Handover} instance.
	 * @param loop the event loop
	 * @param onReadingChanged called on any thread when {@link #isReading()} may have
	 * changed
	 */
	Handover(EventLoop loop, Runnable onReadingChanged) {
		this.loop = loop;
		this.onReadingChanged = onReadingChanged;
	}

	/**
	 * Let the loop do something. To be called by one thread.
	 * @param length number of characters that are kept meanwhile
	 * @param task what to do
	 */
	void add(int length, Runnable task) {
		int cost = length + ITEM_LENGTH;
		this.waiting.add(new Item(cost, task));
		if (this.length.addAndGet(cost) > CAPACITY && !this.full) {
			this.full = true;
			// the loop may have been faster
			if (!makeRoom()) {
				this.onReadingChanged.run();
			}
		}
		wake();
	}

	private boolean makeRoom() {
		if (this.full && this.length.get() <= CAPACITY / 2) {
			this.full = false;
			return true;
		}
		return false;
	}

	private void wake() {
		if (!this.paused && this.scheduled.compareAndSet(false, true)) {
			this.loop.execute(this::drain);
		}
	}

	private void drain() {
		for (int count = 0; count < BATCH && !this.paused; count++) {
			Item item = this.waiting.poll();
			if (item == null) {
				break;
			}
			this.length.addAndGet(-item.cost);
			item.task.run();
		}
		this.scheduled.set(false);
		if (makeRoom()) {
			this.onReadingChanged.run();
		}
		if (!this.waiting.isEmpty()) {
			wake();
		}
	}

	/**
	 * Return whether more may arrive.
	 * @return whether to read
	 */
	boolean isReading() {
		return !this.paused && !this.full;
	}

	/**
	 * Hand over nothing more. To be called on the loop.
	 */
	void pause() {
		if (!this.paused) {
			this.paused = true;
			this.onReadingChanged.run();
		}
	}

	/**
	 * Go on. To be called on the loop.
	 */
	void resume() {
		if (this.paused) {
			this.paused = false;
			this.onReadingChanged.run();
			wake();
		}
	}

	/**
	 * Something to do on the loop.
	 *
	 * @param cost what it counts for while it waits
	 * @param task what to do
	 */
	private record Item(int cost, Runnable task) {

	}

}

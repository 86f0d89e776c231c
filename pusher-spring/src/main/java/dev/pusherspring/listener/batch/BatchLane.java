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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Queue of the messages for one thread of a batch listener. A batch is due when it is
 * full, when its first message has waited long enough, or when it is flushed. A thread is
 * used only while batches are due.
 */
final class BatchLane {

	private final BatchSettings settings;

	private final BatchTimer timer;

	private final Executor threads;

	private final Consumer<PusherBatchEvent> target;

	// the following fields are guarded by this
	private final Deque<Waiting> waiting = new ArrayDeque<>();

	// number of queued messages that are due regardless of the time
	private int urgent;

	private boolean busy;

	private boolean scheduled;

	private boolean closed;

	private @Nullable Thread worker;

	BatchLane(BatchSettings settings, BatchTimer timer, Executor threads, Consumer<PusherBatchEvent> target) {
		this.settings = settings;
		this.timer = timer;
		this.threads = threads;
		this.target = target;
	}

	void add(PusherMessageEvent event) {
		synchronized (this) {
			this.waiting.add(new Waiting(event, this.timer.nanoTime()));
		}
		proceed();
	}

	/**
	 * Deliver the queued messages now.
	 */
	void flush() {
		synchronized (this) {
			this.urgent = this.waiting.size();
		}
		proceed();
	}

	/**
	 * Deliver the queued messages now, and later ones without waiting for a full batch.
	 */
	void close() {
		synchronized (this) {
			this.closed = true;
		}
		proceed();
	}

	// ensure that a thread takes due messages, or that the timer checks again
	private void proceed() {
		long delay;
		synchronized (this) {
			if (this.busy || this.waiting.isEmpty()) {
				return;
			}
			delay = untilDue();
			if (delay <= 0) {
				this.busy = true;
			}
			else if (this.scheduled) {
				return;
			}
			else {
				this.scheduled = true;
			}
		}
		if (delay <= 0) {
			this.threads.execute(this::work);
		}
		else {
			this.timer.schedule(Duration.ofNanos(delay), this::timeIsUp);
		}
	}

	private void timeIsUp() {
		synchronized (this) {
			this.scheduled = false;
		}
		// the message that it was set for may have been delivered in a full batch
		proceed();
	}

	private long untilDue() {
		if (this.closed || this.urgent > 0 || this.waiting.size() >= this.settings.maxSize()) {
			return 0;
		}
		return this.waiting.getFirst().since + this.settings.maxWait().toNanos() - this.timer.nanoTime();
	}

	private void work() {
		for (List<PusherMessageEvent> events = take(); !events.isEmpty(); events = take()) {
			this.target.accept(new PusherBatchEvent(events));
		}
		proceed();
	}

	private synchronized List<PusherMessageEvent> take() {
		this.worker = Thread.currentThread();
		List<PusherMessageEvent> events = new ArrayList<>();
		if (!this.waiting.isEmpty() && untilDue() <= 0) {
			while (events.size() < this.settings.maxSize() && !this.waiting.isEmpty()) {
				events.add(this.waiting.remove().event);
			}
			this.urgent = Math.max(0, this.urgent - events.size());
		}
		if (events.isEmpty()) {
			this.busy = false;
			this.worker = null;
		}
		return events;
	}

	synchronized @Nullable PusherMessageEvent removeOldest() {
		Waiting oldest = this.waiting.poll();
		this.urgent = Math.min(this.urgent, this.waiting.size());
		return (oldest != null) ? oldest.event : null;
	}

	synchronized int retire() {
		int left = this.waiting.size();
		this.waiting.clear();
		this.urgent = 0;
		return left;
	}

	/**
	 * Return whether another thread still has messages to deliver.
	 * @return whether messages are pending
	 */
	synchronized boolean isPending() {
		return this.worker != Thread.currentThread() && (this.busy || !this.waiting.isEmpty());
	}

	/**
	 * A queued message.
	 *
	 * @param event the message
	 * @param since the time at which it was queued
	 */
	private record Waiting(PusherMessageEvent event, long since) {

	}

}

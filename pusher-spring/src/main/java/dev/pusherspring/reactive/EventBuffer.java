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

package dev.pusherspring.reactive;

import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Buffer of the events that a subscriber has not requested yet. When it is full, the
 * client stops reading until half of it is free. It still accepts the events that have
 * been read by then, so that none is lost.
 */
final class EventBuffer extends AbstractQueue<PusherMessageEvent> {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.delivery");

	private final Queue<PusherMessageEvent> events = new ConcurrentLinkedQueue<>();

	private final AtomicInteger size = new AtomicInteger();

	private final PusherClient client;

	private final int capacity;

	private volatile boolean paused;

	private volatile boolean released;

	// guarded by this
	private boolean warned;

	EventBuffer(PusherClient client, int capacity) {
		this.client = client;
		this.capacity = capacity;
	}

	@Override
	public boolean offer(PusherMessageEvent event) {
		this.events.add(event);
		if (this.size.incrementAndGet() >= this.capacity && !this.paused) {
			update();
		}
		return true;
	}

	@Override
	public @Nullable PusherMessageEvent poll() {
		PusherMessageEvent event = this.events.poll();
		if (event != null && this.size.decrementAndGet() <= this.capacity / 2 && this.paused) {
			update();
		}
		return event;
	}

	/**
	 * Resume reading, however many events are buffered. No further events are added.
	 */
	void release() {
		this.released = true;
		update();
	}

	// the event loop pauses and the subscriber resumes: whichever comes last, the client
	// follows the current size
	private synchronized void update() {
		while (this.paused != demandsPause()) {
			this.paused = !this.paused;
			if (this.paused) {
				this.client.pause(this);
				warn();
			}
			else {
				this.client.resume(this);
			}
		}
	}

	// once, as a slow subscriber pauses reading again and again
	private void warn() {
		PusherMessageEvent oldest = peek();
		if (!this.warned && oldest != null) {
			this.warned = true;
			logger.warn(LogMessage.format(
					"Reading is paused for all channels of '%s' because a subscriber of channel '%s' is too slow or "
							+ "requests nothing: %d events wait for it",
					oldest.getApp(), oldest.getChannel(), size()));
		}
	}

	private boolean demandsPause() {
		return !this.released && this.size.get() > (this.paused ? this.capacity / 2 : this.capacity - 1);
	}

	@Override
	public @Nullable PusherMessageEvent peek() {
		return this.events.peek();
	}

	@Override
	public int size() {
		return this.size.get();
	}

	@Override
	public Iterator<PusherMessageEvent> iterator() {
		return this.events.iterator();
	}

	// compared by identity, as the owner of a pause
	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}

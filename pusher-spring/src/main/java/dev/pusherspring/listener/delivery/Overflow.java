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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * Handles a full queue by pausing reading or dropping events. Each episode is reported
 * once, and ends when the queue is at most half full.
 */
final class Overflow {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.delivery");

	private final DeliverySettings settings;

	private final Count queued;

	private final Consumer<PusherApplicationEvent> queue;

	private final AtomicBoolean paused = new AtomicBoolean();

	private volatile @Nullable PusherClient client;

	private final AtomicLong dropped = new AtomicLong();

	private final AtomicLong pauses = new AtomicLong();

	private final AtomicBoolean dropping = new AtomicBoolean();

	/**
	 * Create a new {@link Overflow} instance.
	 * @param settings the settings
	 * @param queued the number of queued events
	 * @param queue receives reports
	 */
	Overflow(DeliverySettings settings, Count queued, Consumer<PusherApplicationEvent> queue) {
		this.settings = settings;
		this.queued = queued;
		this.queue = queue;
	}

	/**
	 * Return the number of events that an event counts for.
	 * @param event the event
	 * @return the number of messages of a batch, or 1
	 */
	static int weight(PusherApplicationEvent event) {
		return (event instanceof PusherBatchEvent batch) ? batch.getEvents().size() : 1;
	}

	/**
	 * Return whether an event may be dropped when the queue is full. Events about the
	 * connection and the subscriptions must not be dropped, nor reports of a loss, nor
	 * items whose queuing has been confirmed.
	 * @param event the event
	 * @return whether it may
	 */
	static boolean isDroppable(PusherApplicationEvent event) {
		if (event instanceof PusherMessageEvent) {
			return true;
		}
		if (event instanceof PusherErrorEvent error) {
			return !error.isFatal() && !(event instanceof Announcement);
		}
		return !(event instanceof PusherConnectionStateEvent || event instanceof PusherReconnectingEvent
				|| event instanceof PusherSubscriptionSucceededEvent || event instanceof PusherSubscriptionErrorEvent
				|| event instanceof PusherOutageEvent || event instanceof PusherRecoveryFailedEvent
				|| event instanceof DeliveryLanes.Marker || event instanceof DeliveryLanes.Task);
	}

	/**
	 * Return whether an event may come again and again even while reading is paused,
	 * because it is caused by an attempt to connect or by a request to an authorization
	 * endpoint.
	 * @param event the event
	 * @return whether it may
	 */
	static boolean comesWithoutReading(PusherApplicationEvent event) {
		if (event instanceof PusherConnectionStateEvent change) {
			return change.getCurrent() != ConnectionState.DISCONNECTED && change.getCurrent() != ConnectionState.FAILED;
		}
		if (event instanceof PusherErrorEvent error) {
			return !error.isFatal();
		}
		return event instanceof PusherReconnectingEvent || event instanceof PusherSubscriptionErrorEvent
				|| event instanceof PusherSignInErrorEvent;
	}

	void use(PusherClient client) {
		this.client = client;
	}

	/**
	 * Called when an event is lost because the queue is full.
	 * @param event the event
	 */
	void dropped(PusherApplicationEvent event) {
		this.dropped.addAndGet(weight(event));
		if (this.dropping.compareAndSet(false, true)) {
			announce(event, "Events are being dropped (%s) because listeners are too slow: %d events wait for delivery"
				.formatted(this.settings.overflow(), this.settings.queueCapacity()));
		}
	}

	/**
	 * Called when events are lost because delivery has stopped.
	 * @param count number of events
	 */
	void lost(int count) {
		this.dropped.addAndGet(count);
	}

	/**
	 * Pause reading because the queue is full.
	 * @param event the event that filled it
	 */
	void pause(PusherApplicationEvent event) {
		if (changeReading(true)) {
			this.pauses.incrementAndGet();
			announce(event, "Reading is paused because listeners are too slow: %d events wait for delivery"
				.formatted(this.queued.get()));
			// in case all events have been delivered in the meantime
			relax();
		}
	}

	private boolean changeReading(boolean pause) {
		if (!this.paused.compareAndSet(!pause, pause)) {
			return false;
		}
		applyPause();
		return true;
	}

	// the event loop requests a pause and the delivery threads request its end; in any
	// order, the client must end up with the latest request
	private synchronized void applyPause() {
		PusherClient client = this.client;
		if (client == null) {
			return;
		}
		if (this.paused.get()) {
			client.pause(this);
		}
		else {
			client.resume(this);
		}
	}

	private void announce(PusherApplicationEvent event, String text) {
		logger.warn(text);
		// may exceed the capacity by one, because the report itself must not be lost
		this.queued.add(1);
		this.queue.accept(new Announcement(event, text));
	}

	/**
	 * Called when an event has left the queue.
	 */
	void relax() {
		// checked first, because these rarely change
		if (!this.paused.get() && !this.dropping.get()) {
			return;
		}
		if (!this.queued.isRelaxed()) {
			return;
		}
		if (this.paused.get() && changeReading(false)) {
			logger.info("Reading continues");
		}
		if (this.dropping.get() && this.dropping.compareAndSet(true, false)) {
			logger.info(LogMessage.format("Events are no longer being dropped; %d have been dropped since the start",
					this.dropped.get()));
		}
	}

	long getDropped() {
		return this.dropped.get();
	}

	long getPauses() {
		return this.pauses.get();
	}

	boolean isReadingPaused() {
		return this.paused.get();
	}

	/**
	 * Reports that events are being dropped, or that reading is paused.
	 */
	private static final class Announcement extends PusherErrorEvent {

		private Announcement(PusherApplicationEvent event, String text) {
			super(event.getClient(), new PusherError(null, text, null, event.getChannel(), false));
		}

	}

	/**
	 * Counts the queued events. Threads that add events and threads that take them use
	 * separate counters that are far apart in memory, to avoid contention for a single
	 * counter with every event.
	 */
	static final class Count {

		// a cache line has 64 bytes, and adjacent lines are fetched together
		private static final int ADDED = 16;

		private static final int TAKEN = 48;

		private static final int LENGTH = 64;

		private static final int MIN_EXCESS = 1_000;

		private final AtomicLongArray numbers = new AtomicLongArray(LENGTH);

		private final int capacity;

		// number of taken events, as last read by an adding thread; never too high
		private volatile long takenBefore;

		Count(int capacity) {
			this.capacity = capacity;
		}

		void add(int count) {
			this.numbers.getAndAdd(ADDED, count);
		}

		/**
		 * Add several events at once if there is room for all of them. More events than
		 * the capacity are accepted if the queue is empty.
		 * @param count number of events
		 * @return whether the events have been added
		 */
		boolean reserve(int count) {
			long added;
			do {
				added = this.numbers.get(ADDED);
				long waiting = added - this.numbers.get(TAKEN);
				if (waiting > 0 && waiting + count > this.capacity) {
					return false;
				}
			}
			while (!this.numbers.compareAndSet(ADDED, added, added + count));
			return true;
		}

		void take(int count) {
			this.numbers.getAndAdd(TAKEN, count);
		}

		/**
		 * Return whether the queue is full.
		 * @return whether the queue is full
		 */
		boolean isFull() {
			return !hasRoomFor(1);
		}

		/**
		 * Return whether there is room.
		 * @param count number of events to add
		 * @return whether there is room for all of them
		 */
		boolean hasRoomFor(int count) {
			if (this.numbers.get(ADDED) - this.takenBefore + count <= this.capacity) {
				return true;
			}
			long taken = this.numbers.get(TAKEN);
			this.takenBefore = taken;
			return this.numbers.get(ADDED) - taken + count <= this.capacity;
		}

		/**
		 * Return whether there are so many events that even those must be limited that
		 * are not dropped when the queue is full.
		 * @return whether there are twice as many events as the capacity, and at least
		 * 1,000 more
		 */
		boolean isOverfull() {
			return get() - (long) this.capacity >= Math.max(this.capacity, MIN_EXCESS);
		}

		/**
		 * Return whether reading can continue.
		 * @return whether at most half of the capacity is used
		 */
		boolean isRelaxed() {
			return get() <= this.capacity / 2;
		}

		int get() {
			// in this order, because events are added before they are taken
			long taken = this.numbers.get(TAKEN);
			return (int) (this.numbers.get(ADDED) - taken);
		}

	}

}

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
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * What a full queue entails: reading is paused or events are dropped, each episode is
 * announced once, and both end when half the queue is free.
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
	 * @param queued number of events that wait
	 * @param queue takes announcements
	 */
	Overflow(DeliverySettings settings, Count queued, Consumer<PusherApplicationEvent> queue) {
		this.settings = settings;
		this.queued = queued;
		this.queue = queue;
	}

	/**
	 * Return whether an event counts and may be dropped. News about the connection and
	 * about subscriptions that were asked for come as often as the client lets them;
	 * everything else the server decides.
	 * @param event the event
	 * @return whether it is limited
	 */
	static boolean isLimited(PusherApplicationEvent event) {
		if (event instanceof PusherMessageEvent) {
			return true;
		}
		if (event instanceof PusherErrorEvent error) {
			return !error.isFatal();
		}
		return !(event instanceof PusherConnectionStateEvent || event instanceof PusherReconnectingEvent
				|| event instanceof PusherSubscriptionSucceededEvent || event instanceof PusherSubscriptionErrorEvent
				|| event instanceof PusherOutageEvent || event instanceof PusherRecoveryFailedEvent
				|| event instanceof DeliveryLanes.Marker);
	}

	/**
	 * Return for how many events an event counts.
	 * @param event the event
	 * @return the number of messages of a batch, or 1
	 */
	static int weight(PusherApplicationEvent event) {
		return (event instanceof PusherBatchEvent batch) ? batch.getEvents().size() : 1;
	}

	/**
	 * Return whether an event may be dropped when it has waited long. What announces the
	 * loss must not be lost, nor what somebody has been told is queued.
	 * @param event the event
	 * @return whether it may
	 */
	static boolean isDroppable(PusherApplicationEvent event) {
		return isLimited(event) && !(event instanceof Announcement || event instanceof DeliveryLanes.Task);
	}

	void use(PusherClient client) {
		this.client = client;
	}

	/**
	 * An event is lost as there was no room for it.
	 * @param event the event
	 */
	void dropped(PusherApplicationEvent event) {
		this.dropped.addAndGet(weight(event));
		if (this.dropping.compareAndSet(false, true)) {
			announce(event, "Events are being dropped (%s) as listeners are too slow: %d wait for delivery"
				.formatted(this.settings.overflow(), this.settings.queueCapacity()));
		}
	}

	/**
	 * Events are lost as delivery has ended.
	 * @param count how many
	 */
	void lost(int count) {
		this.dropped.addAndGet(count);
	}

	/**
	 * The queue is full: nothing more shall come.
	 * @param event the event that filled it
	 */
	void pause(PusherApplicationEvent event) {
		if (changeReading(true)) {
			this.pauses.incrementAndGet();
			announce(event, "Reading is paused as listeners are too slow: %d events wait for delivery"
				.formatted(this.queued.get()));
			// in case everything has been delivered since
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

	// the event loop asks for a pause and delivery threads for its end: whoever comes
	// last, the client does what was asked for last
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
		// one beyond the capacity: the announcement itself must not be lost
		this.queued.add(1);
		this.queue.accept(new Announcement(event, text));
	}

	/**
	 * Something has left the queue.
	 */
	void relax() {
		// looked at first: these hardly ever change
		if (!this.paused.get() && !this.dropping.get()) {
			return;
		}
		if (!this.queued.isRelaxed()) {
			return;
		}
		if (this.paused.get() && changeReading(false)) {
			logger.info("Reading goes on");
		}
		if (this.dropping.get() && this.dropping.compareAndSet(true, false)) {
			logger.info(LogMessage.format("No more events are being dropped; %d since the start", this.dropped.get()));
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
	 * Says that events are being dropped, or that reading is paused.
	 */
	private static final class Announcement extends PusherErrorEvent {

		private Announcement(PusherApplicationEvent event, String text) {
			super(event.getClient(), new PusherError(null, text, null, event.getChannel(), false));
		}

	}

	/**
	 * Counts the events that wait. Threads that add events and threads that take them
	 * count for themselves and far apart in memory: a single number would be fought over
	 * with every event.
	 */
	static final class Count {

		// cache lines have 64 bytes, and neighbours are fetched together
		private static final int ADDED = 16;

		private static final int TAKEN = 48;

		private static final int LENGTH = 64;

		private final AtomicLongArray numbers = new AtomicLongArray(LENGTH);

		private final int capacity;

		// what was taken when an adding thread looked last; never more than has been
		// taken
		private volatile long takenBefore;

		Count(int capacity) {
			this.capacity = capacity;
		}

		void add(int count) {
			this.numbers.getAndAdd(ADDED, count);
		}

		/**
		 * Add several at once if there is room for all. More than ever fits goes in when
		 * there is nothing else.
		 * @param count how many
		 * @return whether they have been added
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
		 * Return whether as many events wait as may.
		 * @return whether the queue is full
		 */
		boolean isFull() {
			return !hasRoomFor(1);
		}

		/**
		 * Return whether there is room.
		 * @param count how many events there are to add
		 * @return whether all of them may wait
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
		 * Return whether so few events wait that reading can go on.
		 * @return whether at most half of the capacity is used
		 */
		boolean isRelaxed() {
			return get() <= this.capacity / 2;
		}

		int get() {
			// in this order: what has been taken has been added before
			long taken = this.numbers.get(TAKEN);
			return (int) (this.numbers.get(ADDED) - taken);
		}

	}

}

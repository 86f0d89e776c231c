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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
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

	private static final Log logger = LogFactory.getLog(LogTopics.DELIVERY);

	private final DeliverySettings settings;

	private final AtomicInteger queued;

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
	Overflow(DeliverySettings settings, AtomicInteger queued, Consumer<PusherApplicationEvent> queue) {
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
	 * Return whether an event may be dropped when it has waited long. What announces the
	 * loss must not be lost.
	 * @param event the event
	 * @return whether it may
	 */
	static boolean isDroppable(PusherApplicationEvent event) {
		return isLimited(event) && !(event instanceof Announcement);
	}

	void use(PusherClient client) {
		this.client = client;
	}

	/**
	 * An event is lost as there was no room for it.
	 * @param event the event
	 */
	void dropped(PusherApplicationEvent event) {
		this.dropped.incrementAndGet();
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
		this.queued.incrementAndGet();
		this.queue.accept(new Announcement(event, text));
	}

	/**
	 * Something has left the queue.
	 */
	void relax() {
		// looked at first: these hardly ever change, while both sides change the number
		if (!this.paused.get() && !this.dropping.get()) {
			return;
		}
		if (this.queued.get() > this.settings.queueCapacity() / 2) {
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

}

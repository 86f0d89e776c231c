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

package dev.pusherspring.listener.recovery;

import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * The events that have been delivered on one channel: the last one, and the recent ones
 * that must not be delivered again. Modified by the thread that delivers the channel's
 * events. The last event can be read by any thread.
 */
final class DeliveredEvents {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.recovery");

	// minimum time between saves of the position of an idle channel
	private static final Duration QUIET_INTERVAL = Duration.ofMinutes(1);

	private final String channel;

	private final RememberedKeys keys;

	private volatile Beginning last = new Beginning(Instant.EPOCH, null, null);

	// the following two fields are accessed by the thread that saves the position

	private volatile @Nullable Beginning lastSaved;

	private volatile @Nullable Instant savedTime;

	// the event that is being delivered, and its key
	private @Nullable ChannelEvent delivering;

	private @Nullable String key;

	// guarded by the gate
	private Instant positionTime = Instant.EPOCH;

	DeliveredEvents(String channel, RememberedKeys keys) {
		this.channel = channel;
		this.keys = keys;
	}

	/**
	 * Return whether an event that is about to be delivered has been delivered before.
	 * @param event the event
	 * @param source provides the keys of events, or {@code null}
	 * @return whether it has been delivered before
	 */
	boolean isKnown(PusherMessageEvent event, @Nullable MissedEventsSource source) {
		ChannelEvent delivering = new ChannelEvent(event.getEvent(), event.getData(), event.getUserId());
		this.delivering = delivering;
		this.key = (source != null) ? key(source, delivering, this.channel) : null;
		return this.key != null
				&& !this.keys.add(event.getEvent() + '\n' + this.key, event.getTimestamp(), event.isRecovered());
	}

	/**
	 * Return the key of an event.
	 * @param source provides the key
	 * @param event the event
	 * @param channel name of the channel
	 * @return the key, or {@code null} if it has none
	 */
	static @Nullable String key(MissedEventsSource source, ChannelEvent event, String channel) {
		try {
			return source.key(event);
		}
		catch (Throwable ex) {
			logger.debug(LogMessage.format("The key of event '%s' on channel '%s' cannot be determined",
					PrintableText.of(event.event()), channel), ex);
			return null;
		}
	}

	/**
	 * Return the event of the last call of {@link #isKnown} with the position that it
	 * moves the channel to.
	 * @param event the event
	 * @param unfinished the beginning of missed events that have not been fetched, or
	 * {@code null}
	 * @return the event with its position
	 */
	PusherMessageEvent withPosition(PusherMessageEvent event, @Nullable Beginning unfinished) {
		Position position = event.getPosition();
		if (position == null) {
			position = (unfinished != null) ? unfinished.position() : new Position(
					Instant.ofEpochMilli(event.getTimestamp()), (this.key != null) ? this.key : this.last.key());
		}
		goOnAt(position.time());
		return event.withPosition(new Position(this.positionTime, position.key()));
	}

	/**
	 * Advance the position. Positions never go back: a store considers an earlier one to
	 * come from an instance that has been replaced.
	 * @param time time of a position
	 */
	void goOnAt(Instant time) {
		if (time.isAfter(this.positionTime)) {
			this.positionTime = time;
		}
	}

	/**
	 * Called when the event of the last call of {@link #isKnown} has been delivered.
	 */
	void delivered() {
		ChannelEvent delivering = this.delivering;
		if (delivering != null) {
			this.last = this.last.after(delivering, this.key);
			this.delivering = null;
		}
	}

	/**
	 * Return the last delivered event.
	 * @return the event, and the key of the last event that had a key
	 */
	Beginning last() {
		return this.last;
	}

	/**
	 * Return whether the position should be saved: there are new events, or the channel
	 * has been idle for a while.
	 * @param time time of the position
	 * @return whether it is worth saving
	 */
	boolean hasMoved(Instant time) {
		Instant savedTime = this.savedTime;
		boolean changed = hasChanged();
		return savedTime == null || changed || Duration.between(savedTime, time).compareTo(QUIET_INTERVAL) > 0;
	}

	/**
	 * Called when saving the position has ended.
	 * @param time time of the position, or {@code null} if it could not be saved, so that
	 * it must be saved even if no further event is delivered
	 */
	void saved(@Nullable Instant time) {
		this.savedTime = time;
	}

	/**
	 * Return whether events have been delivered since the last call of this method.
	 * @return whether events have been delivered
	 */
	boolean hasChanged() {
		Beginning last = this.last;
		boolean changed = last != this.lastSaved;
		this.lastSaved = last;
		return changed;
	}

}

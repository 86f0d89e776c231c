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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * The gate of one channel. It closes when the channel is subscribed again after an
 * outage. It opens when the missed events, followed by the events that have waited at the
 * gate, have been passed on. If another outage ends while the gate is closed, it waits
 * like an event and is handled in turn.
 * <p>
 * Missed events are fetched only after the event that reports the outage has been
 * delivered, along with everything before it. Only then is the last delivered event
 * known.
 */
final class ChannelRecovery implements RecoveryGate {

	private final String name;

	private final MissedEventsRecovery recovery;

	private final DeliveredEvents delivered;

	private volatile @Nullable MissedEventsSource source;

	// recovery continues when this event has been delivered
	private volatile @Nullable PusherChannelEvent trigger;

	// the following fields are guarded by this

	private final WaitingEvents waiting;

	// of the outages that wait or have been reported
	private final Deque<Instant> beginnings = new ArrayDeque<>();

	private boolean closed;

	private boolean confirmed;

	private @Nullable Instant lostAt;

	// the subscription is confirmed, and the outage must be reported next
	private boolean outageDue;

	private final PositionLookup lookup = new PositionLookup();

	// the client was disconnected on purpose, so no events are fetched
	private boolean suspended;

	private boolean stopped;

	// later events are left to the client that continues at the stored position
	private boolean leaving;

	// events that were missed earlier and could not be fetched in time
	private @Nullable Beginning unfinished;

	private @Nullable Beginning current;

	private @Nullable Fetch fetch;

	ChannelRecovery(String name, MissedEventsRecovery recovery) {
		this.name = name;
		this.recovery = recovery;
		this.delivered = new DeliveredEvents(name, recovery.newRememberedKeys());
		this.waiting = new WaitingEvents(recovery);
	}

	String name() {
		return this.name;
	}

	boolean isWanted() {
		return this.recovery.client().getChannel(this.name) != null;
	}

	void use(@Nullable MissedEventsSource source) {
		this.source = source;
	}

	/**
	 * Return whether the channel is neither subscribed nor being recovered.
	 * @return whether it can be removed
	 */
	synchronized boolean isAbandoned() {
		return !this.closed && !isWanted();
	}

	/**
	 * Called when an event has arrived.
	 * @param event the event
	 * @return whether it has to wait at this gate
	 */
	synchronized boolean arrived(PusherChannelEvent event) {
		if (this.stopped) {
			return this.leaving && event instanceof PusherMessageEvent;
		}
		if (event instanceof PusherSubscriptionSucceededEvent || event instanceof PusherOutageEvent) {
			return true;
		}
		this.lookup.expectNoOutage();
		if (this.outageDue) {
			// subscribed for the first time
			this.outageDue = false;
			this.lostAt = null;
			this.confirmed = true;
			releaseEarly();
		}
		return this.closed || isEarly(event);
	}

	private boolean isEarly(PusherApplicationEvent event) {
		return this.lostAt != null && event instanceof PusherMessageEvent;
	}

	@Override
	public synchronized boolean hold(PusherApplicationEvent event) {
		if (this.stopped) {
			return leave(event);
		}
		if (event instanceof PusherSubscriptionSucceededEvent confirmation) {
			return confirmed(confirmation);
		}
		if (event instanceof PusherOutageEvent outage) {
			return returned(outage);
		}
		if (isEarly(event)) {
			this.waiting.addEarly(event);
			return true;
		}
		if (this.closed) {
			this.waiting.add(event);
		}
		return this.closed;
	}

	private boolean confirmed(PusherSubscriptionSucceededEvent event) {
		this.suspended = false;
		this.lookup.expectNoOutage();
		this.outageDue = this.lostAt != null;
		this.confirmed = this.lostAt == null;
		if (this.closed) {
			this.waiting.add(event);
			return true;
		}
		if (this.confirmed && this.recovery.hasStore()) {
			close();
			this.lookup.begin(Instant.ofEpochMilli(event.getTimestamp()));
			this.trigger = event;
		}
		return false;
	}

	private boolean returned(PusherOutageEvent outage) {
		if (this.lookup.replaces(outage)) {
			return true;
		}
		Instant lostAt = this.lostAt;
		this.beginnings.add((lostAt != null && lostAt.isBefore(outage.getFrom())) ? lostAt : outage.getFrom());
		this.lostAt = null;
		this.outageDue = false;
		this.confirmed = true;
		boolean waits = this.closed;
		if (waits) {
			this.waiting.add(outage);
		}
		else {
			close();
			this.trigger = outage;
		}
		this.waiting.endEarly();
		return waits;
	}

	private void releaseEarly() {
		if (!this.waiting.hasEarly()) {
			return;
		}
		this.waiting.endEarly();
		if (!this.closed) {
			close();
			this.recovery.threads().execute(this::release);
		}
	}

	private void close() {
		this.closed = true;
		this.recovery.counts().closed();
	}

	@Override
	public synchronized @Nullable PusherApplicationEvent removeOldest() {
		return this.waiting.removeOldest();
	}

	/**
	 * Called when the connection is lost.
	 * @param readAt the time of the last read from it
	 * @param intended whether the application has disconnected the client
	 */
	synchronized void lost(Instant readAt, boolean intended) {
		if (this.confirmed && this.lostAt == null && isWanted()) {
			this.lostAt = readAt;
		}
		this.confirmed = false;
		this.outageDue = false;
		if (intended) {
			this.suspended = true;
			Fetch fetch = this.fetch;
			if (fetch != null) {
				this.unfinished = fetch.cancel();
				this.fetch = null;
				this.recovery.threads().execute(this::release);
			}
		}
	}

	/**
	 * Return whether an event has already been delivered. Called by the thread that is
	 * about to deliver it.
	 * @param event the event
	 * @return whether it has been delivered
	 */
	boolean isKnown(PusherMessageEvent event) {
		return this.delivered.isKnown(event, this.source);
	}

	/**
	 * Return an event with the position that it moves the channel to. Called by the
	 * thread that is about to deliver the event.
	 * @param event the event
	 * @return the event with its position
	 */
	synchronized PusherMessageEvent withPosition(PusherMessageEvent event) {
		return this.delivered.withPosition(event, this.unfinished);
	}

	/**
	 * Called when an event has been delivered, by the thread that has delivered it.
	 * @param event the event
	 */
	void delivered(PusherChannelEvent event) {
		if (event instanceof PusherMessageEvent) {
			this.delivered.delivered();
		}
		else if (event == this.trigger) {
			this.trigger = null;
			this.recovery.threads()
				.execute((event instanceof PusherOutageEvent outage) ? () -> fetch(outage) : this::load);
		}
	}

	private void load() {
		Instant time;
		synchronized (this) {
			time = this.lookup.since();
		}
		this.recovery.load(this, new Position(time, this.delivered.last().key()), this::loaded);
	}

	private void loaded(@Nullable Position position) {
		PusherOutageEvent outage;
		synchronized (this) {
			Instant to = this.lookup.until();
			outage = this.lookup.finish(position != null);
			if (this.stopped) {
				return;
			}
			if (position != null) {
				this.delivered.goOnAt(position.time());
				outage = outageSince(position, to);
			}
			else if (outage != null) {
				this.beginnings.addFirst(outage.getFrom());
			}
			this.trigger = outage;
		}
		if (outage != null) {
			this.recovery.target().add(outage);
		}
		else {
			release();
		}
	}

	// the client only knows about the time for which it received events
	private PusherOutageEvent outageSince(Position position, Instant to) {
		Instant from = position.time().isBefore(to) ? position.time() : to;
		Beginning last = this.delivered.last();
		if (this.unfinished == null) {
			this.unfinished = new Beginning(from, (last.key() != null) ? last.key() : position.key(), last.event());
		}
		this.beginnings.addFirst(from);
		return new PusherOutageEvent(this.recovery.client(), this.name, from, to);
	}

	private void fetch(PusherOutageEvent outage) {
		Fetch fetch = null;
		synchronized (this) {
			if (this.stopped) {
				return;
			}
			Beginning last = this.delivered.last();
			Beginning beginning = (this.unfinished != null) ? this.unfinished
					: new Beginning(this.beginnings.element(), last.key(), last.event());
			this.beginnings.remove();
			this.current = beginning;
			MissedEventsSource source = this.source;
			this.unfinished = (source != null && this.suspended) ? beginning : null;
			if (source != null && !this.suspended) {
				fetch = new Fetch(this, this.recovery, source, beginning, outage.getTo());
				this.fetch = fetch;
			}
		}
		if (fetch != null) {
			fetch.start();
		}
		else {
			release();
		}
	}

	/**
	 * Called when the missed events have been passed on, as far as possible.
	 * @param fetch the fetch
	 * @param success whether all missed events were fetched
	 */
	void fetched(Fetch fetch, boolean success) {
		synchronized (this) {
			if (this.fetch != fetch) {
				return;
			}
			this.fetch = null;
		}
		this.recovery.counts().fetched(success);
		release();
	}

	/**
	 * Pass on the events that have waited, up to the next outage.
	 */
	private void release() {
		try {
			while (releaseNext()) {
				this.recovery.awaitRoom();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized boolean releaseNext() {
		if (this.stopped || this.fetch != null || this.trigger != null) {
			return false;
		}
		PusherApplicationEvent event = this.waiting.poll();
		if (event == null) {
			this.closed = false;
			this.current = null;
			this.recovery.counts().opened();
			return false;
		}
		boolean outage = event instanceof PusherOutageEvent;
		if (outage) {
			this.trigger = (PusherOutageEvent) event;
		}
		this.recovery.target().addCounted(event);
		return !outage;
	}

	/**
	 * Return the time up to which all events that have arrived are in the queue.
	 * @param readAt the time of the last read from the connection
	 * @return the time, or {@code null} if it is not known
	 */
	synchronized @Nullable Instant completeUntil(Instant readAt) {
		if (this.unfinished != null) {
			return this.unfinished.time();
		}
		if (this.closed) {
			return (this.current != null) ? this.current.time() : null;
		}
		if (this.lostAt != null) {
			return this.lostAt;
		}
		return (this.confirmed && isSubscribed()) ? readAt : null;
	}

	private boolean isSubscribed() {
		Channel channel = this.recovery.client().getChannel(this.name);
		return channel != null && channel.getState() == SubscriptionState.SUBSCRIBED;
	}

	/**
	 * Return the key of the last event that was delivered before the first missed event.
	 * @return the key, or {@code null} if no event had a key
	 */
	synchronized @Nullable String lastKey() {
		return (this.unfinished != null) ? this.unfinished.key() : this.delivered.last().key();
	}

	/**
	 * Return whether the position should be saved.
	 * @param time time of the position
	 * @return whether it is worth saving
	 */
	boolean hasMoved(Instant time) {
		return this.delivered.hasMoved(time);
	}

	/**
	 * Called when saving the position has ended.
	 * @param time time of the position, or {@code null} if it could not be saved
	 */
	void saved(@Nullable Instant time) {
		this.delivered.saved(time);
	}

	/**
	 * Stop the recovery. Waiting events are queued, or left to the client that continues
	 * at the stored position.
	 */
	synchronized void stop() {
		if (this.stopped) {
			return;
		}
		this.stopped = true;
		Fetch fetch = this.fetch;
		if (fetch != null) {
			this.unfinished = fetch.cancel();
			this.fetch = null;
		}
		this.leaving = this.recovery.hasStore() && this.source != null && (this.closed || this.lostAt != null);
		this.waiting.endEarly();
		for (PusherApplicationEvent event = this.waiting.poll(); event != null; event = this.waiting.poll()) {
			if (!leave(event)) {
				this.recovery.target().addCounted(event);
			}
		}
		if (this.closed) {
			this.recovery.counts().opened();
		}
		if (fetch != null && !this.recovery.hasStore()) {
			fetch.report(new CancellationException("The client was stopped"));
		}
	}

	private boolean leave(PusherApplicationEvent event) {
		boolean leaves = this.leaving && event instanceof PusherMessageEvent;
		if (leaves) {
			this.recovery.target().forget(event);
		}
		return leaves;
	}

}

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

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.batch.BatchTimer;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoveryGate;
import dev.pusherspring.listener.recovery.RecoveryTarget;

/**
 * The events that wait for delivery threads and for listeners with a concurrency of their
 * own. Counts these events, and applies the {@link OverflowPolicy} when there are too
 * many.
 */
final class DeliveryQueue implements RecoveryTarget {

	private final DeliverySettings settings;

	private final ThreadFactory threadFactory;

	private final BatchTimer timer;

	private final BiConsumer<PusherListenerEndpoint, PusherChannelEvent> listeners;

	private final Overflow.Count queued;

	private final Overflow overflow;

	// removes the oldest event, wherever it waits
	private final Supplier<@Nullable PusherApplicationEvent> oldest = this::removeOldest;

	private final Supplier<@Nullable PusherApplicationEvent> oldestHandedOver = this::removeOldestHandedOver;

	private @Nullable MissedEventsRecovery recovery;

	private volatile DeliveryLanes lanes;

	// for listeners with a concurrency of their own
	private volatile ListenerLanes listenerLanes;

	/**
	 * Create a new {@link DeliveryQueue} instance.
	 * @param settings the settings
	 * @param threadFactory creates the delivery threads
	 * @param timer the timer for batches
	 * @param listeners calls a listener with a concurrency of its own
	 */
	DeliveryQueue(DeliverySettings settings, ThreadFactory threadFactory, BatchTimer timer,
			BiConsumer<PusherListenerEndpoint, PusherChannelEvent> listeners) {
		this.settings = settings;
		this.threadFactory = threadFactory;
		this.timer = timer;
		this.listeners = listeners;
		this.queued = new Overflow.Count(settings.queueCapacity());
		this.overflow = new Overflow(settings, this.queued, this::place);
		this.lanes = new DeliveryLanes(settings);
		this.listenerLanes = newListenerLanes();
	}

	private ListenerLanes newListenerLanes() {
		return new ListenerLanes(this.threadFactory, this::batchSettings, this.timer, this.listeners, this::taken);
	}

	private BatchSettings batchSettings(PusherListenerEndpoint listener) {
		UnaryOperator<BatchSettings> own = listener.getBatch();
		BatchSettings batch = (own != null) ? own.apply(this.settings.batch()) : this.settings.batch();
		// a batch larger than the queue would never be full
		return batch.withMaxSize(Math.min(batch.maxSize(), this.settings.queueCapacity()));
	}

	void setRecovery(MissedEventsRecovery recovery) {
		this.recovery = recovery;
	}

	void start(PusherClient client, Consumer<PusherApplicationEvent> target) {
		this.overflow.use(client);
		this.lanes.start(this.threadFactory, (event) -> {
			taken(event);
			target.accept(event);
		});
	}

	boolean isStarted() {
		return this.lanes.isStarted();
	}

	boolean isCurrentThread() {
		return this.lanes.isCurrentThread() || this.listenerLanes.isCurrentThread();
	}

	Overflow overflow() {
		return this.overflow;
	}

	int size() {
		return this.queued.get();
	}

	/**
	 * Wait until the events that are queued now have been delivered, including those that
	 * wait for listeners with a concurrency of their own.
	 * @param client the client
	 * @param deadline value of {@link System#nanoTime()} at which to give up
	 */
	void drain(PusherClient client, long deadline) {
		try {
			awaitDelivery(client, deadline);
			this.listenerLanes.awaitEnd(deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Deliver the queued events, and stop the threads.
	 * @param deadline value of {@link System#nanoTime()} at which to give up
	 * @return number of events that could not be delivered in time
	 */
	int stop(long deadline) {
		DeliveryLanes lanes = this.lanes;
		ListenerLanes listenerLanes = this.listenerLanes;
		try {
			lanes.close(deadline);
			listenerLanes.awaitEnd(deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// a thread that is stuck in a listener keeps its retired lane and finds no more
		// events
		this.lanes = new DeliveryLanes(this.settings);
		this.listenerLanes = newListenerLanes();
		int left = lanes.retire() + listenerLanes.retire();
		lost(left);
		return left;
	}

	private void lost(int count) {
		this.queued.take(count);
		this.overflow.relax();
		this.overflow.lost(count);
	}

	boolean reserve(int count) {
		return this.queued.reserve(count);
	}

	/**
	 * Queue an event, or hold it back in the gate of its channel if the gate is closed.
	 * @param event the event
	 */
	void offer(PusherApplicationEvent event) {
		RecoveryGate gate = (this.recovery != null) ? this.recovery.arrived(event) : null;
		if (admit(event, (gate != null) ? () -> removeOldest(gate) : this.oldest)) {
			place(event, gate);
			admitted(event);
		}
	}

	private void place(PusherApplicationEvent event, @Nullable RecoveryGate gate) {
		if (gate == null || !gate.hold(event)) {
			place(event);
		}
	}

	/**
	 * Queue an event that has already been counted.
	 * @param event the event
	 */
	void place(PusherApplicationEvent event) {
		boolean added = false;
		while (!added) {
			added = this.lanes.add(event);
		}
	}

	/**
	 * Queue an event for a listener with a concurrency of its own. The event counts
	 * towards the limit like any other.
	 * @param listener the listener
	 * @param event the event
	 */
	void handOver(PusherListenerEndpoint listener, PusherChannelEvent event) {
		handOver(event, (lanes) -> lanes.add(listener, event));
	}

	/**
	 * Call a listener again later. The event counts towards the limit until then.
	 * @param event the event
	 * @param delay the delay
	 * @param task calls the listener
	 */
	void schedule(PusherChannelEvent event, Duration delay, Runnable task) {
		handOver(event, (lanes) -> lanes.schedule(event, delay, task));
	}

	private void handOver(PusherChannelEvent event, Consumer<ListenerLanes> addition) {
		if (admit(event, this.oldestHandedOver)) {
			handOver(addition);
			admitted(event);
		}
	}

	private void handOver(Consumer<ListenerLanes> addition) {
		ListenerLanes lanes = this.listenerLanes;
		addition.accept(lanes);
		if (lanes != this.listenerLanes) {
			// stopped in the meantime, and retired perhaps before the addition
			lost(lanes.retire());
		}
	}

	private boolean admit(PusherApplicationEvent event, Supplier<@Nullable PusherApplicationEvent> oldest) {
		int weight = Overflow.weight(event);
		if (!this.queued.hasRoomFor(weight) && !makeRoom(event, weight, oldest)) {
			return false;
		}
		this.queued.add(weight);
		return true;
	}

	private void admitted(PusherApplicationEvent event) {
		if (this.queued.isFull()) {
			if (this.settings.overflow() == OverflowPolicy.BLOCK || this.queued.isOverfull()) {
				this.overflow.pause(event);
			}
			this.listenerLanes.flush();
		}
	}

	private boolean makeRoom(PusherApplicationEvent event, int weight,
			Supplier<@Nullable PusherApplicationEvent> removal) {
		if (Overflow.comesWithoutReading(event) && this.queued.isOverfull()) {
			this.overflow.dropped(event);
			return false;
		}
		if (!Overflow.isDroppable(event)) {
			return true;
		}
		return switch (this.settings.overflow()) {
			// reading has been paused; this event had been read before
			case BLOCK -> true;
			case DROP_NEWEST -> {
				this.overflow.dropped(event);
				yield false;
			}
			case DROP_OLDEST -> dropOldest(event, weight, removal);
		};
	}

	private boolean dropOldest(PusherApplicationEvent event, int weight,
			Supplier<@Nullable PusherApplicationEvent> removal) {
		do {
			PusherApplicationEvent oldest = removal.get();
			if (oldest != null) {
				this.queued.take(Overflow.weight(oldest));
			}
			this.overflow.dropped((oldest != null) ? oldest : event);
			if (oldest == null) {
				return false;
			}
		}
		while (weight > 1 && !this.queued.hasRoomFor(weight));
		return true;
	}

	// preferably an event that waits where the new one will wait
	private @Nullable PusherApplicationEvent removeOldest() {
		PusherApplicationEvent oldest = this.lanes.removeOldest();
		return (oldest != null) ? oldest : this.listenerLanes.removeOldest();
	}

	private @Nullable PusherApplicationEvent removeOldestHandedOver() {
		PusherApplicationEvent oldest = this.listenerLanes.removeOldest();
		return (oldest != null) ? oldest : this.lanes.removeOldest();
	}

	private @Nullable PusherApplicationEvent removeOldest(RecoveryGate gate) {
		PusherApplicationEvent oldest = gate.removeOldest();
		return (oldest != null) ? oldest : removeOldest();
	}

	private void taken(PusherApplicationEvent event) {
		this.queued.take(Overflow.weight(event));
		this.overflow.relax();
		if (this.recovery != null) {
			this.recovery.roomMade();
		}
	}

	// called by recovery

	@Override
	public void add(PusherApplicationEvent event) {
		this.queued.add(1);
		place(event);
	}

	@Override
	public void addCounted(PusherApplicationEvent event) {
		place(event);
	}

	@Override
	public void forget(PusherApplicationEvent event) {
		taken(event);
	}

	@Override
	public boolean isDroppable(PusherApplicationEvent event) {
		return Overflow.isDroppable(event);
	}

	@Override
	public boolean hasRoom(int waiting) {
		return this.queued.get() - waiting < this.settings.queueCapacity();
	}

	@Override
	public boolean awaitDelivery(PusherClient client, long deadline) throws InterruptedException {
		return this.lanes.awaitDelivery(client, deadline);
	}

}

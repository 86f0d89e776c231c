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
import java.util.Collection;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.Registration;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.batch.BatchTimer;
import dev.pusherspring.listener.deduplicate.Deduplicator;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoveryGate;
import dev.pusherspring.listener.recovery.RecoveryStatistics;
import dev.pusherspring.listener.recovery.RecoveryTarget;

/**
 * Takes events off the client's event loop and hands them to listeners on threads of its
 * own, so that protocol work never waits for a listener. What waits is limited; what
 * cannot wait is dealt with as the {@link OverflowPolicy} says, counted and announced.
 * <p>
 * {@link #deliver} never blocks.
 *
 * @since 1.0.0
 */
public final class EventDelivery {

	private static final Log logger = LogFactory.getLog(LogTopics.DELIVERY);

	private final String app;

	private final DeliverySettings settings;

	private final ThreadFactory threadFactory;

	private final Consumer<PusherApplicationEvent> listeners;

	private final Overflow.Count queued;

	private final Overflow overflow;

	private final DeliveryWatch watch;

	private final @Nullable EventDispatcher dispatcher;

	private final @Nullable IdleWatch idleWatch;

	private final @Nullable Deduplicator deduplicator;

	private final BatchTimer timer;

	// removes the oldest event from where it waits
	private final Supplier<@Nullable PusherApplicationEvent> oldest = this::removeOldest;

	private final Supplier<@Nullable PusherApplicationEvent> oldestHandedOver = this::removeOldestHandedOver;

	private @Nullable MissedEventsRecovery recovery;

	private volatile @Nullable PusherClient client;

	private volatile DeliveryLanes lanes;

	// of listeners with a concurrency of their own
	private volatile ListenerLanes listenerLanes;

	/**
	 * Create a new {@link EventDelivery} instance for the only app.
	 * @param settings the settings
	 * @param threadFactory makes the delivery threads
	 * @param listeners receives each event on a delivery thread; should not throw
	 */
	public EventDelivery(DeliverySettings settings, ThreadFactory threadFactory,
			Consumer<PusherApplicationEvent> listeners) {
		this(PusherClient.DEFAULT_NAME, settings, threadFactory, listeners);
	}

	/**
	 * Create a new {@link EventDelivery} instance.
	 * @param app name of the app that the events are from
	 * @param settings the settings
	 * @param threadFactory makes the delivery threads
	 * @param listeners receives each event on a delivery thread; should not throw
	 */
	public EventDelivery(String app, DeliverySettings settings, ThreadFactory threadFactory,
			Consumer<PusherApplicationEvent> listeners) {
		this(app, settings, threadFactory, listeners, BatchTimer.system());
	}

	EventDelivery(String app, DeliverySettings settings, ThreadFactory threadFactory,
			Consumer<PusherApplicationEvent> listeners, BatchTimer timer) {
		this.app = app;
		this.timer = timer;
		this.settings = settings;
		this.threadFactory = withClassLoader(threadFactory, Thread.currentThread().getContextClassLoader());
		this.listeners = listeners;
		this.dispatcher = (listeners instanceof EventDispatcher eventDispatcher) ? eventDispatcher : null;
		this.watch = (this.dispatcher != null) ? this.dispatcher.getWatch() : new DeliveryWatch();
		this.queued = new Overflow.Count(settings.queueCapacity());
		this.overflow = new Overflow(settings, this.queued, this::add);
		this.idleWatch = (settings.idleEventInterval() != null)
				? new IdleWatch(settings.idleEventInterval(), threadFactory, this::queue) : null;
		this.deduplicator = (settings.deduplication() != null) ? new Deduplicator(settings.deduplication()) : null;
		this.lanes = new DeliveryLanes(settings);
		this.listenerLanes = newListenerLanes();
		if (this.dispatcher != null) {
			this.dispatcher.join(this);
		}
	}

	// a thread that a timer makes would have that of the timer
	private static ThreadFactory withClassLoader(ThreadFactory threadFactory, @Nullable ClassLoader classLoader) {
		return (task) -> {
			Thread thread = threadFactory.newThread(task);
			thread.setContextClassLoader(classLoader);
			return thread;
		};
	}

	private ListenerLanes newListenerLanes() {
		return new ListenerLanes(this.threadFactory, this::batchSettings, this.timer, (listener, event) -> {
			if (this.dispatcher != null) {
				this.dispatcher.serve(listener, event);
			}
		}, this::taken);
	}

	private BatchSettings batchSettings(PusherListenerEndpoint listener) {
		UnaryOperator<BatchSettings> own = listener.getBatch();
		BatchSettings batch = (own != null) ? own.apply(this.settings.batch()) : this.settings.batch();
		// a batch that the queue has no room for would never be full
		return batch.withMaxSize(Math.min(batch.maxSize(), this.settings.queueCapacity()));
	}

	/**
	 * Set who fetches events that were missed. To be called before the first start.
	 * @param recovery the recovery
	 */
	public void setRecovery(MissedEventsRecovery recovery) {
		this.recovery = recovery;
	}

	/**
	 * Start the delivery threads.
	 * @param client the client whose events are delivered
	 */
	public synchronized void start(PusherClient client) {
		if (this.lanes.isStarted()) {
			return;
		}
		this.client = client;
		this.overflow.use(client);
		this.lanes.start(this.threadFactory, (event) -> {
			taken(event);
			pass(event);
		});
		if (this.idleWatch != null) {
			this.idleWatch.start(client);
		}
		if (this.recovery != null) {
			this.recovery.start(client, new Queue());
		}
	}

	/**
	 * Forget how far the channels have got that are no longer wanted, as another instance
	 * of the application goes on with them. What waits of them is delivered.
	 */
	public void forgetUnwanted() {
		if (this.recovery != null) {
			this.recovery.forgetUnwanted();
		}
	}

	/**
	 * Deliver what waits, within the drain timeout, and stop the delivery threads. A
	 * listener may call this: it is not waited for, nor is what waits behind it.
	 */
	public void stop() {
		stop(System.nanoTime() + this.settings.drainTimeout().toNanos());
	}

	/**
	 * Read no more and deliver what waits, so that listeners can still send something;
	 * then disconnect, deliver what that brings, and stop the delivery threads, all
	 * within the drain timeout. A listener may call this: it is not waited for, nor is
	 * what waits behind it.
	 * @param disconnection disconnects the client
	 */
	public void stop(Runnable disconnection) {
		long deadline = System.nanoTime() + this.settings.drainTimeout().toNanos();
		PusherClient client = this.client;
		try {
			if (client != null) {
				client.pause(this);
				if (this.recovery != null) {
					this.recovery.cancel();
				}
				drain(client, deadline);
			}
		}
		finally {
			try {
				disconnection.run();
			}
			finally {
				stop(deadline);
				if (client != null) {
					client.resume(this);
				}
			}
		}
	}

	private void drain(PusherClient client, long deadline) {
		try {
			this.lanes.awaitDelivery(client, deadline);
			this.listenerLanes.awaitEnd(deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void stop(long deadline) {
		DeliveryLanes lanes = this.lanes;
		if (!lanes.isStarted()) {
			return;
		}
		if (this.idleWatch != null) {
			this.idleWatch.stop();
		}
		if (this.recovery != null) {
			this.recovery.cancel();
		}
		ListenerLanes listenerLanes = this.listenerLanes;
		try {
			lanes.close(deadline);
			listenerLanes.awaitEnd(deadline);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// a thread that is stuck in a listener keeps the old lane and cannot come back
		this.lanes = new DeliveryLanes(this.settings);
		this.listenerLanes = newListenerLanes();
		int left = lanes.retire() + listenerLanes.retire();
		this.queued.take(left);
		this.overflow.relax();
		if (left > 0) {
			this.overflow.lost(left);
			logger.warn(LogMessage.format("Stopped with %d events not delivered within %d ms", left,
					this.settings.drainTimeout().toMillis()));
		}
		if (this.recovery != null) {
			this.recovery.stop(left == 0 && System.nanoTime() < deadline, deadline);
		}
	}

	/**
	 * Queue an event.
	 * @param event the event
	 */
	public void deliver(PusherApplicationEvent event) {
		if (this.idleWatch != null && event instanceof PusherMessageEvent) {
			this.idleWatch.arrived();
		}
		queue(event);
	}

	/**
	 * Queue what does not come from the client but is to be delivered by its threads:
	 * each item in turn with the events of its channel. All items are queued or none, and
	 * none of them is ever dropped for the sake of others.
	 * @param <T> type of the items
	 * @param items the items
	 * @param channel returns the name of an item's channel, or {@code null}
	 * @param action delivers an item, on a delivery thread
	 * @return whether they are queued; {@code false} if the queue has no room for them,
	 * or delivery has not been started
	 */
	public <T> boolean offer(Collection<? extends T> items, Function<T, @Nullable String> channel, Consumer<T> action) {
		PusherClient client = this.client;
		if (client == null || !isRunning() || !this.queued.reserve(items.size())) {
			return false;
		}
		items.forEach((item) -> add(new DeliveryLanes.Task(client, channel.apply(item), () -> action.accept(item))));
		return true;
	}

	private void queue(PusherApplicationEvent event) {
		RecoveryGate gate = (this.recovery != null) ? this.recovery.arrived(event) : null;
		if (!Overflow.isLimited(event)) {
			place(event, gate);
		}
		else if (admit(event, (gate != null) ? () -> removeOldest(gate) : this.oldest)) {
			place(event, gate);
			admitted(event);
		}
	}

	private void place(PusherApplicationEvent event, @Nullable RecoveryGate gate) {
		if (gate == null || !gate.hold(event)) {
			add(event);
		}
	}

	/**
	 * Let an event wait for a listener that has a concurrency of its own. It counts like
	 * one that waits for all.
	 * @param listener the listener
	 * @param event the event
	 */
	void handOver(PusherListenerEndpoint listener, PusherChannelEvent event) {
		handOver(event, (lanes) -> lanes.add(listener, event));
	}

	/**
	 * Call a listener again later. The event counts as one that waits.
	 * @param event the event
	 * @param delay time until then
	 * @param task calls the listener
	 */
	void schedule(PusherChannelEvent event, Duration delay, Runnable task) {
		handOver(event, (lanes) -> lanes.schedule(event, delay, task));
	}

	private void handOver(PusherChannelEvent event, Consumer<ListenerLanes> addition) {
		if (!Overflow.isLimited(event)) {
			addition.accept(this.listenerLanes);
		}
		else if (admit(event, this.oldestHandedOver)) {
			addition.accept(this.listenerLanes);
			admitted(event);
		}
	}

	private void add(PusherApplicationEvent event) {
		boolean added = false;
		while (!added) {
			added = this.lanes.add(event);
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
			if (this.settings.overflow() == OverflowPolicy.BLOCK) {
				this.overflow.pause(event);
			}
			this.listenerLanes.flush();
		}
	}

	private boolean makeRoom(PusherApplicationEvent event, int weight,
			Supplier<@Nullable PusherApplicationEvent> removal) {
		return switch (this.settings.overflow()) {
			// reading has been paused; this is what was under way by then
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

	// rather one that waits where the new one is to wait
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
		if (Overflow.isLimited(event)) {
			this.queued.take(Overflow.weight(event));
			this.overflow.relax();
			if (this.recovery != null) {
				this.recovery.roomMade();
			}
		}
	}

	private void pass(PusherApplicationEvent event) {
		try {
			if (event instanceof DeliveryLanes.Task task) {
				task.run();
			}
			else if (this.recovery == null) {
				passOn(event);
			}
			else if (!this.recovery.isKnown(event)) {
				try {
					passOn(event);
				}
				finally {
					this.recovery.delivered(event);
				}
			}
		}
		catch (Throwable ex) {
			logger.error(LogMessage.format("Unexpected failure on %s; the next event is delivered", event), ex);
		}
	}

	private void passOn(PusherApplicationEvent event) {
		this.watch.taken(event);
		if (this.deduplicator != null && event instanceof PusherMessageEvent message
				&& this.deduplicator.isDuplicate(message)) {
			return;
		}
		this.listeners.accept(event);
		this.watch.delivered(event);
	}

	/**
	 * Return whether the current thread delivers events here: a listener is being called.
	 * @return whether it does
	 */
	public boolean isDelivering() {
		return this.lanes.isCurrentThread() || this.listenerLanes.isCurrentThread();
	}

	/**
	 * Return whether the delivery threads run.
	 * @return {@code true} between start and stop
	 */
	public boolean isRunning() {
		return this.lanes.isStarted();
	}

	/**
	 * Return the app whose events are delivered.
	 * @return the name of the client, which pairs the two
	 */
	public String getApp() {
		return this.app;
	}

	/**
	 * Return the number of events that wait, for delivery threads or for listeners.
	 * @return the number
	 */
	public int getQueued() {
		return this.queued.get();
	}

	/**
	 * Return the number of events dropped so far.
	 * @return the number
	 */
	public long getDropped() {
		return this.overflow.getDropped();
	}

	/**
	 * Return what has become of the events so far.
	 * @return a snapshot
	 */
	public DeliveryStatistics getStatistics() {
		return new DeliveryStatistics(getQueued(), this.settings.queueCapacity(), this.watch.getDelivered(),
				this.watch.getFailed(), getDropped(), this.overflow.getPauses(), isReadingPaused(),
				(this.deduplicator != null) ? this.deduplicator.getCount() : 0);
	}

	/**
	 * Return what has become of outages so far.
	 * @return a snapshot, or {@code null} if nobody fetches events that were missed
	 */
	public @Nullable RecoveryStatistics getRecoveryStatistics() {
		return (this.recovery != null) ? this.recovery.getStatistics() : null;
	}

	/**
	 * Add somebody who watches the delivery from now on.
	 * @param observer the observer
	 * @return removes the observer
	 */
	public Registration addObserver(DeliveryObserver observer) {
		this.watch.add(observer);
		return () -> this.watch.remove(observer);
	}

	/**
	 * Return whether reading from the socket is paused because the queue is full.
	 * @return whether it is paused
	 */
	public boolean isReadingPaused() {
		return this.overflow.isReadingPaused();
	}

	/**
	 * The queue as recovery sees it.
	 */
	private final class Queue implements RecoveryTarget {

		@Override
		public void add(PusherApplicationEvent event) {
			if (isLimited(event)) {
				EventDelivery.this.queued.add(1);
			}
			EventDelivery.this.add(event);
		}

		@Override
		public void addCounted(PusherApplicationEvent event) {
			EventDelivery.this.add(event);
		}

		@Override
		public void forget(PusherApplicationEvent event) {
			taken(event);
		}

		@Override
		public boolean isLimited(PusherApplicationEvent event) {
			return Overflow.isLimited(event);
		}

		@Override
		public boolean hasRoom(int waiting) {
			return EventDelivery.this.queued.get() - waiting < EventDelivery.this.settings.queueCapacity();
		}

		@Override
		public boolean awaitDelivery(PusherClient client, long deadline) throws InterruptedException {
			return EventDelivery.this.lanes.awaitDelivery(client, deadline);
		}

	}

}

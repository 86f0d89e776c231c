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

import java.util.Collection;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;

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
import dev.pusherspring.listener.batch.BatchTimer;
import dev.pusherspring.listener.deduplicate.Deduplicator;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoveryStatistics;

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

	private static final Log logger = LogFactory.getLog("dev.pusherspring.delivery");

	private final String app;

	private final DeliverySettings settings;

	private final Consumer<PusherApplicationEvent> listeners;

	private final DeliveryQueue queue;

	private final DeliveryWatch watch;

	private final @Nullable EventDispatcher dispatcher;

	private final @Nullable IdleWatch idleWatch;

	private final @Nullable Deduplicator deduplicator;

	private @Nullable MissedEventsRecovery recovery;

	private volatile @Nullable PusherClient client;

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
		this.settings = settings;
		this.listeners = listeners;
		this.dispatcher = (listeners instanceof EventDispatcher eventDispatcher) ? eventDispatcher : null;
		this.watch = (this.dispatcher != null) ? this.dispatcher.getWatch() : new DeliveryWatch();
		this.queue = new DeliveryQueue(settings,
				withClassLoader(threadFactory, Thread.currentThread().getContextClassLoader()), timer, this::serve);
		this.idleWatch = (settings.idleEventInterval() != null)
				? new IdleWatch(settings.idleEventInterval(), threadFactory, this.queue::offer) : null;
		this.deduplicator = (settings.deduplication() != null) ? new Deduplicator(settings.deduplication()) : null;
		if (this.dispatcher != null) {
			this.dispatcher.join(this.queue);
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

	private void serve(PusherListenerEndpoint listener, PusherChannelEvent event) {
		if (this.dispatcher != null) {
			this.dispatcher.serve(listener, event);
		}
	}

	/**
	 * Set who fetches events that were missed. To be called before the first start.
	 * @param recovery the recovery
	 */
	public void setRecovery(MissedEventsRecovery recovery) {
		this.recovery = recovery;
		this.queue.setRecovery(recovery);
	}

	/**
	 * Start the delivery threads.
	 * @param client the client whose events are delivered
	 */
	public synchronized void start(PusherClient client) {
		if (this.queue.isStarted()) {
			return;
		}
		this.client = client;
		this.queue.start(client, this::pass);
		if (this.idleWatch != null) {
			this.idleWatch.start(client);
		}
		if (this.recovery != null) {
			this.recovery.start(client, this.queue);
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
				this.queue.drain(client, deadline);
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

	private synchronized void stop(long deadline) {
		if (!this.queue.isStarted()) {
			return;
		}
		if (this.idleWatch != null) {
			this.idleWatch.stop();
		}
		if (this.recovery != null) {
			this.recovery.cancel();
		}
		int left = this.queue.stop(deadline);
		if (left > 0) {
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
		this.queue.offer(event);
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
		if (client == null || !isRunning() || !this.queue.reserve(items.size())) {
			return false;
		}
		items.forEach((item) -> this.queue
			.place(new DeliveryLanes.Task(client, channel.apply(item), () -> action.accept(item))));
		return true;
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
					passOn(this.recovery.withPosition(event));
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
		return this.queue.isCurrentThread();
	}

	/**
	 * Return whether the delivery threads run.
	 * @return {@code true} between start and stop
	 */
	public boolean isRunning() {
		return this.queue.isStarted();
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
		return this.queue.size();
	}

	/**
	 * Return the number of events dropped so far.
	 * @return the number
	 */
	public long getDropped() {
		return this.queue.overflow().getDropped();
	}

	/**
	 * Return what has become of the events so far.
	 * @return a snapshot
	 */
	public DeliveryStatistics getStatistics() {
		return new DeliveryStatistics(getQueued(), this.settings.queueCapacity(), this.watch.getDelivered(),
				this.watch.getFailed(), getDropped(), this.queue.overflow().getPauses(), isReadingPaused(),
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
		return this.queue.overflow().isReadingPaused();
	}

}

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
 * Takes events from the client's event loop and delivers them to listeners on delivery
 * threads, so that protocol work never waits for a listener. The queue is limited. When
 * it is full, the {@link OverflowPolicy} applies, and the overflow is counted and
 * reported.
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
	 * Create a new {@link EventDelivery} instance for the default app.
	 * @param settings the settings
	 * @param threadFactory creates the delivery threads
	 * @param listeners receives each event on a delivery thread; should not throw
	 */
	public EventDelivery(DeliverySettings settings, ThreadFactory threadFactory,
			Consumer<PusherApplicationEvent> listeners) {
		this(PusherClient.DEFAULT_NAME, settings, threadFactory, listeners);
	}

	/**
	 * Create a new {@link EventDelivery} instance.
	 * @param app name of the app that receives the events
	 * @param settings the settings
	 * @param threadFactory creates the delivery threads
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
				? new IdleWatch(settings.idleEventInterval(), threadFactory, this.queue::offer, timer::nanoTime) : null;
		this.deduplicator = (settings.deduplication() != null) ? new Deduplicator(settings.deduplication()) : null;
		if (this.dispatcher != null) {
			this.dispatcher.join(this.queue);
		}
	}

	// a thread that a timer creates would inherit the class loader of the timer
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
	 * Set the recovery of missed events. Call this method before the first start.
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
	 * Forget the positions of channels that are no longer needed, because another
	 * instance of the application continues with them. Their waiting events are still
	 * delivered.
	 */
	public void forgetUnwanted() {
		if (this.recovery != null) {
			this.recovery.forgetUnwanted();
		}
	}

	/**
	 * Deliver the queued events, within the drain timeout, and stop the delivery threads.
	 * A listener may call this method. In this case, it waits neither for that listener
	 * nor for the events queued behind it.
	 */
	public void stop() {
		stop(System.nanoTime() + this.settings.drainTimeout().toNanos());
	}

	/**
	 * Stop reading and deliver the queued events, so that listeners can still send
	 * events. Then disconnect, deliver the resulting events, and stop the delivery
	 * threads, all within the drain timeout. A listener may call this method. In this
	 * case, it waits neither for that listener nor for the events queued behind it.
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
			logger.warn(LogMessage.format("Delivery stopped, but %d events could not be delivered within %d ms", left,
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
	 * Queue items that do not come from the client, for delivery on its threads. Each
	 * item is delivered in order with the events of its channel. Either all items are
	 * queued or none, and none of them is dropped later to make room for other events.
	 * @param <T> type of the items
	 * @param items the items
	 * @param channel returns the name of an item's channel, or {@code null}
	 * @param action delivers an item; called on a delivery thread
	 * @return whether the items were queued, {@code false} if the queue has no room for
	 * them or delivery has not been started
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
			logger.error(LogMessage
				.format("Unexpected failure while delivering %s; delivery continues with the next event", event), ex);
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
	 * Return whether the current thread is a delivery thread of this instance, which
	 * means that a listener is being called.
	 * @return whether the current thread delivers events
	 */
	public boolean isDelivering() {
		return this.queue.isCurrentThread();
	}

	/**
	 * Return whether the delivery threads are running.
	 * @return {@code true} between start and stop
	 */
	public boolean isRunning() {
		return this.queue.isStarted();
	}

	/**
	 * Return the app whose events are delivered.
	 * @return the name of the app, which is also the name of its client
	 */
	public String getApp() {
		return this.app;
	}

	/**
	 * Return the number of events that wait for delivery threads or listeners.
	 * @return the number
	 */
	public int getQueued() {
		return this.queue.size();
	}

	/**
	 * Return the number of events that have been dropped so far.
	 * @return the number
	 */
	public long getDropped() {
		return this.queue.overflow().getDropped();
	}

	/**
	 * Return the statistics so far.
	 * @return a snapshot
	 */
	public DeliveryStatistics getStatistics() {
		return new DeliveryStatistics(getQueued(), this.settings.queueCapacity(), this.watch.getDelivered(),
				this.watch.getFailed(), getDropped(), this.queue.overflow().getPauses(), isReadingPaused(),
				(this.deduplicator != null) ? this.deduplicator.getCount() : 0);
	}

	/**
	 * Return the statistics of recovery so far.
	 * @return a snapshot, or {@code null} if missed events are not recovered
	 */
	public @Nullable RecoveryStatistics getRecoveryStatistics() {
		return (this.recovery != null) ? this.recovery.getStatistics() : null;
	}

	/**
	 * Add an observer.
	 * @param observer the observer
	 * @return a registration that removes the observer
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

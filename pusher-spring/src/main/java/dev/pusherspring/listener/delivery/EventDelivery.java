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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

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

	private static final Log logger = LogFactory.getLog(EventDelivery.class);

	private final String app;

	private final DeliverySettings settings;

	private final ThreadFactory threadFactory;

	private final Consumer<PusherApplicationEvent> listeners;

	private final AtomicInteger queued = new AtomicInteger();

	private final Overflow overflow;

	private final DeliveryWatch watch;

	private volatile DeliveryLanes lanes;

	private volatile List<Thread> threads = List.of();

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
		this.app = app;
		this.settings = settings;
		this.threadFactory = threadFactory;
		this.listeners = listeners;
		this.watch = (listeners instanceof EventDispatcher dispatcher) ? dispatcher.join(this::deliver)
				: new DeliveryWatch();
		this.overflow = new Overflow(settings, this.queued, this::add);
		this.lanes = new DeliveryLanes(settings.concurrency());
	}

	/**
	 * Start the delivery threads.
	 * @param client the client whose events are delivered
	 */
	public synchronized void start(PusherClient client) {
		if (!this.threads.isEmpty()) {
			return;
		}
		this.overflow.use(client);
		List<Thread> threads = new ArrayList<>();
		for (DeliveryLane lane : this.lanes.asList()) {
			threads.add(this.threadFactory.newThread(() -> work(lane)));
		}
		threads.forEach(Thread::start);
		this.threads = threads;
	}

	/**
	 * Deliver what waits, within the drain timeout, and stop the delivery threads. A
	 * listener may call this: it is not waited for, nor is what waits behind it.
	 */
	public synchronized void stop() {
		if (this.threads.isEmpty()) {
			return;
		}
		DeliveryLanes lanes = this.lanes;
		lanes.close();
		List<Thread> others = this.threads.stream().filter((thread) -> thread != Thread.currentThread()).toList();
		awaitEnd(others);
		// a thread that is stuck in a listener keeps the old lane and cannot come back
		this.lanes = new DeliveryLanes(this.settings.concurrency());
		int left = lanes.retire(EventDelivery::isLimited);
		others.forEach(Thread::interrupt);
		this.threads = List.of();
		this.queued.addAndGet(-left);
		this.overflow.relax();
		if (left > 0) {
			this.overflow.lost(left);
			logger.warn(LogMessage.format("Stopped with %d events not delivered within %d ms", left,
					this.settings.drainTimeout().toMillis()));
		}
	}

	private void awaitEnd(List<Thread> threads) {
		long deadline = System.nanoTime() + this.settings.drainTimeout().toNanos();
		try {
			for (Thread thread : threads) {
				thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())).toMillis() + 1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Queue an event.
	 * @param event the event
	 */
	public void deliver(PusherApplicationEvent event) {
		if (isLimited(event)) {
			deliverLimited(event);
		}
		else {
			add(event);
		}
	}

	// the server decides how many of these come
	private static boolean isLimited(PusherApplicationEvent event) {
		return event instanceof PusherMessageEvent || (event instanceof PusherErrorEvent error && !error.isFatal());
	}

	private void add(PusherApplicationEvent event) {
		boolean added = false;
		while (!added) {
			added = this.lanes.add(event);
		}
	}

	private void deliverLimited(PusherApplicationEvent event) {
		if (this.queued.get() >= this.settings.queueCapacity() && !makeRoom(event)) {
			return;
		}
		int queued = this.queued.incrementAndGet();
		add(event);
		if (queued >= this.settings.queueCapacity() && this.settings.overflow() == OverflowPolicy.BLOCK) {
			this.overflow.pause(event);
		}
	}

	private boolean makeRoom(PusherApplicationEvent event) {
		return switch (this.settings.overflow()) {
			// reading has been paused; this is what was under way by then
			case BLOCK -> true;
			case DROP_NEWEST -> {
				this.overflow.dropped(event);
				yield false;
			}
			case DROP_OLDEST -> {
				PusherMessageEvent oldest = this.lanes.removeOldestMessage();
				if (oldest != null) {
					this.queued.decrementAndGet();
				}
				this.overflow.dropped((oldest != null) ? oldest : event);
				yield oldest != null;
			}
		};
	}

	private void work(DeliveryLane lane) {
		for (PusherApplicationEvent event = lane.take(); event != null; event = lane.take()) {
			if (isLimited(event)) {
				this.queued.decrementAndGet();
				this.overflow.relax();
			}
			pass(event);
		}
	}

	private void pass(PusherApplicationEvent event) {
		this.watch.taken(event);
		try {
			this.listeners.accept(event);
			this.watch.delivered(event);
		}
		catch (Throwable ex) {
			logger.error(LogMessage.format("Unexpected failure on %s; the next event is delivered", event), ex);
		}
	}

	/**
	 * Return whether the current thread delivers events here: a listener is being called.
	 * @return whether it does
	 */
	public boolean isDelivering() {
		return this.threads.contains(Thread.currentThread());
	}

	/**
	 * Return the app whose events are delivered.
	 * @return the name of the client, which pairs the two
	 */
	public String getApp() {
		return this.app;
	}

	/**
	 * Return the number of messages and errors that wait.
	 * @return the number
	 */
	public int getQueued() {
		return this.queued.get();
	}

	/**
	 * Return the number of messages and errors dropped so far.
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
				this.watch.getFailed(), getDropped(), this.overflow.getPauses(), isReadingPaused());
	}

	/**
	 * Add somebody who watches the delivery from now on.
	 * @param observer the observer
	 */
	public void addObserver(DeliveryObserver observer) {
		this.watch.add(observer);
	}

	/**
	 * Return whether reading from the socket is paused because the queue is full.
	 * @return whether it is paused
	 */
	public boolean isReadingPaused() {
		return this.overflow.isReadingPaused();
	}

}

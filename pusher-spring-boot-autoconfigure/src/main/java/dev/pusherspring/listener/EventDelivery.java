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

package dev.pusherspring.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
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

	private final DeliverySettings settings;

	private final ThreadFactory threadFactory;

	private final Consumer<PusherApplicationEvent> listeners;

	private final List<DeliveryLane> lanes;

	private final Backpressure backpressure = new Backpressure();

	private final AtomicInteger queued = new AtomicInteger();

	private final AtomicLong dropped = new AtomicLong();

	private volatile boolean dropping;

	private List<Thread> threads = List.of();

	/**
	 * Create a new {@link EventDelivery} instance.
	 * @param settings the settings
	 * @param threadFactory makes the delivery threads
	 * @param listeners receives each event on a delivery thread; should not throw
	 */
	public EventDelivery(DeliverySettings settings, ThreadFactory threadFactory,
			Consumer<PusherApplicationEvent> listeners) {
		this.settings = settings;
		this.threadFactory = threadFactory;
		this.listeners = listeners;
		List<DeliveryLane> lanes = new ArrayList<>();
		for (int i = 0; i < settings.concurrency(); i++) {
			lanes.add(new DeliveryLane());
		}
		this.lanes = List.copyOf(lanes);
	}

	/**
	 * Start the delivery threads.
	 * @param client the client whose events are delivered
	 */
	public synchronized void start(PusherClient client) {
		if (!this.threads.isEmpty()) {
			return;
		}
		this.backpressure.use(client);
		List<Thread> threads = new ArrayList<>();
		for (DeliveryLane lane : this.lanes) {
			lane.open();
			threads.add(this.threadFactory.newThread(() -> work(lane)));
		}
		threads.forEach(Thread::start);
		this.threads = threads;
	}

	/**
	 * Deliver what waits, within the drain timeout, and stop the delivery threads.
	 */
	public synchronized void stop() {
		this.lanes.forEach(DeliveryLane::close);
		long deadline = System.nanoTime() + this.settings.drainTimeout().toNanos();
		try {
			for (Thread thread : this.threads) {
				thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())).toMillis() + 1);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		int left = this.lanes.stream().mapToInt(DeliveryLane::clear).sum();
		this.threads.forEach(Thread::interrupt);
		this.threads = List.of();
		this.queued.addAndGet(-left);
		if (left > 0) {
			this.dropped.addAndGet(left);
			logger.warn(LogMessage.format("Stopped with %d events not delivered within %d ms", left,
					this.settings.drainTimeout().toMillis()));
		}
	}

	/**
	 * Queue an event.
	 * @param event the event
	 */
	public void deliver(PusherApplicationEvent event) {
		if (event instanceof PusherMessageEvent message) {
			deliver(message);
		}
		else {
			this.lanes.get(0).add(event);
		}
	}

	private void deliver(PusherMessageEvent message) {
		DeliveryLane lane = this.lanes.get(Math.floorMod(message.getChannel().hashCode(), this.lanes.size()));
		if (this.queued.get() >= this.settings.queueCapacity() && !makeRoom(lane, message)) {
			return;
		}
		int queued = this.queued.incrementAndGet();
		lane.add(message);
		if (queued >= this.settings.queueCapacity() && this.settings.overflow() == OverflowPolicy.BLOCK) {
			pause();
		}
	}

	private boolean makeRoom(DeliveryLane lane, PusherMessageEvent message) {
		return switch (this.settings.overflow()) {
			// reading has been paused; this is what was under way by then
			case BLOCK -> true;
			case DROP_NEWEST -> {
				dropped(message);
				yield false;
			}
			case DROP_OLDEST -> {
				PusherMessageEvent oldest = lane.removeOldestMessage();
				if (oldest != null) {
					this.queued.decrementAndGet();
				}
				dropped((oldest != null) ? oldest : message);
				yield oldest != null;
			}
		};
	}

	private void dropped(PusherMessageEvent message) {
		this.dropped.incrementAndGet();
		if (!this.dropping) {
			this.dropping = true;
			String text = "Events are being dropped (%s) as listeners are too slow: %d wait for delivery"
				.formatted(this.settings.overflow(), this.settings.queueCapacity());
			logger.warn(text);
			deliver(new PusherErrorEvent(message.getClient(),
					new PusherError(null, text, null, message.getChannel(), false)));
		}
	}

	private void pause() {
		if (this.backpressure.pause()) {
			logger.warn(LogMessage.format("Reading is paused as listeners are too slow: %d events wait for delivery",
					this.queued.get()));
			// in case everything has been delivered since
			relax();
		}
	}

	private void relax() {
		if (this.queued.get() > this.settings.queueCapacity() / 2) {
			return;
		}
		if (this.backpressure.isPaused() && this.backpressure.resume()) {
			logger.info("Reading goes on");
		}
		if (this.dropping) {
			this.dropping = false;
			logger.info(LogMessage.format("No more events are being dropped; %d since the start", this.dropped.get()));
		}
	}

	private void work(DeliveryLane lane) {
		try {
			for (PusherApplicationEvent event = lane.take(); event != null; event = lane.take()) {
				if (event instanceof PusherMessageEvent) {
					this.queued.decrementAndGet();
					relax();
				}
				this.listeners.accept(event);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Return the number of messages that wait.
	 * @return the number
	 */
	public int getQueued() {
		return this.queued.get();
	}

	/**
	 * Return the number of messages dropped so far.
	 * @return the number
	 */
	public long getDropped() {
		return this.dropped.get();
	}

	/**
	 * Return whether reading from the socket is paused because the queue is full.
	 * @return whether it is paused
	 */
	public boolean isReadingPaused() {
		return this.backpressure.isPaused();
	}

}

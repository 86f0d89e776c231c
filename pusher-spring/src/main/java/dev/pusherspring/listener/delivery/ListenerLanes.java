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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.batch.BatchLanes;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.batch.BatchTimer;

/**
 * Queues of listeners with a concurrency of their own, and scheduled calls of listeners.
 * A lane uses a thread only while it has events, so that a removed listener leaves no
 * threads behind.
 */
final class ListenerLanes {

	private final BiConsumer<PusherListenerEndpoint, PusherChannelEvent> listeners;

	private final Consumer<PusherApplicationEvent> taken;

	private final ThreadPoolExecutor threads;

	private final Map<PusherListenerEndpoint, Lanes> lanes = Collections.synchronizedMap(new WeakHashMap<>());

	private final Function<PusherListenerEndpoint, BatchSettings> batchSettings;

	private final BatchTimer timer;

	// for batch listeners
	private final Map<PusherListenerEndpoint, BatchLanes> batches = Collections.synchronizedMap(new WeakHashMap<>());

	private final Set<Later> scheduled = ConcurrentHashMap.newKeySet();

	// guarded by itself
	private final Set<Thread> active = new HashSet<>();

	/**
	 * Create a new {@link ListenerLanes} instance.
	 * @param threadFactory creates the threads
	 * @param batchSettings the batch settings of a listener
	 * @param timer the timer for batches
	 * @param listeners calls a listener with an event; must not throw
	 * @param taken called with each event that has left a queue
	 */
	ListenerLanes(ThreadFactory threadFactory, Function<PusherListenerEndpoint, BatchSettings> batchSettings,
			BatchTimer timer, BiConsumer<PusherListenerEndpoint, PusherChannelEvent> listeners,
			Consumer<PusherApplicationEvent> taken) {
		this.batchSettings = batchSettings;
		this.timer = timer;
		this.listeners = listeners;
		this.taken = taken;
		this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(),
				threadFactory, new ThreadPoolExecutor.DiscardPolicy());
	}

	void add(PusherListenerEndpoint listener, PusherChannelEvent event) {
		if (listener.isBatch()) {
			if (event instanceof PusherMessageEvent message) {
				this.batches.computeIfAbsent(listener, this::batchLanes).add(message);
			}
			return;
		}
		this.lanes.computeIfAbsent(listener, Lanes::new).next(event).add(new Call(listener, event));
	}

	private BatchLanes batchLanes(PusherListenerEndpoint listener) {
		// a weak reference, so that the listener can be removed from the map
		WeakReference<PusherListenerEndpoint> reference = new WeakReference<>(listener);
		return new BatchLanes(Math.max(1, listener.getConcurrency()), listener.isOrdered(),
				this.batchSettings.apply(listener), this.timer, (task) -> this.threads.execute(() -> work(task)),
				(batch) -> deliver(reference.get(), batch));
	}

	private void deliver(@Nullable PusherListenerEndpoint listener, PusherBatchEvent batch) {
		batch.getEvents().forEach(this.taken);
		if (listener != null) {
			this.listeners.accept(listener, batch);
		}
		Thread.interrupted();
	}

	/**
	 * Deliver batches that are not full yet.
	 */
	void flush() {
		allBatches().forEach(BatchLanes::flush);
	}

	private List<BatchLanes> allBatches() {
		synchronized (this.batches) {
			return this.batches.isEmpty() ? List.of() : List.copyOf(this.batches.values());
		}
	}

	/**
	 * Run a task on one of the threads.
	 * @param event the event that waits until then
	 * @param delay the delay
	 * @param task the task
	 */
	void schedule(PusherChannelEvent event, Duration delay, Runnable task) {
		Later later = new Later(event, task);
		this.scheduled.add(later);
		CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this.threads)
			.execute(() -> work(() -> run(later)));
	}

	private void run(Later later) {
		if (this.scheduled.remove(later)) {
			this.taken.accept(later.event);
			later.task.run();
		}
	}

	/**
	 * Remove the oldest event of a lane.
	 * @return the event, or {@code null} if there is none
	 */
	@Nullable PusherApplicationEvent removeOldest() {
		return Stream
			.concat(all().map(Lane::removeOldest),
					allBatches().stream().<PusherApplicationEvent>map(BatchLanes::removeOldest))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private Stream<Lane> all() {
		synchronized (this.lanes) {
			return List.copyOf(this.lanes.values()).stream().flatMap((lanes) -> lanes.list.stream());
		}
	}

	boolean isCurrentThread() {
		synchronized (this.active) {
			return this.active.contains(Thread.currentThread());
		}
	}

	/**
	 * Wait until all work is done, except for the work of the current thread. Batches are
	 * delivered even if they are not full.
	 * @param deadline value of {@link System#nanoTime()} at which to give up
	 * @throws InterruptedException if the current thread is interrupted
	 */
	void awaitEnd(long deadline) throws InterruptedException {
		allBatches().forEach(BatchLanes::close);
		synchronized (this.active) {
			long left = deadline - System.nanoTime();
			while (isBusy() && left > 0) {
				TimeUnit.MILLISECONDS.timedWait(this.active, left / 1_000_000 + 1);
				left = deadline - System.nanoTime();
			}
		}
	}

	private boolean isBusy() {
		return !this.scheduled.isEmpty() || all().anyMatch(Lane::isPending)
				|| allBatches().stream().anyMatch(BatchLanes::isPending)
				|| this.active.stream().anyMatch((thread) -> thread != Thread.currentThread());
	}

	/**
	 * Accept no further events, and interrupt the threads.
	 * @return number of remaining events
	 */
	int retire() {
		int left = this.scheduled.stream()
			.filter(this.scheduled::remove)
			.mapToInt((later) -> Overflow.weight(later.event))
			.sum();
		left += allBatches().stream().mapToInt(BatchLanes::retire).sum();
		left += all().mapToInt(Lane::retire).sum();
		this.threads.shutdown();
		synchronized (this.active) {
			this.active.stream().filter((thread) -> thread != Thread.currentThread()).forEach(Thread::interrupt);
		}
		return left;
	}

	private void work(Runnable task) {
		Thread thread = Thread.currentThread();
		synchronized (this.active) {
			this.active.add(thread);
		}
		try {
			task.run();
		}
		finally {
			// clear an interrupt that a listener has left behind
			Thread.interrupted();
			synchronized (this.active) {
				this.active.remove(thread);
				this.active.notifyAll();
			}
		}
	}

	/**
	 * A call of a listener with an event.
	 */
	private record Call(PusherListenerEndpoint listener, PusherChannelEvent event) {

	}

	/**
	 * A scheduled task. Instances are compared by identity.
	 */
	private static final class Later {

		private final PusherChannelEvent event;

		private final Runnable task;

		private Later(PusherChannelEvent event, Runnable task) {
			this.event = event;
			this.task = task;
		}

	}

	/**
	 * The lanes of one listener.
	 */
	private final class Lanes {

		private final List<Lane> list;

		private final boolean ordered;

		private final AtomicInteger next = new AtomicInteger();

		private Lanes(PusherListenerEndpoint listener) {
			this.list = Stream.generate(() -> new Lane()).limit(listener.getConcurrency()).toList();
			this.ordered = listener.isOrdered();
		}

		private Lane next(PusherChannelEvent event) {
			int size = this.list.size();
			return this.list.get(this.ordered ? DeliveryLanes.indexOf(event.getChannel(), size)
					: Math.floorMod(this.next.getAndIncrement(), size));
		}

	}

	/**
	 * One lane.
	 */
	private final class Lane {

		// guarded by this
		private final DeliveryLane.Line<Call> calls = new DeliveryLane.Line<>();

		// guarded by this
		private boolean busy;

		// guarded by this
		private @Nullable Thread worker;

		private void add(Call call) {
			boolean start;
			synchronized (this) {
				this.calls.add(call, Overflow.isDroppable(call.event));
				start = !this.busy;
				this.busy = true;
			}
			if (start) {
				ListenerLanes.this.threads.execute(() -> work(this::callAll));
			}
		}

		private void callAll() {
			for (Call call = next(); call != null; call = next()) {
				ListenerLanes.this.taken.accept(call.event);
				ListenerLanes.this.listeners.accept(call.listener, call.event);
				Thread.interrupted();
			}
		}

		private synchronized @Nullable Call next() {
			Call call = this.calls.poll();
			this.busy = call != null;
			this.worker = this.busy ? Thread.currentThread() : null;
			return call;
		}

		// also before a thread has begun to work for the lane
		private synchronized boolean isPending() {
			return this.busy && this.worker != Thread.currentThread();
		}

		private synchronized @Nullable PusherApplicationEvent removeOldest() {
			Call call = this.calls.pollDroppable();
			return (call != null) ? call.event : null;
		}

		private synchronized int retire() {
			int left = this.calls.size();
			while (this.calls.poll() != null) {
				// only counted
			}
			return left;
		}

	}

}

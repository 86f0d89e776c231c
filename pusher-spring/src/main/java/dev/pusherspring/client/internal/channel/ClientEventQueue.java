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

package dev.pusherspring.client.internal.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Queue of client events, which limits their rate to what the server accepts. Events that
 * exceed the rate wait, as do events whose channel is not confirmed yet. If too many
 * events are waiting, further ones are rejected.
 * <p>
 * Confined to the event loop.
 *
 * @since 1.0.0
 */
public final class ClientEventQueue {

	/**
	 * The second in which the server counts events, plus a margin for latency: an event
	 * that travels faster than the previous one must not arrive within the same second.
	 */
	static final Duration WINDOW = Duration.ofMillis(1100);

	private final int ratePerSecond;

	private final int capacity;

	private final EventLoop loop;

	private final Predicate<String> sender;

	private final Executor completions;

	private final Deque<Long> sentAt = new ArrayDeque<>();

	// events that wait because of the rate only
	private final Deque<Waiting> waiting = new ArrayDeque<>();

	// events whose channel is not confirmed yet, which must not delay the others
	private final List<Waiting> unready = new ArrayList<>();

	private EventLoop.@Nullable Timer timer;

	/**
	 * Create a new {@link ClientEventQueue} instance.
	 * @param ratePerSecond maximum number of events to send per second
	 * @param capacity maximum number of waiting events
	 * @param loop the event loop
	 * @param sender sends a message, and returns whether it could be sent
	 * @param completions completes the results, since a caller's dependent stages must
	 * not run on the loop
	 */
	public ClientEventQueue(int ratePerSecond, int capacity, EventLoop loop, Predicate<String> sender,
			Executor completions) {
		this.ratePerSecond = ratePerSecond;
		this.capacity = capacity;
		this.loop = loop;
		this.sender = sender;
		this.completions = completions;
	}

	/**
	 * Send an event as soon as its channel is subscribed and the rate allows it.
	 * @param message text of the message
	 * @param readiness supplies whether the event can be sent; called immediately and, if
	 * the event has to wait, again later
	 * @param result a future that is completed when the event has been sent, or completed
	 * exceptionally if it cannot be sent
	 */
	public void send(String message, Supplier<Readiness> readiness, CompletableFuture<Void> result) {
		String obstacle = readiness.get().obstacle();
		if (obstacle != null) {
			reject(result, obstacle);
			return;
		}
		int count = this.waiting.size() + this.unready.size();
		if (count >= this.capacity) {
			reject(result,
					("The client event was rejected: %d are already waiting, since the server accepts %d per second "
							+ "and only on subscribed channels")
						.formatted(count, this.ratePerSecond));
			return;
		}
		this.unready.add(new Waiting(message, readiness, result));
		subscriptionsChanged();
	}

	/**
	 * Check the events that wait for the subscription of their channel, which may have
	 * been confirmed or have failed.
	 */
	public void subscriptionsChanged() {
		if (this.unready.isEmpty()) {
			return;
		}
		List<Waiting> unready = List.copyOf(this.unready);
		this.unready.clear();
		unready.forEach(this::queue);
		sendWhatIsDue();
	}

	private void queue(Waiting event) {
		Readiness readiness = event.readiness().get();
		if (readiness.obstacle() != null) {
			reject(event.result(), readiness.obstacle());
		}
		else if (readiness.later()) {
			this.unready.add(event);
		}
		else {
			this.waiting.add(event);
		}
	}

	/**
	 * Handle the loss of the connection. Waiting events are rejected, since they may be
	 * outdated by the time of the next connection.
	 */
	public void disconnected() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
		this.sentAt.clear();
		this.waiting.addAll(this.unready);
		this.unready.clear();
		for (Waiting event = this.waiting.poll(); event != null; event = this.waiting.poll()) {
			reject(event.result(), "The connection was lost before the client event was sent");
		}
	}

	private void sendWhatIsDue() {
		while (!this.waiting.isEmpty()) {
			if (!this.waiting.element().readiness().get().equals(Readiness.READY)) {
				queue(this.waiting.remove());
				continue;
			}
			long now = this.loop.nanoTime();
			while (!this.sentAt.isEmpty() && now - this.sentAt.peek() >= WINDOW.toNanos()) {
				this.sentAt.poll();
			}
			if (this.sentAt.size() >= this.ratePerSecond) {
				sendLater(Duration.ofNanos(this.sentAt.element() + WINDOW.toNanos() - now));
				return;
			}
			this.sentAt.add(now);
			send(this.waiting.remove());
		}
	}

	private void send(Waiting event) {
		if (this.sender.test(event.message())) {
			this.completions.execute(() -> event.result().complete(null));
		}
		else {
			reject(event.result(), "The client event was not sent because there is no connection");
		}
	}

	private void sendLater(Duration delay) {
		if (this.timer == null) {
			this.timer = this.loop.schedule(delay, () -> {
				this.timer = null;
				sendWhatIsDue();
			});
		}
	}

	private void reject(CompletableFuture<Void> result, String message) {
		this.completions.execute(() -> result.completeExceptionally(new IllegalStateException(message)));
	}

	/**
	 * A waiting event.
	 */
	private record Waiting(String message, Supplier<Readiness> readiness, CompletableFuture<Void> result) {

	}

	/**
	 * States whether an event can be sent.
	 *
	 * @param later whether the event has to wait for the subscription of its channel
	 * @param obstacle why it cannot be sent, or {@code null}
	 */
	public record Readiness(boolean later, @Nullable String obstacle) {

		/**
		 * The event can be sent.
		 */
		public static final Readiness READY = new Readiness(false, null);

		/**
		 * The event has to wait for the confirmation of a subscription.
		 */
		public static final Readiness LATER = new Readiness(true, null);

		/**
		 * Create the state of an event that cannot be sent.
		 * @param obstacle the reason
		 * @return the state
		 */
		public static Readiness impossible(String obstacle) {
			return new Readiness(false, obstacle);
		}

	}

}

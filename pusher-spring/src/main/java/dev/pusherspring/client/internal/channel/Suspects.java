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
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;

/**
 * Subscriptions during whose requests the connection was lost several times. One of them
 * may cause the loss of the connection each time, and must not prevent the others from
 * being confirmed: suspects are requested last, one at a time, and with growing delays.
 */
final class Suspects {

	/**
	 * Number of losses after which a subscription becomes a suspect.
	 */
	static final int MIN_LOSSES = 2;

	private static final Duration INITIAL_DELAY = Duration.ofSeconds(1);

	private static final int MAX_DOUBLINGS = 8;

	private final EventLoop loop;

	private final BooleanSupplier othersAreUnderWay;

	private final Deque<Subscription> waiting = new ArrayDeque<>();

	private @Nullable Timer timer;

	Suspects(EventLoop loop, BooleanSupplier othersAreUnderWay) {
		this.loop = loop;
		this.othersAreUnderWay = othersAreUnderWay;
	}

	void addAll(Collection<Subscription> suspects) {
		suspects.stream()
			.sorted(Comparator.comparingInt(Subscription::getLosses).thenComparing(Subscription::getChannel))
			.forEach(this.waiting::add);
		requestNext();
	}

	boolean contains(Subscription subscription) {
		return this.waiting.contains(subscription);
	}

	/**
	 * Request the next suspect, unless an answer is pending. Called when an answer has
	 * arrived.
	 */
	void requestNext() {
		Subscription next = this.waiting.peek();
		if (next == null || this.timer != null || this.othersAreUnderWay.getAsBoolean()) {
			return;
		}
		this.timer = this.loop.schedule(delay(next.getLosses()), () -> {
			this.timer = null;
			if (this.othersAreUnderWay.getAsBoolean()) {
				return;
			}
			this.waiting.poll();
			next.connected();
			// it may have ended in the meantime, so that no answer will arrive
			requestNext();
		});
	}

	private static Duration delay(int losses) {
		int further = losses - MIN_LOSSES;
		return (further > 0) ? INITIAL_DELAY.multipliedBy(1L << Math.min(further - 1, MAX_DOUBLINGS)) : Duration.ZERO;
	}

	void clear() {
		this.waiting.clear();
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

}

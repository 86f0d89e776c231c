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

package dev.pusherspring.listener.method.result;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Subscriber that lets a thread wait for the values of a publisher, or for its completion
 * only.
 */
final class PublishedResults implements Flow.Subscriber<Object> {

	private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

	private final boolean wanted;

	private Flow.@Nullable Subscription subscription;

	private boolean ended;

	/**
	 * Create a new {@link PublishedResults} instance.
	 * @param wanted whether to return the values, or to wait for the completion only
	 */
	PublishedResults(boolean wanted) {
		this.wanted = wanted;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		boolean ended;
		synchronized (this) {
			this.subscription = subscription;
			ended = this.ended;
		}
		if (ended) {
			subscription.cancel();
		}
		else {
			subscription.request(this.wanted ? 1 : Long.MAX_VALUE);
		}
	}

	@Override
	public void onNext(Object item) {
		if (this.wanted) {
			this.signals.add(new Signal(item, null));
		}
	}

	@Override
	public void onError(Throwable ex) {
		this.signals.add(new Signal(null, ex));
	}

	@Override
	public void onComplete() {
		this.signals.add(new Signal(null, null));
	}

	/**
	 * Wait for the next value.
	 * @return the value, or {@code null} if there are no more
	 * @throws InterruptedException if the thread is interrupted
	 * @throws Throwable if the publisher has failed
	 */
	@Nullable Object next() throws Throwable {
		Signal signal = this.signals.take();
		if (signal.item == null) {
			end();
		}
		if (signal.failure != null) {
			throw signal.failure;
		}
		return signal.item;
	}

	/**
	 * Request the next value.
	 */
	void request() {
		Flow.Subscription subscription = subscription();
		if (subscription != null) {
			subscription.request(1);
		}
	}

	/**
	 * Cancel the subscription, unless it has completed.
	 */
	void cancel() {
		Flow.Subscription subscription = end();
		if (subscription != null) {
			subscription.cancel();
		}
	}

	private synchronized Flow.@Nullable Subscription subscription() {
		return this.subscription;
	}

	private synchronized Flow.@Nullable Subscription end() {
		Flow.Subscription subscription = this.ended ? null : this.subscription;
		this.ended = true;
		return subscription;
	}

	/**
	 * A value, a failure, or the completion if both are {@code null}.
	 */
	private record Signal(@Nullable Object item, @Nullable Throwable failure) {

	}

}

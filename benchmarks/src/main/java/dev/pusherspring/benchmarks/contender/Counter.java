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

package dev.pusherspring.benchmarks.contender;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Counts events, and waits until all expected events have arrived.
 */
class Counter implements Sink {

	private final Semaphore subscriptions = new Semaphore(0);

	private volatile Expectation expectation = new Expectation(Long.MAX_VALUE);

	private long count;

	@Override
	public void event(String data) {
		if (++this.count == this.expectation.count) {
			this.expectation.fulfilled.countDown();
		}
	}

	@Override
	public void subscribed() {
		this.subscriptions.release();
	}

	void awaitSubscriptions(int number, Duration timeout) throws InterruptedException, TimeoutException {
		if (!this.subscriptions.tryAcquire(number, timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new TimeoutException(
					"%d of %d subscriptions confirmed".formatted(this.subscriptions.availablePermits(), number));
		}
	}

	/**
	 * Expect events. Must be called before they are sent.
	 * @param more number of events
	 */
	void expect(int more) {
		this.expectation = new Expectation(this.count + more);
	}

	void await(Duration timeout) throws InterruptedException, TimeoutException {
		if (!this.expectation.fulfilled.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new TimeoutException("%d of %d events".formatted(this.count, this.expectation.count));
		}
	}

	long count() {
		return this.count;
	}

	/**
	 * A number of events to wait for.
	 */
	private static final class Expectation {

		private final long count;

		private final CountDownLatch fulfilled = new CountDownLatch(1);

		private Expectation(long count) {
			this.count = count;
		}

	}

}

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

package dev.pusherspring.listener.recovery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts outages and the events that were recovered after them. Safe for use by multiple
 * threads.
 */
final class RecoveryCounts {

	private final AtomicInteger active = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final LongAdder recovered = new LongAdder();

	private final LongAdder duplicates = new LongAdder();

	private final LongAdder succeeded = new LongAdder();

	private final LongAdder failed = new LongAdder();

	void closed() {
		this.active.incrementAndGet();
	}

	void opened() {
		this.active.decrementAndGet();
	}

	void waits() {
		this.waiting.incrementAndGet();
	}

	void waitsNoMore() {
		this.waiting.decrementAndGet();
	}

	int waiting() {
		return this.waiting.get();
	}

	void recovered() {
		this.recovered.increment();
	}

	void duplicate() {
		this.duplicates.increment();
	}

	void fetched(boolean success) {
		(success ? this.succeeded : this.failed).increment();
	}

	RecoveryStatistics get() {
		return new RecoveryStatistics(this.active.get(), this.waiting.get(), this.recovered.sum(),
				this.duplicates.sum(), this.succeeded.sum(), this.failed.sum());
	}

}

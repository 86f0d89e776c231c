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

package dev.pusherspring.listener.batch;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Settings of batches.
 *
 * @param maxSize maximum number of events in a batch
 * @param maxWait maximum time that an event waits for its batch to fill, zero to deliver
 * queued events immediately
 * @since 1.0.0
 */
public record BatchSettings(int maxSize, Duration maxWait) {

	public BatchSettings {
		Assert.isTrue(maxSize > 0, () -> "'maxSize' must be positive but is %d".formatted(maxSize));
		Assert.isTrue(!maxWait.isNegative(), () -> "'maxWait' must not be negative but is %s".formatted(maxWait));
	}

	/**
	 * Return the default settings: batches of up to 500 events that wait for up to one
	 * second.
	 * @return the settings
	 */
	public static BatchSettings defaults() {
		return new BatchSettings(500, Duration.ofSeconds(1));
	}

	/**
	 * Return these settings with a different size.
	 * @param maxSize maximum number of events in a batch
	 * @return the settings
	 */
	public BatchSettings withMaxSize(int maxSize) {
		return new BatchSettings(maxSize, this.maxWait);
	}

	/**
	 * Return these settings with a different time.
	 * @param maxWait maximum time that an event waits for its batch to fill
	 * @return the settings
	 */
	public BatchSettings withMaxWait(Duration maxWait) {
		return new BatchSettings(this.maxSize, maxWait);
	}

}

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
 * When the events that wait for a batch listener are delivered.
 *
 * @param maxSize number of events that a batch has at most
 * @param maxWait longest time that an event waits for others, zero to deliver what is
 * there at once
 * @since 1.0.0
 */
public record BatchSettings(int maxSize, Duration maxWait) {

	public BatchSettings {
		Assert.isTrue(maxSize > 0, () -> "'maxSize' must be positive but is %d".formatted(maxSize));
		Assert.isTrue(!maxWait.isNegative(), () -> "'maxWait' must not be negative but is %s".formatted(maxWait));
	}

	/**
	 * Return the default settings: up to 500 events, which wait for a second at most.
	 * @return the settings
	 */
	public static BatchSettings defaults() {
		return new BatchSettings(500, Duration.ofSeconds(1));
	}

	/**
	 * Return these settings with another size.
	 * @param maxSize number of events that a batch has at most
	 * @return the settings
	 */
	public BatchSettings withMaxSize(int maxSize) {
		return new BatchSettings(maxSize, this.maxWait);
	}

	/**
	 * Return these settings with another time.
	 * @param maxWait longest time that an event waits for others
	 * @return the settings
	 */
	public BatchSettings withMaxWait(Duration maxWait) {
		return new BatchSettings(this.maxSize, maxWait);
	}

}

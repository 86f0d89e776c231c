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

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.deduplicate.DeduplicationSettings;

/**
 * Settings of {@link EventDelivery}.
 *
 * @param concurrency number of delivery threads; the messages of each channel are
 * delivered in order, whatever the number
 * @param queueCapacity maximum number of events in the delivery queue
 * @param overflow what to do with further events when the queue is full
 * @param drainTimeout maximum time to deliver the queued events when delivery stops
 * @param idleEventInterval time without a message after which to publish an idle event,
 * or {@code null} for never
 * @param batch the batch settings for batch listeners without settings of their own
 * @param deduplication how to recognize duplicates, or {@code null} to deliver all events
 * @since 1.0.0
 */
public record DeliverySettings(int concurrency, int queueCapacity, OverflowPolicy overflow, Duration drainTimeout,
		@Nullable Duration idleEventInterval, BatchSettings batch, @Nullable DeduplicationSettings deduplication) {

	public DeliverySettings {
		Assert.isTrue(concurrency > 0, () -> "'concurrency' must be positive but is %d".formatted(concurrency));
		Assert.isTrue(queueCapacity > 0, () -> "'queueCapacity' must be positive but is %d".formatted(queueCapacity));
		Assert.isTrue(idleEventInterval == null || idleEventInterval.toMillis() > 0,
				() -> "'idleEventInterval' must be positive but is %s".formatted(idleEventInterval));
	}

	/**
	 * Create settings with default batch settings and without deduplication.
	 * @param concurrency number of delivery threads
	 * @param queueCapacity maximum number of events in the delivery queue
	 * @param overflow what to do with further events when the queue is full
	 * @param drainTimeout maximum time to deliver the queued events when delivery stops
	 * @param idleEventInterval time without a message after which to publish an idle
	 * event, or {@code null} for never
	 */
	public DeliverySettings(int concurrency, int queueCapacity, OverflowPolicy overflow, Duration drainTimeout,
			@Nullable Duration idleEventInterval) {
		this(concurrency, queueCapacity, overflow, drainTimeout, idleEventInterval, BatchSettings.defaults(), null);
	}

	/**
	 * Create settings without idle events.
	 * @param concurrency number of delivery threads
	 * @param queueCapacity maximum number of events in the delivery queue
	 * @param overflow what to do with further events when the queue is full
	 * @param drainTimeout maximum time to deliver the queued events when delivery stops
	 */
	public DeliverySettings(int concurrency, int queueCapacity, OverflowPolicy overflow, Duration drainTimeout) {
		this(concurrency, queueCapacity, overflow, drainTimeout, null);
	}

	/**
	 * Return these settings with different batch settings.
	 * @param batch the batch settings
	 * @return the settings
	 */
	public DeliverySettings withBatch(BatchSettings batch) {
		return new DeliverySettings(this.concurrency, this.queueCapacity, this.overflow, this.drainTimeout,
				this.idleEventInterval, batch, this.deduplication);
	}

	/**
	 * Return these settings with different deduplication settings.
	 * @param deduplication how to recognize duplicates, or {@code null} to deliver all
	 * events
	 * @return the settings
	 */
	public DeliverySettings withDeduplication(@Nullable DeduplicationSettings deduplication) {
		return new DeliverySettings(this.concurrency, this.queueCapacity, this.overflow, this.drainTimeout,
				this.idleEventInterval, this.batch, deduplication);
	}

}

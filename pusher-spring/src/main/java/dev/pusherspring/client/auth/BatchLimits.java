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

package dev.pusherspring.client.auth;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Limits of the batches of a {@link BatchChannelAuthorizer}.
 *
 * @param maxSize the maximum number of channels in a batch, from 1 to 500; 1 turns
 * batches off
 * @param maxWait how long the first channel of a batch waits for others, at most one
 * minute. A full batch does not wait
 * @since 1.0.0
 */
public record BatchLimits(int maxSize, Duration maxWait) {

	public BatchLimits {
		Assert.isTrue(maxSize >= 1 && maxSize <= 500,
				() -> "'maxSize' must be from 1 to 500 but is %d".formatted(maxSize));
		Assert.isTrue(!maxWait.isNegative() && maxWait.compareTo(Duration.ofMinutes(1)) <= 0,
				() -> "'maxWait' must be from zero to one minute but is %d ms".formatted(maxWait.toMillis()));
	}

	/**
	 * Return the defaults: 100 channels, collected for 10 milliseconds.
	 * @return the defaults
	 */
	public static BatchLimits defaults() {
		return new BatchLimits(100, Duration.ofMillis(10));
	}

	/**
	 * Return limits that turn batches off.
	 * @return a size of 1 and no wait
	 */
	public static BatchLimits none() {
		return new BatchLimits(1, Duration.ZERO);
	}

}

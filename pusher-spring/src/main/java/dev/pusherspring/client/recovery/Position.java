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

package dev.pusherspring.client.recovery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The position of an application on a channel. The application has received all events
 * published before it.
 *
 * @param time the time up to which the application has received all events, by the clock
 * of the instance that received them
 * @param key {@linkplain MissedEventsSource#key key} of the last delivered event with a
 * key, or {@code null} if there is none
 * @since 1.0.0
 * @see PositionStore
 */
public record Position(Instant time, @Nullable String key) {

	/**
	 * Return a description without the key, which may be data, so that logs do not reveal
	 * it.
	 */
	@Override
	public String toString() {
		return "Position[time=" + this.time + "]";
	}

}

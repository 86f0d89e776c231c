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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.Position;

/**
 * The point from which events are missing on a channel.
 *
 * @param time the time up to which no event is missing
 * @param key key of the last event that was delivered, or {@code null}
 * @param event that event, or {@code null}
 */
record Beginning(Instant time, @Nullable String key, @Nullable ChannelEvent event) {

	/**
	 * Advance to an event.
	 * @param event the event
	 * @param key its key, or {@code null} if it has none
	 * @return the new point; its time is unchanged, because the publishing time of the
	 * event is unknown
	 */
	Beginning after(ChannelEvent event, @Nullable String key) {
		return new Beginning(this.time, (key != null) ? key : this.key, event);
	}

	Position position() {
		return new Position(this.time, this.key);
	}

}

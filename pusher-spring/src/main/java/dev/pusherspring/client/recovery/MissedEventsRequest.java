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
 * Request to a {@link MissedEventsSource} for the events of one channel that were
 * published while there was no subscription to it.
 * <p>
 * The window allows for clocks that differ by {@code pusher.recovery.margin}. It
 * therefore overlaps with the events that were delivered before the outage and those that
 * arrive live: {@code from} is the time of the last message on the lost connection, minus
 * the margin, and {@code to} is the time at which the new subscription was confirmed,
 * plus the margin. Events published after the confirmation are delivered live, so that a
 * source may return events after {@code to} but does not need to.
 *
 * @param app name of the app
 * @param channel name of the channel
 * @param from start of the window
 * @param to end of the window
 * @param lastKey key of the last event with a key that was delivered before the window,
 * including events before a restart if there is a {@link PositionStore}; {@code null} if
 * there is none
 * @param lastEvent last event that was delivered before the window; {@code null} if this
 * client has delivered none on the channel
 * @since 1.0.0
 */
public record MissedEventsRequest(String app, String channel, Instant from, Instant to, @Nullable String lastKey,
		@Nullable ChannelEvent lastEvent) {

	/**
	 * Return a description without keys and data, so that logs do not reveal them.
	 */
	@Override
	public String toString() {
		return "MissedEventsRequest[app=" + this.app + ", channel=" + this.channel + ", from=" + this.from + ", to="
				+ this.to + "]";
	}

}

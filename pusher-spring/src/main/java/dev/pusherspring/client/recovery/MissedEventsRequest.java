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
 * What a {@link MissedEventsSource} is asked for: the events of one channel that were
 * published while there was no subscription to it.
 * <p>
 * The window is wide enough for clocks that differ by {@code pusher.recovery.margin}, and
 * therefore overlaps with what has been delivered before and what arrives live:
 * {@code from} is the time at which the last sign of life came over the lost connection,
 * less the margin; {@code to} is the time at which the client learned that the server had
 * confirmed the new subscription, plus the margin. An event that was published before the
 * confirmation is not delivered live; one published after it is, so that a source may
 * return newer events than {@code to}, but needs not.
 *
 * @param app name of the app
 * @param channel name of the channel
 * @param from begin of the window
 * @param to end of the window
 * @param lastKey key of the last event that was delivered before the window and had one,
 * also one that was delivered before a restart if a {@link PositionStore} knows it;
 * {@code null} if there is none
 * @param lastEvent last event that was delivered before the window; {@code null} if this
 * client has delivered none on the channel
 * @since 1.0.0
 */
public record MissedEventsRequest(String app, String channel, Instant from, Instant to, @Nullable String lastKey,
		@Nullable ChannelEvent lastEvent) {

	/**
	 * Keys may be data, and stay out of logs.
	 */
	@Override
	public String toString() {
		return "MissedEventsRequest[app=" + this.app + ", channel=" + this.channel + ", from=" + this.from + ", to="
				+ this.to + "]";
	}

}

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

package dev.pusherspring.event;

import java.time.Duration;

import dev.pusherspring.client.PusherClient;

/**
 * Published when no message has arrived for {@code pusher.listener.idle-event-interval},
 * and again after each further interval without one.
 *
 * @since 1.0.0
 */
public class PusherIdleEvent extends PusherApplicationEvent {

	private final Duration idleTime;

	/**
	 * Create a new {@link PusherIdleEvent} instance.
	 * @param source the client
	 * @param idleTime time since the last message
	 */
	public PusherIdleEvent(PusherClient source, Duration idleTime) {
		super(source);
		this.idleTime = idleTime;
	}

	/**
	 * Return the time since the last message, or since the start if there was none.
	 * @return the time
	 */
	public Duration getIdleTime() {
		return this.idleTime;
	}

	@Override
	public String toString() {
		return "PusherIdleEvent[idleTime=" + this.idleTime.toMillis() + " ms]";
	}

}

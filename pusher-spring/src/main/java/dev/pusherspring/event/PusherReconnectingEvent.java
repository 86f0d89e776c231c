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
 * Published when another attempt to connect has been scheduled. The
 * {@link PusherErrorEvent} before it has the reason.
 *
 * @since 1.0.0
 */
public class PusherReconnectingEvent extends PusherApplicationEvent {

	private final int attempt;

	private final Duration delay;

	/**
	 * Create a new {@link PusherReconnectingEvent} instance.
	 * @param source the client
	 * @param attempt number of the attempt since the last stable connection, from 1
	 * @param delay time until the attempt
	 */
	public PusherReconnectingEvent(PusherClient source, int attempt, Duration delay) {
		super(source);
		this.attempt = attempt;
		this.delay = delay;
	}

	/**
	 * Return the number of the attempt since the last stable connection.
	 * @return the number, from 1
	 */
	public int getAttempt() {
		return this.attempt;
	}

	/**
	 * Return the time until the attempt.
	 * @return the delay
	 */
	public Duration getDelay() {
		return this.delay;
	}

	@Override
	public String toString() {
		return "PusherReconnectingEvent[attempt=" + this.attempt + ", delay=" + this.delay.toMillis() + " ms]";
	}

}

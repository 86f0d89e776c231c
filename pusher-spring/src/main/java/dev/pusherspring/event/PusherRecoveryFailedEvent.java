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

import java.time.Instant;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;

/**
 * Published when some or all of the events missed on a channel could not be fetched. It
 * follows the events that were fetched and precedes the live events that waited
 * meanwhile. Its name, {@code pusher:recovery_failed}, is specific to this client.
 *
 * @since 1.0.0
 */
public class PusherRecoveryFailedEvent extends PusherChannelEvent {

	private final Instant from;

	private final Instant to;

	private final long recovered;

	private final transient Throwable cause;

	/**
	 * Create a new {@link PusherRecoveryFailedEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 * @param from start of the window whose events may be missing
	 * @param to end of the window
	 * @param recovered number of events that were fetched
	 * @param cause why the recovery has failed
	 */
	public PusherRecoveryFailedEvent(PusherClient source, String channel, Instant from, Instant to, long recovered,
			Throwable cause) {
		super(source, channel, "pusher:recovery_failed");
		this.from = from;
		this.to = to;
		this.recovered = recovered;
		this.cause = cause;
	}

	/**
	 * Return the start of the window whose events may be missing.
	 * @return the start
	 */
	public Instant getFrom() {
		return this.from;
	}

	/**
	 * Return the end of the window whose events may be missing.
	 * @return the end
	 */
	public Instant getTo() {
		return this.to;
	}

	/**
	 * Return how many events of the window were fetched before the failure.
	 * @return the number
	 */
	public long getRecovered() {
		return this.recovered;
	}

	/**
	 * Return why the recovery has failed.
	 * @return the last exception thrown by the source, or a {@code TimeoutException} if
	 * it did not answer in time
	 */
	public Throwable getCause() {
		return this.cause;
	}

	@Override
	public String toString() {
		return "PusherRecoveryFailedEvent[channel=" + PrintableText.of(getChannel()) + ", from=" + this.from + ", to="
				+ this.to + ", recovered=" + this.recovered + "]";
	}

}

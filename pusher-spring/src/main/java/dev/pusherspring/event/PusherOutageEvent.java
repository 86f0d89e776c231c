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
import dev.pusherspring.client.ReconnectCause;

/**
 * Published when a subscription has been restored after an outage. Channels keeps no
 * history: events published in between may be lost and should be fetched from their
 * source, for example by a {@code MissedEventsSource}. With a {@code PositionStore}, it
 * is also published for the first subscription of a client that continues from the
 * position of an earlier one. Its name, {@code pusher:outage}, is specific to this
 * client.
 *
 * @since 1.0.0
 */
public class PusherOutageEvent extends PusherChannelEvent {

	private final Instant from;

	private final Instant to;

	private final ReconnectCause cause;

	/**
	 * Create a new {@link PusherOutageEvent} instance for a connection that was lost.
	 * @param source the client
	 * @param channel name of the channel
	 * @param from when the loss of the subscription was detected, or the stored position
	 * @param to when it was confirmed again
	 */
	public PusherOutageEvent(PusherClient source, String channel, Instant from, Instant to) {
		this(source, channel, from, to, ReconnectCause.LOST);
	}

	/**
	 * Create a new {@link PusherOutageEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 * @param from when the loss of the subscription was detected
	 * @param to when it was confirmed again
	 * @param cause why the connection ended
	 */
	public PusherOutageEvent(PusherClient source, String channel, Instant from, Instant to, ReconnectCause cause) {
		super(source, channel, "pusher:outage");
		this.from = from;
		this.to = to;
		this.cause = cause;
	}

	/**
	 * Return when the loss of the subscription was detected, or the stored position.
	 * @return the start of the outage
	 */
	public Instant getFrom() {
		return this.from;
	}

	/**
	 * Return when the subscription was confirmed again.
	 * @return the end of the outage
	 */
	public Instant getTo() {
		return this.to;
	}

	/**
	 * Return why the connection with the previous subscription ended.
	 * @return the cause
	 */
	public ReconnectCause getCause() {
		return this.cause;
	}

	@Override
	public String toString() {
		return "PusherOutageEvent[channel=" + PrintableText.of(getChannel()) + ", from=" + this.from + ", to=" + this.to
				+ ", cause=" + this.cause + "]";
	}

}

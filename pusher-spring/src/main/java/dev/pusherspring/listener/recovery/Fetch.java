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

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherRecoveryFailedEvent;

/**
 * Fetches the events that were missed in one outage of a channel, with retries.
 */
final class Fetch {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.recovery");

	private final ChannelRecovery channel;

	private final MissedEventsRecovery recovery;

	private final MissedEventsSource source;

	private final Instant to;

	// the following fields are guarded by this

	private Beginning beginning;

	private @Nullable TimedCall call;

	private boolean cancelled;

	private int failures;

	private long count;

	// an event without a key was passed on, which would not be recognized as a duplicate
	private boolean unrecognizable;

	Fetch(ChannelRecovery channel, MissedEventsRecovery recovery, MissedEventsSource source, Beginning beginning,
			Instant to) {
		this.channel = channel;
		this.recovery = recovery;
		this.source = source;
		this.beginning = beginning;
		this.to = to;
	}

	/**
	 * Call the source.
	 */
	synchronized void start() {
		if (!this.cancelled) {
			this.call = this.recovery.threads().call(this.recovery.settings().timeout(), this::fetch, this::ended);
		}
	}

	/**
	 * Cancel the call, and ignore further events.
	 * @return the point from which events are missing now
	 */
	Beginning cancel() {
		TimedCall call;
		Beginning beginning;
		synchronized (this) {
			this.cancelled = true;
			call = this.call;
			beginning = this.beginning;
		}
		// not within the lock, because the call may be passing on an event
		if (call != null) {
			call.cancel();
		}
		return beginning;
	}

	private void fetch(TimedCall call) throws Exception {
		try (Stream<ChannelEvent> events = this.source.fetch(request())) {
			Assert.state(events != null, "The source returned null instead of a stream");
			Iterator<ChannelEvent> iterator = events.iterator();
			while (iterator.hasNext()) {
				ChannelEvent event = iterator.next();
				requireApplicationEvent(event);
				call.stopTime();
				this.recovery.awaitRoom();
				if (!this.channel.isWanted() || !call.proceed(() -> passOn(event))) {
					return;
				}
			}
		}
	}

	private synchronized MissedEventsRequest request() {
		Duration margin = this.recovery.settings().margin();
		return new MissedEventsRequest(this.recovery.app(), this.channel.name(), this.beginning.time().minus(margin),
				this.to.plus(margin), this.beginning.key(), this.beginning.event());
	}

	// events of the protocol would be mistaken for changes of the subscription
	private static void requireApplicationEvent(ChannelEvent event) {
		Assert.state(
				StringUtils.hasText(event.event()) && !event.event().startsWith("pusher:")
						&& !event.event().startsWith("pusher_internal:"),
				() -> "The source returned an event with the name '%s', which is reserved for the protocol"
					.formatted(PrintableText.of(event.event())));
	}

	private void passOn(ChannelEvent event) {
		String key = DeliveredEvents.key(this.source, event, this.channel.name());
		synchronized (this) {
			if (this.cancelled) {
				return;
			}
			this.beginning = this.beginning.after(event, key);
			this.unrecognizable |= key == null;
			this.count++;
			this.recovery.passOn(this.channel.name(), event, this.beginning.position());
		}
	}

	private void ended(@Nullable Throwable failure) {
		Duration delay = null;
		synchronized (this) {
			if (this.cancelled) {
				return;
			}
			if (failure != null) {
				this.failures++;
				delay = (this.unrecognizable || !this.channel.isWanted()) ? null
						: this.recovery.settings().retry().delayAfter(this.failures);
			}
		}
		if (delay != null) {
			logger.debug(LogMessage.format("Fetching the events missed on channel '%s' will be retried in %d ms",
					this.channel.name(), delay.toMillis()), failure);
			this.recovery.threads().later(delay, this::start);
			return;
		}
		if (failure != null) {
			report(failure);
		}
		this.channel.fetched(this, failure == null);
	}

	/**
	 * Report that not all events have been fetched.
	 * @param failure the reason
	 */
	void report(Throwable failure) {
		logger.warn(LogMessage
			.format("Not all events missed on channel '%s' could be fetched; %d events were recovered, and live events "
					+ "continue", this.channel.name(), this.count),
				failure);
		this.recovery.target()
			.add(new PusherRecoveryFailedEvent(this.recovery.client(), this.channel.name(), this.beginning.time(),
					this.to, this.count, failure));
	}

}

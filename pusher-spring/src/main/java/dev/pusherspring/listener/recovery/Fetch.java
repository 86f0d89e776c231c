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
 * Fetches what was missed in one outage of a channel, again if that fails.
 */
final class Fetch {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.recovery");

	private final ChannelRecovery channel;

	private final MissedEventsRecovery recovery;

	private final MissedEventsSource source;

	private final Instant to;

	// all of the following guarded by this

	private Beginning beginning;

	private @Nullable TimedCall call;

	private boolean cancelled;

	private int failures;

	private long count;

	// something was passed on that would not be recognized if it came again
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
	 * Ask the source.
	 */
	synchronized void start() {
		if (!this.cancelled) {
			this.call = this.recovery.threads().call(this.recovery.settings().timeout(), this::fetch, this::ended);
		}
	}

	/**
	 * Ask no more, and ignore what still comes.
	 * @return where what is missing begins now
	 */
	Beginning cancel() {
		TimedCall call;
		Beginning beginning;
		synchronized (this) {
			this.cancelled = true;
			call = this.call;
			beginning = this.beginning;
		}
		// not within the lock: the call may be passing an event on
		if (call != null) {
			call.cancel();
		}
		return beginning;
	}

	private void fetch(TimedCall call) throws Exception {
		try (Stream<ChannelEvent> events = this.source.fetch(request())) {
			Assert.state(events != null, "The source has returned null in place of a stream");
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

	// the protocol's own would be taken for news of the subscription
	private static void requireApplicationEvent(ChannelEvent event) {
		Assert.state(
				StringUtils.hasText(event.event()) && !event.event().startsWith("pusher:")
						&& !event.event().startsWith("pusher_internal:"),
				() -> "The source has returned an event with the name '%s'".formatted(PrintableText.of(event.event())));
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
			logger.debug(LogMessage.format("The events missed on channel '%s' are fetched again in %d ms",
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
	 * Say that not everything has been fetched.
	 * @param failure why
	 */
	void report(Throwable failure) {
		logger.warn(LogMessage.format(
				"The events missed on channel '%s' could not be fetched; %d were, and live events go on",
				this.channel.name(), this.count), failure);
		this.recovery.target()
			.add(new PusherRecoveryFailedEvent(this.recovery.client(), this.channel.name(), this.beginning.time(),
					this.to, this.count, failure));
	}

}

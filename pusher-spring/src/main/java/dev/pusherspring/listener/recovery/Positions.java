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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherErrorEvent;

/**
 * Saves the positions of all channels periodically while a client runs, and loads them
 * after its start.
 */
final class Positions {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.recovery");

	private final MissedEventsRecovery recovery;

	private final PositionStore store;

	private final Map<String, ChannelRecovery> channels;

	private volatile boolean stopped;

	private volatile boolean failing;

	Positions(MissedEventsRecovery recovery, PositionStore store, Map<String, ChannelRecovery> channels) {
		this.recovery = recovery;
		this.store = store;
		this.channels = channels;
	}

	void start() {
		if (!this.recovery.settings().savedByListeners()) {
			saveLater();
		}
	}

	private void saveLater() {
		this.recovery.threads().later(this.recovery.settings().positionInterval(), this::saveNow);
	}

	private void saveNow() {
		if (this.stopped) {
			return;
		}
		Map<String, Instant> times = times();
		try {
			long deadline = System.nanoTime() + this.recovery.settings().timeout().toNanos();
			if (!times.isEmpty() && this.recovery.target().awaitDelivery(this.recovery.client(), deadline)) {
				save(times, false, (failure) -> saveLater());
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return;
		}
		saveLater();
	}

	// must be read before the queued events have been delivered
	private Map<String, Instant> times() {
		Instant readAt = this.recovery.readAt();
		Map<String, Instant> times = new HashMap<>();
		this.channels.forEach((name, channel) -> {
			Instant time = channel.completeUntil(readAt);
			if (time != null) {
				times.put(name, time);
			}
		});
		return times;
	}

	private void save(Map<String, Instant> times, boolean all, Consumer<@Nullable Throwable> end) {
		Map<String, Position> positions = new HashMap<>();
		times.forEach((name, time) -> {
			ChannelRecovery channel = this.channels.get(name);
			if (channel == null) {
				return;
			}
			Position position = new Position(time, channel.lastKey());
			if (all || channel.hasMoved(time)) {
				positions.put(name, position);
			}
		});
		if (positions.isEmpty()) {
			end.accept(null);
			return;
		}
		this.recovery.threads()
			.call(this.recovery.settings().timeout(), (call) -> this.store.save(this.recovery.app(), positions),
					(failure) -> {
						saved(positions, failure);
						end.accept(failure);
					});
	}

	private void saved(Map<String, Position> positions, @Nullable Throwable failure) {
		positions.forEach((name, position) -> {
			ChannelRecovery channel = this.channels.get(name);
			if (channel != null) {
				channel.saved((failure != null) ? null : position.time());
			}
		});
		if (failure == null) {
			this.failing = false;
		}
		else if (!this.failing) {
			this.failing = true;
			logger.warn("The positions of channels could not be saved; saving will be retried", failure);
		}
	}

	/**
	 * Load a position.
	 * @param channel name of the channel
	 * @param first the position to save if there is none and listeners save the following
	 * ones, because an instance may be killed before its first event
	 * @param result receives the position, or {@code null} if there is none or it could
	 * not be loaded
	 */
	void load(String channel, Position first, Consumer<@Nullable Position> result) {
		load(channel, first, 1, result);
	}

	private void load(String channel, Position first, int attempt, Consumer<@Nullable Position> result) {
		AtomicReference<@Nullable Position> position = new AtomicReference<>();
		this.recovery.threads()
			.call(this.recovery.settings().timeout(), (call) -> position.set(loadOrSave(channel, first)), (failure) -> {
				Duration delay = (failure != null && !this.stopped)
						? this.recovery.settings().retry().delayAfter(attempt) : null;
				if (delay != null) {
					this.recovery.threads().later(delay, () -> load(channel, first, attempt + 1, result));
					return;
				}
				if (failure != null) {
					report(channel, failure);
				}
				result.accept(position.get());
			});
	}

	private @Nullable Position loadOrSave(String channel, Position first) {
		Position position = this.store.load(this.recovery.app(), channel);
		if (position == null && this.recovery.settings().savedByListeners()) {
			this.store.save(this.recovery.app(), channel, first);
		}
		return position;
	}

	private void report(String channel, Throwable failure) {
		String message = ("The position of channel '%s' could not be loaded, so events missed before the start are "
				+ "not recovered")
			.formatted(channel);
		logger.warn(message, failure);
		this.recovery.target()
			.add(new PusherErrorEvent(this.recovery.client(), new PusherError(null, message, failure, channel, false)));
	}

	/**
	 * Save all positions for the last time, unless listeners have saved them.
	 * @param complete whether all queued events have been delivered; if not, nothing is
	 * saved
	 * @param deadline value of {@link System#nanoTime()} until which to wait
	 */
	void stop(boolean complete, long deadline) {
		this.stopped = true;
		if (!complete || this.recovery.settings().savedByListeners()) {
			return;
		}
		CountDownLatch done = new CountDownLatch(1);
		save(times(), true, (failure) -> done.countDown());
		try {
			if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
				logger.warn(LogMessage.format("The last positions of app '%s' could not be saved in time",
						this.recovery.app()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * Fetches the events that were missed on the channels of one app, and holds back their
 * live events until then. There is no overhead for an event as long as no channel has a
 * {@link MissedEventsSource} and there is no {@link PositionStore}.
 * <p>
 * Events that arrive on the client's event loop pass {@link #arrived} and may have to
 * wait in the gate of their channel before they are queued. Events that the queue
 * delivers to listeners pass {@link #isKnown} and {@link #delivered}.
 *
 * @since 1.0.0
 */
public final class MissedEventsRecovery {

	private static final int MIN_SWEEP = 64;

	private final String app;

	private final RecoverySettings settings;

	private final Function<String, @Nullable MissedEventsSource> sources;

	private final @Nullable PositionStore store;

	private final JsonMapper mapper;

	private final RecoveryThreads threads;

	private final RememberedKeys.Total rememberedKeys;

	private final Map<String, ChannelRecovery> channels = new ConcurrentHashMap<>();

	private final RecoveryCounts counts = new RecoveryCounts();

	private final Object room = new Object();

	private final AtomicInteger roomWanted = new AtomicInteger();

	private volatile boolean inUse;

	private volatile long readAt;

	private volatile @Nullable PusherClient client;

	private volatile @Nullable RecoveryTarget target;

	private volatile @Nullable Positions positions;

	// accessed on the client's event loop
	private int sweepAt = MIN_SWEEP;

	/**
	 * Create a new {@link MissedEventsRecovery} instance.
	 * @param app name of the app
	 * @param settings the settings
	 * @param sources returns the source for a channel, or {@code null} if there is none.
	 * Called on the client's event loop whenever a subscription is confirmed
	 * @param store stores positions, or {@code null} to recover only outages that begin
	 * after the start of the client
	 * @param mapper converts the data of events
	 * @param threadFactory creates the threads on which sources and store are called
	 */
	public MissedEventsRecovery(String app, RecoverySettings settings,
			Function<String, @Nullable MissedEventsSource> sources, @Nullable PositionStore store, JsonMapper mapper,
			ThreadFactory threadFactory) {
		this.app = app;
		this.settings = settings;
		this.rememberedKeys = new RememberedKeys.Total(settings);
		this.sources = sources;
		this.store = store;
		this.mapper = mapper;
		// saving positions waits for delivery and must not delay recovery
		this.threads = new RecoveryThreads(settings.maxConcurrency() + ((store != null) ? 1 : 0), threadFactory);
	}

	/**
	 * Start recovery for a client and a queue.
	 * @param client the client
	 * @param target the queue
	 */
	public void start(PusherClient client, RecoveryTarget target) {
		this.target = target;
		this.readAt = System.currentTimeMillis();
		if (this.client != client) {
			this.client = client;
			client.addListener(new ReadingTimes(client));
		}
		PositionStore store = this.store;
		if (store != null) {
			Positions positions = new Positions(this, store, this.channels);
			this.positions = positions;
			positions.start();
		}
	}

	/**
	 * Cancel all recoveries. Waiting events are queued, unless they can be fetched later
	 * from a stored position.
	 */
	public void cancel() {
		this.channels.values().forEach(ChannelRecovery::stop);
		signalRoom();
	}

	/**
	 * Forget the channels that are no longer needed, because another instance of the
	 * application continues with them at the stored position. If they are needed again,
	 * this instance continues at the position that is stored by then, regardless of the
	 * events that it has delivered before.
	 */
	public void forgetUnwanted() {
		this.channels.values().removeIf((channel) -> {
			boolean unwanted = !channel.isWanted();
			if (unwanted) {
				channel.stop();
			}
			return unwanted;
		});
		signalRoom();
	}

	/**
	 * Save the positions for the last time and remove all channels.
	 * @param complete whether all queued events have been delivered; if not, the last
	 * saved positions remain
	 * @param deadline value of {@link System#nanoTime()} until which to wait for the
	 * store
	 */
	public void stop(boolean complete, long deadline) {
		cancel();
		Positions positions = this.positions;
		if (positions != null) {
			this.positions = null;
			positions.stop(complete, deadline);
		}
		this.channels.clear();
		this.inUse = false;
	}

	/**
	 * Called when an event has arrived, on the client's event loop.
	 * @param event the event
	 * @return the gate in which it has to wait, or {@code null} if it is to be queued
	 */
	public @Nullable RecoveryGate arrived(PusherApplicationEvent event) {
		if (event instanceof PusherChannelEvent channelEvent) {
			ChannelRecovery channel = find(channelEvent);
			return (channel != null && channel.arrived(channelEvent)) ? channel : null;
		}
		if (this.inUse && event instanceof PusherConnectionStateEvent change) {
			changed(change.getPrevious(), change.getCurrent());
		}
		return null;
	}

	private @Nullable ChannelRecovery find(PusherChannelEvent event) {
		boolean subscribed = event instanceof PusherSubscriptionSucceededEvent || event instanceof PusherOutageEvent;
		if (subscribed) {
			return subscribed(event.getChannel());
		}
		return this.inUse ? this.channels.get(event.getChannel()) : null;
	}

	private @Nullable ChannelRecovery subscribed(String name) {
		MissedEventsSource source = this.sources.apply(name);
		ChannelRecovery channel = this.channels.get(name);
		if (channel == null && (source != null || this.store != null) && this.target != null) {
			sweep();
			channel = new ChannelRecovery(name, this);
			this.channels.put(name, channel);
			this.readAt = System.currentTimeMillis();
			this.inUse = true;
		}
		if (channel != null) {
			channel.use(source);
		}
		return channel;
	}

	// remove abandoned channels, because their number is unlimited
	private void sweep() {
		if (this.channels.size() >= this.sweepAt) {
			this.channels.values().removeIf(ChannelRecovery::isAbandoned);
			this.sweepAt = Math.max(MIN_SWEEP, this.channels.size() * 2);
		}
	}

	private void changed(ConnectionState previous, ConnectionState current) {
		boolean intended = current == ConnectionState.DISCONNECTED;
		if (previous == ConnectionState.CONNECTED || intended) {
			Instant readAt = readAt();
			this.channels.values().forEach((channel) -> channel.lost(readAt, intended));
		}
	}

	/**
	 * Return whether an event has already been delivered. Called by the thread that is
	 * about to deliver it.
	 * @param event the event
	 * @return whether it has been delivered
	 */
	public boolean isKnown(PusherApplicationEvent event) {
		if (!this.inUse || !(event instanceof PusherMessageEvent message)) {
			return false;
		}
		ChannelRecovery channel = this.channels.get(message.getChannel());
		if (channel == null || !channel.isKnown(message)) {
			return false;
		}
		this.counts.duplicate();
		return true;
	}

	/**
	 * Return an event with its position, if listeners save positions. Called by the
	 * thread that is about to deliver the event, after {@link #isKnown}.
	 * @param event the event
	 * @return the event to deliver
	 */
	public PusherApplicationEvent withPosition(PusherApplicationEvent event) {
		if (!hasPositions() || !(event instanceof PusherMessageEvent message)) {
			return event;
		}
		ChannelRecovery channel = this.channels.get(message.getChannel());
		return (channel != null) ? channel.withPosition(message) : event;
	}

	/**
	 * Called when an event has been delivered, by the thread that has delivered it.
	 * @param event the event
	 */
	public void delivered(PusherApplicationEvent event) {
		if (!this.inUse || !(event instanceof PusherChannelEvent channelEvent)) {
			return;
		}
		ChannelRecovery channel = this.channels.get(channelEvent.getChannel());
		if (channel != null) {
			channel.delivered(channelEvent);
			if (event instanceof PusherMessageEvent message && message.isRecovered()) {
				this.counts.recovered();
			}
		}
	}

	/**
	 * Called when an event has left the queue.
	 */
	public void roomMade() {
		if (this.roomWanted.get() > 0) {
			signalRoom();
		}
	}

	private void signalRoom() {
		synchronized (this.room) {
			this.room.notifyAll();
		}
	}

	/**
	 * Return the statistics so far.
	 * @return a snapshot
	 */
	public RecoveryStatistics getStatistics() {
		return this.counts.get();
	}

	String app() {
		return this.app;
	}

	RecoverySettings settings() {
		return this.settings;
	}

	RememberedKeys newRememberedKeys() {
		return new RememberedKeys(this.settings, this.rememberedKeys);
	}

	RecoveryThreads threads() {
		return this.threads;
	}

	boolean hasStore() {
		return this.store != null;
	}

	PusherClient client() {
		PusherClient client = this.client;
		Assert.state(client != null, "Recovery has not been started");
		return client;
	}

	RecoveryTarget target() {
		RecoveryTarget target = this.target;
		Assert.state(target != null, "Recovery has not been started");
		return target;
	}

	Instant readAt() {
		return Instant.ofEpochMilli(this.readAt);
	}

	RecoveryCounts counts() {
		return this.counts;
	}

	void passOn(String channel, ChannelEvent event, Position position) {
		PusherMessageEvent message = new PusherMessageEvent(client(), channel, event.event(), event.data(),
				event.userId(), this.mapper, true);
		target().add(hasPositions() ? message.withPosition(position) : message);
	}

	// events carry their positions
	private boolean hasPositions() {
		return this.store != null && this.settings.savedByListeners();
	}

	/**
	 * Wait until the queue has room for another event, or recoveries are cancelled.
	 * @throws InterruptedException if the current thread is interrupted
	 */
	void awaitRoom() throws InterruptedException {
		if (hasRoom()) {
			return;
		}
		this.roomWanted.incrementAndGet();
		try {
			synchronized (this.room) {
				while (!hasRoom()) {
					this.room.wait();
				}
			}
		}
		finally {
			this.roomWanted.decrementAndGet();
		}
	}

	private boolean hasRoom() {
		return target().hasRoom(this.counts.waiting());
	}

	void load(ChannelRecovery channel, Position first, Consumer<@Nullable Position> result) {
		Positions positions = this.positions;
		if (positions != null) {
			positions.load(channel.name(), first, result);
		}
		else {
			// stopped
			result.accept(null);
		}
	}

	/**
	 * Records the time of the last read from the connection.
	 */
	private final class ReadingTimes implements PusherClientListener {

		private final PusherClient client;

		private ReadingTimes(PusherClient client) {
			this.client = client;
		}

		@Override
		public void messageRead(int bytes) {
			if (MissedEventsRecovery.this.inUse && MissedEventsRecovery.this.client == this.client) {
				MissedEventsRecovery.this.readAt = System.currentTimeMillis();
			}
		}

	}

}

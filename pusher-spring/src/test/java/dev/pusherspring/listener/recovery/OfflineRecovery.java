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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.mockito.ArgumentMatchers;
import org.mockito.Mockito;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.RetrySettings;

/**
 * Recovery without a server: events arrive and are delivered when a test says so. Fetches
 * run on a single thread.
 */
final class OfflineRecovery implements RecoveryTarget {

	static final String CHANNEL = "orders";

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	static final Duration MARGIN = Duration.ofSeconds(5);

	/**
	 * Three calls of a source, and no periodic saves while a test runs.
	 */
	static final RecoverySettings SETTINGS = settings(Duration.ofMinutes(10), Duration.ofHours(1));

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final Map<String, SubscriptionState> channels = new ConcurrentHashMap<>();

	private final List<PusherClientListener> listeners = new CopyOnWriteArrayList<>();

	private final MissedEventsRecovery recovery;

	private final int threads;

	private final LinkedBlockingQueue<PusherApplicationEvent> queue = new LinkedBlockingQueue<>();

	private final Set<PusherApplicationEvent> counted = ConcurrentHashMap.newKeySet();

	private final List<PusherApplicationEvent> forgotten = new CopyOnWriteArrayList<>();

	private final List<PusherApplicationEvent> delivered = new ArrayList<>();

	private final CountDownLatch full = new CountDownLatch(1);

	private volatile @Nullable MissedEventsSource source;

	private volatile int capacity = Integer.MAX_VALUE;

	private final List<Long> deadlines = new CopyOnWriteArrayList<>();

	private volatile Callable<Boolean> awaitDelivery = () -> true;

	OfflineRecovery(@Nullable MissedEventsSource source) {
		this(source, null, SETTINGS);
	}

	OfflineRecovery(@Nullable MissedEventsSource source, @Nullable PositionStore store) {
		this(source, store, SETTINGS);
	}

	OfflineRecovery(@Nullable MissedEventsSource source, @Nullable PositionStore store, RecoverySettings settings) {
		this.source = source;
		Mockito.when(this.client.getName()).thenReturn("shop");
		Mockito.when(this.client.getChannel(ArgumentMatchers.anyString()))
			.thenAnswer((call) -> channel(this.channels.get(call.<String>getArgument(0))));
		Mockito.when(this.client.addListener(ArgumentMatchers.any())).thenAnswer((call) -> {
			this.listeners.add(call.getArgument(0));
			return null;
		});
		CustomizableThreadFactory threadFactory = new CustomizableThreadFactory("recovery-under-test-");
		threadFactory.setDaemon(true);
		this.recovery = new MissedEventsRecovery("shop", settings, (name) -> this.source, store, JsonMapper.shared(),
				threadFactory);
		this.threads = settings.maxConcurrency() + ((store != null) ? 1 : 0);
	}

	static RecoverySettings settings(Duration timeout, Duration positionInterval) {
		return new RecoverySettings(timeout, new RetrySettings(3, Duration.ofMillis(1), 1, Duration.ofMillis(1)),
				MARGIN, 1, 100, positionInterval);
	}

	private static @Nullable Channel channel(@Nullable SubscriptionState state) {
		if (state == null) {
			return null;
		}
		Channel channel = Mockito.mock(Channel.class, Mockito.withSettings().stubOnly());
		Mockito.when(channel.getState()).thenReturn(state);
		return channel;
	}

	OfflineRecovery start() {
		this.recovery.start(this.client, this);
		return subscribed(CHANNEL);
	}

	OfflineRecovery subscribed(String channel) {
		this.channels.put(channel, SubscriptionState.SUBSCRIBED);
		return this;
	}

	void unsubscribed(String channel) {
		this.channels.remove(channel);
	}

	void state(SubscriptionState state) {
		this.channels.put(CHANNEL, state);
	}

	void source(@Nullable MissedEventsSource source) {
		this.source = source;
	}

	MissedEventsRecovery recovery() {
		return this.recovery;
	}

	RecoveryStatistics statistics() {
		return this.recovery.getStatistics();
	}

	PusherClient client() {
		return this.client;
	}

	List<PusherClientListener> listeners() {
		return this.listeners;
	}

	// events

	PusherMessageEvent message(int number) {
		return message(CHANNEL, number);
	}

	PusherMessageEvent message(String channel, int number) {
		return new PusherMessageEvent(this.client, channel, "numbered", History.data(number), null,
				JsonMapper.shared());
	}

	PusherSubscriptionSucceededEvent confirmation() {
		return new PusherSubscriptionSucceededEvent(this.client, CHANNEL);
	}

	PusherOutageEvent outage(Instant from, Instant to) {
		return new PusherOutageEvent(this.client, CHANNEL, from, to);
	}

	PusherConnectionStateEvent change(ConnectionState previous, ConnectionState current) {
		return new PusherConnectionStateEvent(this.client, previous, current);
	}

	/**
	 * Let an event arrive, as the delivery queue does.
	 * @param event the event
	 * @return whether it has been queued
	 */
	boolean arrive(PusherApplicationEvent event) {
		RecoveryGate gate = this.recovery.arrived(event);
		if (gate != null && gate.hold(event)) {
			return false;
		}
		this.queue.add(event);
		return true;
	}

	boolean live(int number) {
		return arrive(message(number));
	}

	/**
	 * Confirm the subscription, and deliver the confirmation.
	 * @return the gate of the channel
	 */
	ChannelRecovery confirmed() {
		PusherSubscriptionSucceededEvent confirmation = confirmation();
		ChannelRecovery gate = (ChannelRecovery) this.recovery.arrived(confirmation);
		arrive(confirmation);
		run();
		if (gate == null) {
			throw new IllegalStateException("There is no gate");
		}
		return gate;
	}

	/**
	 * Confirm the subscription again, and report the outage before.
	 * @param from start of the outage
	 * @param to end of the outage
	 */
	void returned(Instant from, Instant to) {
		arrive(confirmation());
		arrive(outage(from, to));
	}

	/**
	 * Deliver the events that are queued now, as the delivery threads do.
	 */
	void deliver() {
		List<PusherApplicationEvent> events = new ArrayList<>();
		this.queue.drainTo(events);
		for (PusherApplicationEvent event : events) {
			if (!this.recovery.isKnown(event)) {
				this.delivered.add(this.recovery.withPosition(event));
				this.recovery.delivered(event);
			}
			this.recovery.roomMade();
		}
	}

	/**
	 * Wait until the threads of recovery have done what they had to do before this call,
	 * and what follows from it: a task may lead to a call, whose end is another task.
	 */
	void settle() {
		for (int i = 0; i < 3; i++) {
			CountDownLatch idle = new CountDownLatch(this.threads);
			occupy(idle, idle);
			await(idle);
		}
	}

	/**
	 * Keep the threads of recovery from doing anything.
	 * @param release ends it
	 */
	void occupy(CountDownLatch release) {
		CountDownLatch occupied = new CountDownLatch(this.threads);
		occupy(occupied, release);
		await(occupied);
	}

	private void occupy(CountDownLatch occupied, CountDownLatch release) {
		for (int i = 0; i < this.threads; i++) {
			this.recovery.threads().execute(() -> {
				occupied.countDown();
				await(release);
			});
		}
	}

	/**
	 * Deliver events and let recovery continue until nothing is left to do.
	 */
	void run() {
		do {
			deliver();
			settle();
		}
		while (!this.queue.isEmpty());
	}

	static void await(CountDownLatch latch) {
		try {
			if (!latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nothing has happened for %s".formatted(TIMEOUT));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	// what has happened

	/**
	 * Return what has been delivered, in short.
	 * @return numbers of live messages, numbers of recovered messages with a plus sign,
	 * and simple names of other events
	 */
	List<String> log() {
		return this.delivered.stream().map(OfflineRecovery::brief).toList();
	}

	List<String> queued() {
		return this.queue.stream().map(OfflineRecovery::brief).toList();
	}

	static String brief(PusherApplicationEvent event) {
		if (event instanceof PusherMessageEvent message) {
			return (message.isRecovered() ? "+" : "")
					+ ChannelEvent.of(message.getEvent(), message.getData()).field("n");
		}
		return event.getClass().getSimpleName().replaceAll("Pusher|Event", "");
	}

	<T> List<T> delivered(Class<T> type) {
		return this.delivered.stream().filter(type::isInstance).map(type::cast).toList();
	}

	Set<PusherApplicationEvent> counted() {
		return this.counted;
	}

	List<PusherApplicationEvent> forgotten() {
		return this.forgotten;
	}

	/**
	 * Limit the queue.
	 * @param capacity maximum number of limited events
	 */
	void capacity(int capacity) {
		this.capacity = capacity;
	}

	/**
	 * Wait until recovery has found the queue full.
	 */
	void awaitFull() {
		await(this.full);
	}

	/**
	 * Set what comes of waiting for delivery before positions are saved.
	 * @param awaitDelivery the result
	 */
	void awaitDelivery(Callable<Boolean> awaitDelivery) {
		this.awaitDelivery = awaitDelivery;
	}

	/**
	 * Return until when delivery has been waited for, before positions were saved.
	 * @return values of {@link System#nanoTime()}
	 */
	List<Long> deadlines() {
		return this.deadlines;
	}

	/**
	 * Wait until positions have been looked at once more, from beginning to end.
	 */
	void awaitRound() {
		int before = this.deadlines.size();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(2))
			.atMost(TIMEOUT)
			.until(() -> this.deadlines.size() >= before + 2);
	}

	// the queue

	@Override
	public void add(PusherApplicationEvent event) {
		this.queue.add(event);
	}

	@Override
	public void addCounted(PusherApplicationEvent event) {
		this.counted.add(event);
		this.queue.add(event);
	}

	@Override
	public void forget(PusherApplicationEvent event) {
		this.forgotten.add(event);
	}

	@Override
	public boolean isDroppable(PusherApplicationEvent event) {
		return event instanceof PusherMessageEvent;
	}

	@Override
	public boolean hasRoom(int waiting) {
		boolean room = this.queue.stream().filter(this::isDroppable).count() < this.capacity;
		if (!room) {
			this.full.countDown();
		}
		return room;
	}

	@Override
	public boolean awaitDelivery(PusherClient client, long deadline) throws InterruptedException {
		this.deadlines.add(deadline);
		try {
			return this.awaitDelivery.call();
		}
		catch (InterruptedException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}

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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;

/**
 * A client on an embedded server whose missed events are fetched.
 */
final class RecoveringClient implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final RecoverySettings SETTINGS = new RecoverySettings(Duration.ofSeconds(10),
			new RetrySettings(3, Duration.ofMillis(20), 2, Duration.ofMillis(100)), Duration.ofMillis(500), 4, 10_000,
			Duration.ofMillis(100));

	private final EmbeddedPusherServer server;

	private final List<PusherApplicationEvent> events = new CopyOnWriteArrayList<>();

	private final EventDelivery delivery;

	private final PusherClient client;

	private Consumer<PusherMessageEvent> listener = (event) -> {
	};

	RecoveringClient(EmbeddedPusherServer server, @Nullable MissedEventsSource source) {
		this(server, source, null, SETTINGS, 1_000, OverflowPolicy.BLOCK);
	}

	RecoveringClient(EmbeddedPusherServer server, @Nullable MissedEventsSource source, @Nullable PositionStore store) {
		this(server, source, store, SETTINGS, 1_000, OverflowPolicy.BLOCK);
	}

	RecoveringClient(EmbeddedPusherServer server, MissedEventsSource source, int capacity, OverflowPolicy overflow) {
		this(server, source, null, SETTINGS, capacity, overflow);
	}

	RecoveringClient(EmbeddedPusherServer server, MissedEventsSource source, Duration timeout) {
		this(server, source, null, new RecoverySettings(timeout, SETTINGS.retry(), SETTINGS.margin(), 2, 10_000,
				SETTINGS.positionInterval()), 1_000, OverflowPolicy.BLOCK);
	}

	/**
	 * Return a client whose listeners save positions.
	 * @param server the server
	 * @param source the source
	 * @param store the store
	 * @return the client
	 */
	static RecoveringClient savedByListeners(EmbeddedPusherServer server, MissedEventsSource source,
			PositionStore store) {
		return new RecoveringClient(server, source, store,
				new RecoverySettings(SETTINGS.timeout(), SETTINGS.retry(), SETTINGS.margin(), 4, 10_000, Duration.ZERO),
				1_000, OverflowPolicy.BLOCK);
	}

	private RecoveringClient(EmbeddedPusherServer server, @Nullable MissedEventsSource source,
			@Nullable PositionStore store, RecoverySettings settings, int capacity, OverflowPolicy overflow) {
		this.server = server;
		this.delivery = new EventDelivery(new DeliverySettings(2, capacity, overflow, Duration.ofSeconds(10)),
				new CustomizableThreadFactory("delivery-under-test-"), this::deliver);
		this.delivery.setRecovery(new MissedEventsRecovery(PusherClient.DEFAULT_NAME, settings, (channel) -> source,
				store, JsonMapper.shared(), new CustomizableThreadFactory("recovery-under-test-")));
		this.client = new PusherClientBuilder(PusherOptions.builder(server.getKey())
			.host(server.getHost())
			.port(server.getPort())
			.forceTls(false)
			.connection((connection) -> connection.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(5))))
			.build())
			.channelAuthorizer(
					new HttpChannelAuthorizer(HttpAuthSettings.builder(server.getAuthEndpoint()).build(), List.of()))
			.listener(new PusherApplicationEventAdapter(JsonMapper.shared(), this.delivery::deliver))
			.build();
	}

	private void deliver(PusherApplicationEvent event) {
		this.events.add(event);
		if (event instanceof PusherMessageEvent message) {
			this.listener.accept(message);
		}
	}

	RecoveringClient listener(Consumer<PusherMessageEvent> listener) {
		this.listener = listener;
		return this;
	}

	RecoveringClient start(String... channels) throws Exception {
		this.delivery.start(this.client);
		List.of(channels).forEach(this.client::subscribe);
		this.client.connect().get(10, TimeUnit.SECONDS);
		for (String channel : channels) {
			awaitConfirmations(channel, 1);
		}
		return this;
	}

	PusherClient client() {
		return this.client;
	}

	EventDelivery delivery() {
		return this.delivery;
	}

	RecoveryStatistics statistics() {
		RecoveryStatistics statistics = this.delivery.getRecoveryStatistics();
		if (statistics == null) {
			throw new IllegalStateException("There is no recovery");
		}
		return statistics;
	}

	<T> List<T> events(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	List<Integer> numbers() {
		return events(PusherMessageEvent.class).stream().map(RecoveringClient::number).toList();
	}

	List<Integer> recovered() {
		return events(PusherMessageEvent.class).stream()
			.filter(PusherMessageEvent::isRecovered)
			.map(RecoveringClient::number)
			.toList();
	}

	private static int number(PusherMessageEvent event) {
		return Integer.parseInt(String.valueOf(ChannelEvent.of(event.getEvent(), event.getData()).field("n")));
	}

	/**
	 * Return what has been delivered, in short.
	 * @return numbers of messages, and simple names of other events
	 */
	List<String> log() {
		return this.events.stream()
			.filter((event) -> event.getChannel() != null)
			.map((event) -> (event instanceof PusherMessageEvent message) ? String.valueOf(number(message))
					: event.getClass().getSimpleName())
			.toList();
	}

	void drop() {
		this.server.faults().dropAll();
	}

	void awaitConfirmations(String channel, int count) {
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> events(PusherSubscriptionSucceededEvent.class).stream()
				.filter((event) -> event.getChannel().equals(channel))
				.count() >= count);
	}

	@Override
	public void close() {
		this.delivery.stop(() -> this.client.disconnect().join());
	}

}

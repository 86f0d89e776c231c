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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Delivery of what a real client receives from an embedded server, which pings after a
 * second of silence and waits one more for an answer.
 */
final class ConnectedDelivery implements AutoCloseable {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.activityTimeout(Duration.ofSeconds(1))
		.pongTimeout(Duration.ofSeconds(1))
		.build();

	private final AtomicLong received = new AtomicLong();

	private final AtomicInteger mostQueued = new AtomicInteger();

	private final List<PusherErrorEvent> errors = new CopyOnWriteArrayList<>();

	private final EventDelivery delivery;

	private final PusherClient client;

	private final @Nullable String socketId;

	ConnectedDelivery(int concurrency, int capacity, OverflowPolicy overflow, Consumer<PusherMessageEvent> listener,
			List<String> channels) throws Exception {
		this.server.start();
		this.delivery = new EventDelivery(new DeliverySettings(concurrency, capacity, overflow, Duration.ofSeconds(20)),
				new CustomizableThreadFactory("delivery-under-test-"), (event) -> pass(event, listener));
		this.client = new PusherClientBuilder(PusherOptions.builder(this.server.getKey())
			.host(this.server.getHost())
			.port(this.server.getPort())
			.forceTls(false)
			.build()).listener(new PusherApplicationEventAdapter(JsonMapper.shared(), this.delivery::deliver))
			.listener(new Counter())
			.build();
		this.delivery.start(this.client);
		channels.forEach(this.client::subscribe);
		this.client.connect().get(10, TimeUnit.SECONDS);
		for (String channel : channels) {
			assertThat(this.server.awaitSubscribed(channel, Duration.ofSeconds(10))).isTrue();
		}
		this.socketId = this.client.getSocketId();
	}

	private void pass(PusherApplicationEvent event, Consumer<PusherMessageEvent> listener) {
		if (event instanceof PusherMessageEvent message) {
			listener.accept(message);
		}
		else if (event instanceof PusherErrorEvent error) {
			this.errors.add(error);
		}
	}

	EmbeddedPusherServer server() {
		return this.server;
	}

	EventDelivery delivery() {
		return this.delivery;
	}

	PusherClient client() {
		return this.client;
	}

	long received() {
		return this.received.get();
	}

	int mostQueued() {
		return this.mostQueued.get();
	}

	List<PusherErrorEvent> errors() {
		return this.errors;
	}

	void assertConnectionHasLasted() {
		assertThat(this.client.getSocketId()).isNotNull().isEqualTo(this.socketId);
		assertThat(this.server.getAcceptedConnections()).isEqualTo(1);
	}

	@Override
	public void close() {
		this.client.disconnect();
		this.delivery.stop();
		this.server.stop();
	}

	/**
	 * Comes after what delivers, on the same thread.
	 */
	private final class Counter implements PusherClientListener {

		@Override
		public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
			ConnectedDelivery.this.received.incrementAndGet();
			ConnectedDelivery.this.mostQueued.accumulateAndGet(ConnectedDelivery.this.delivery.getQueued(), Math::max);
		}

	}

}

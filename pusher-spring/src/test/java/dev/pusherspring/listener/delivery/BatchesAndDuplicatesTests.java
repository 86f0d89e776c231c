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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.deduplicate.DeduplicationSettings;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for batches and for events that are sent twice, from an embedded server to the
 * listener.
 */
@Timeout(60)
class BatchesAndDuplicatesTests {

	private static final int EVENTS = 20_000;

	private static final int SIZE = 500;

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final ListeningContext context = new ListeningContext();

	private @Nullable EventDelivery delivery;

	private @Nullable PusherClient client;

	@BeforeEach
	void startServer() throws Exception {
		this.server.start();
	}

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.disconnect();
		}
		if (this.delivery != null) {
			this.delivery.stop();
		}
		this.context.close();
		this.server.stop();
	}

	@Test
	void everyEventComesOnceInOrderInBatchesThatAreNotTooLarge() throws Exception {
		List<String> channels = IntStream.range(0, 4).mapToObj((i) -> "numbers-" + i).toList();
		Archive archive = start(Archive.class, settings().withBatch(new BatchSettings(SIZE, Duration.ofMillis(100))),
				channels);
		for (int i = 0; i < EVENTS / channels.size(); i++) {
			String number = String.valueOf(i);
			channels.forEach((channel) -> this.server.trigger(channel, "number", number));
		}
		Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> archive.received.get() >= EVENTS);
		List<Integer> expected = IntStream.range(0, EVENTS / channels.size()).boxed().toList();
		assertThat(archive.numbers).containsOnlyKeys(channels)
			.allSatisfy((channel, numbers) -> assertThat(numbers).isEqualTo(expected));
		assertThat(archive.sizes).allSatisfy((size) -> assertThat(size).isBetween(1, SIZE))
			.anyMatch((size) -> size > 1);
		assertThat(archive.received).hasValue(EVENTS);
		assertThat(delivery().getQueued()).isZero();
		assertThat(delivery().getDropped()).isZero();
	}

	@Test
	void whatIsSentSixTimesIsDeliveredOnce() throws Exception {
		Orders orders = start(Orders.class, settings().withDeduplication(deduplication("id")), List.of("orders"));
		for (int id = 1; id <= 20; id++) {
			for (int attempt = 0; attempt < 6; attempt++) {
				this.server.trigger("orders", "placed", "{\"id\":" + id + ",\"attempt\":" + attempt + "}");
			}
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> delivery().getStatistics().deduplicated() == 20 * 5);
		List<Integer> expected = IntStream.rangeClosed(1, 20).boxed().toList();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> orders.batched.size() == 20);
		assertThat(orders.handled).isEqualTo(expected);
		assertThat(orders.published).isEqualTo(expected);
		assertThat(orders.batched).isEqualTo(expected);
		// each of them has failed once before
		assertThat(orders.attempts).hasValue(2 * 20);
		assertThat(delivery().getStatistics().delivered()).isEqualTo(20);
	}

	@Test
	void withoutDeduplicationAllAreDelivered() throws Exception {
		Orders orders = start(Orders.class, settings(), List.of("orders"));
		for (int attempt = 0; attempt < 6; attempt++) {
			this.server.trigger("orders", "placed", "{\"id\":1,\"attempt\":1}");
		}
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> orders.published.size() == 6);
		assertThat(delivery().getStatistics().deduplicated()).isZero();
	}

	@Test
	void listenersHaveTheClassLoaderOfTheApplicationAlsoOnThreadsThatATimerMakes() throws Exception {
		ClassLoader own = Thread.currentThread().getContextClassLoader();
		ClassLoader application = new ClassLoader(own) {
		};
		Thread.currentThread().setContextClassLoader(application);
		try {
			ClassLoaders listener = start(ClassLoaders.class, settings(), List.of("orders"));
			Thread.currentThread().setContextClassLoader(own);
			this.server.trigger("orders", "placed", "1");
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> listener.seen.size() == 1);
			assertThat(listener.seen).containsExactly(application);
		}
		finally {
			Thread.currentThread().setContextClassLoader(own);
		}
	}

	private static DeduplicationSettings deduplication(@Nullable String field) {
		return new DeduplicationSettings(List.of("*"), field, Duration.ofMinutes(1), 100, 1000);
	}

	private static DeliverySettings settings() {
		return new DeliverySettings(2, 2_000, OverflowPolicy.BLOCK, Duration.ofSeconds(20))
			.withBatch(new BatchSettings(SIZE, Duration.ofMillis(100)));
	}

	private EventDelivery delivery() {
		assertThat(this.delivery).isNotNull();
		return this.delivery;
	}

	private <T> T start(Class<T> type, DeliverySettings settings, List<String> channels) throws Exception {
		this.context.context().registerBean(type);
		this.context.start();
		EventDispatcher dispatcher = new EventDispatcher(PusherClient.DEFAULT_NAME, this.context.registry(),
				new ApplicationEventListeners(this.context.context()), null,
				new RetrySettings(2, Duration.ofMillis(1), 1, Duration.ofMillis(1)), Duration.ofSeconds(10));
		EventDelivery delivery = new EventDelivery(settings, new CustomizableThreadFactory("under-test-"), dispatcher);
		this.delivery = delivery;
		PusherClient client = new PusherClientBuilder(PusherOptions.builder(this.server.getKey())
			.host(this.server.getHost())
			.port(this.server.getPort())
			.forceTls(false)
			.build()).listener(new PusherApplicationEventAdapter(JsonMapper.shared(), delivery::deliver)).build();
		this.client = client;
		delivery.start(client);
		channels.forEach(client::subscribe);
		client.connect().get(10, TimeUnit.SECONDS);
		for (String channel : channels) {
			assertThat(this.server.awaitSubscribed(channel, Duration.ofSeconds(10))).isTrue();
		}
		return this.context.bean(type);
	}

	static class Archive {

		private final Map<String, List<Integer>> numbers = new ConcurrentHashMap<>();

		private final List<Integer> sizes = new CopyOnWriteArrayList<>();

		private final AtomicInteger received = new AtomicInteger();

		@PusherListener(channels = "numbers-*", batch = true, concurrency = "2")
		void on(List<PusherMessageEvent> events) {
			this.sizes.add(events.size());
			for (PusherMessageEvent event : events) {
				Integer number = event.getData(Integer.class);
				this.numbers.computeIfAbsent(event.getChannel(), (channel) -> new ArrayList<>()).add(number);
			}
			this.received.addAndGet(events.size());
		}

	}

	static class ClassLoaders {

		private final List<ClassLoader> seen = new CopyOnWriteArrayList<>();

		@PusherListener(channels = "orders", batch = true)
		void on(List<Integer> numbers) {
			this.seen.add(Thread.currentThread().getContextClassLoader());
		}

	}

	static class Orders {

		private final AtomicInteger attempts = new AtomicInteger();

		private final List<Integer> handled = new CopyOnWriteArrayList<>();

		private final List<Integer> batched = new CopyOnWriteArrayList<>();

		private final List<Integer> published = new CopyOnWriteArrayList<>();

		@PusherListener("orders")
		void on(Order order) {
			if (this.attempts.incrementAndGet() % 2 != 0) {
				throw new IllegalStateException("not yet");
			}
			this.handled.add(order.id());
		}

		@PusherListener(channels = "orders", batch = true)
		void onBatch(List<Order> orders) {
			orders.forEach((order) -> this.batched.add(order.id()));
		}

		@EventListener
		void onMessage(PusherMessageEvent event) {
			Order order = event.getData(Order.class);
			if (order != null) {
				this.published.add(order.id());
			}
		}

	}

	record Order(int id, int attempt) {

	}

}

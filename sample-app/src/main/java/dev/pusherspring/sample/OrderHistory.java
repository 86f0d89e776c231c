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

package dev.pusherspring.sample;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;

/**
 * Keeps the latest orders for subscribers that have missed them. Channels keeps no
 * history, so the publisher must keep one, usually in a table behind an endpoint.
 * <p>
 * As a {@link MissedEventsSource}, it is called once per channel after each outage.
 * Listeners receive the events that it returns like any others, and before newer ones.
 *
 * @since 1.0.0
 */
@Component
@ConditionalOnProperty({ "pusher.app-id", "pusher.secret" })
public class OrderHistory implements MissedEventsSource {

	private static final int LIMIT = 1_000;

	private final JsonMapper mapper;

	private final Deque<Entry> entries = new ArrayDeque<>();

	OrderHistory(JsonMapper mapper) {
		this.mapper = mapper;
	}

	synchronized void add(List<String> channels, Order order) {
		this.entries.add(new Entry(Instant.now(), channels, order));
		if (this.entries.size() > LIMIT) {
			this.entries.remove();
		}
	}

	synchronized void remove(Order order) {
		this.entries.removeIf((entry) -> entry.order.equals(order));
	}

	/**
	 * Return the orders that were published on a channel after a given order.
	 * @param channel name of the channel
	 * @param lastId id of the last known order
	 * @return the later orders, oldest first
	 */
	public synchronized List<Order> after(String channel, long lastId) {
		return this.entries.stream()
			.filter((entry) -> entry.channels.contains(channel) && entry.order.id() > lastId)
			.map(Entry::order)
			.toList();
	}

	// The window is wider than the outage, to allow for clock differences and network
	// delays. Returning too many orders does no harm ...
	@Override
	public synchronized Stream<ChannelEvent> fetch(MissedEventsRequest request) {
		return List.copyOf(this.entries)
			.stream()
			.filter((entry) -> entry.channels.contains(request.channel()) && !entry.time.isBefore(request.from()))
			.map((entry) -> ChannelEvent.of(Order.PLACED, this.mapper.writeValueAsString(entry.order)));
	}

	// ... because this key identifies orders that have already been delivered.
	@Override
	public @Nullable String key(ChannelEvent event) {
		return event.field("id");
	}

	/**
	 * An order, with the channels and the time of its publication.
	 */
	private record Entry(Instant time, List<String> channels, Order order) {

	}

}

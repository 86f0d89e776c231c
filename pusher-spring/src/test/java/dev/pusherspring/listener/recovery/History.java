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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * Publishes numbers, and keeps them with their times, as an outbox does.
 */
final class History implements MissedEventsSource {

	private final EmbeddedPusherServer server;

	private final String channel;

	private final List<MissedEventsRequest> requests = new CopyOnWriteArrayList<>();

	private final List<Entry> entries = new ArrayList<>();

	History(EmbeddedPusherServer server, String channel) {
		this.server = server;
		this.channel = channel;
	}

	int publish() {
		int number = record();
		this.server.trigger(this.channel, "numbered", data(number));
		return number;
	}

	/**
	 * Keep the next number without publishing it: everybody has missed it.
	 * @return the number
	 */
	int record() {
		synchronized (this.entries) {
			int number = this.entries.size() + 1;
			this.entries.add(new Entry(Instant.now(), number));
			return number;
		}
	}

	static String data(int number) {
		return "{\"n\":" + number + "}";
	}

	static ChannelEvent event(int number) {
		return ChannelEvent.of("numbered", data(number));
	}

	static Stream<ChannelEvent> events(int first, int last) {
		return IntStream.rangeClosed(first, last).mapToObj(History::event);
	}

	List<MissedEventsRequest> requests() {
		return this.requests;
	}

	@Override
	public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
		this.requests.add(request);
		List<Entry> entries;
		synchronized (this.entries) {
			entries = List.copyOf(this.entries);
		}
		return entries.stream()
			.filter((entry) -> !entry.time.isBefore(request.from()) && !entry.time.isAfter(request.to()))
			.map((entry) -> event(entry.number));
	}

	@Override
	public @Nullable String key(ChannelEvent event) {
		return event.field("n");
	}

	/**
	 * A number and its time.
	 */
	private record Entry(Instant time, int number) {

	}

}

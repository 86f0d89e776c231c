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

package dev.pusherspring.reactive;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * All streams of a client. Passes each event to the streams that select it.
 */
final class EventStreams implements PusherClientListener {

	private final PusherClient client;

	private final JsonMapper jsonMapper;

	private final Set<EventStream> all = ConcurrentHashMap.newKeySet();

	private final Map<String, List<EventStream>> byChannel = new ConcurrentHashMap<>();

	private final List<EventStream> withPatterns = new CopyOnWriteArrayList<>();

	private boolean joined;

	EventStreams(PusherClient client, JsonMapper jsonMapper) {
		this.client = client;
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Open a stream.
	 * @param filter the filter that selects the events
	 * @param bufferSize number of events that wait before reading is paused
	 * @return the stream, to be closed
	 */
	EventStream open(EventFilter filter, int bufferSize) {
		join();
		EventStream stream = new EventStream(this.client, filter, bufferSize);
		this.all.add(stream);
		filter.channels().forEach((channel) -> this.byChannel.merge(channel, List.of(stream), EventStreams::concat));
		if (!filter.channelPatterns().isEmpty()) {
			this.withPatterns.add(stream);
		}
		try {
			stream.subscribeChannels();
		}
		catch (RuntimeException ex) {
			close(stream);
			throw ex;
		}
		return stream;
	}

	// listen to the client only once there is a stream
	private synchronized void join() {
		if (!this.joined) {
			this.joined = true;
			this.client.addListener(this);
		}
	}

	private static List<EventStream> concat(List<EventStream> streams, List<EventStream> others) {
		return Stream.concat(streams.stream(), others.stream()).toList();
	}

	void close(EventStream stream) {
		this.all.remove(stream);
		this.withPatterns.remove(stream);
		for (String channel : stream.filter().channels()) {
			this.byChannel.computeIfPresent(channel, (name, streams) -> {
				List<EventStream> left = streams.stream().filter((other) -> other != stream).toList();
				return left.isEmpty() ? null : left;
			});
		}
		stream.close();
	}

	int getQueued() {
		return this.all.stream().mapToInt(EventStream::getQueued).sum();
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		Collection<EventStream> named = of(channel);
		if (named.isEmpty() && this.withPatterns.isEmpty()) {
			return;
		}
		PusherMessageEvent message = new PusherMessageEvent(this.client, channel, event, data, userId, this.jsonMapper);
		for (EventStream stream : named) {
			emit(stream, message);
		}
		for (EventStream stream : this.withPatterns) {
			if (stream.filter().hasPatternFor(channel)) {
				emit(stream, message);
			}
		}
	}

	private Collection<EventStream> of(String channel) {
		return this.byChannel.getOrDefault(channel, List.of());
	}

	private static void emit(EventStream stream, PusherMessageEvent message) {
		if (stream.filter().takesEvent(message.getEvent())) {
			stream.emit(message);
		}
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		if (!error.retrying()) {
			of(error.channel()).forEach((stream) -> stream.fail(new PusherSubscriptionException(error)));
		}
	}

	@Override
	public void errorOccurred(PusherError error) {
		if (error.fatal()) {
			this.all.forEach(
					(stream) -> stream.fail(new PusherConnectException(error.message(), error.code(), error.cause())));
		}
	}

	@Override
	public void disconnected() {
		this.all.forEach(EventStream::complete);
	}

}

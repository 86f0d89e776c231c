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

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * The events of one subscriber, from its subscription until it cancels or the stream
 * ends. Keeps the channels that it names subscribed for that time.
 */
final class EventStream {

	private final PusherClient client;

	private final EventFilter filter;

	private final EventBuffer buffer;

	private final Sinks.Many<PusherMessageEvent> sink;

	EventStream(PusherClient client, EventFilter filter, int bufferSize) {
		this.client = client;
		this.filter = filter;
		this.buffer = new EventBuffer(client, bufferSize);
		this.sink = Sinks.many().unicast().onBackpressureBuffer(this.buffer);
	}

	EventFilter filter() {
		return this.filter;
	}

	Flux<PusherMessageEvent> flux() {
		return this.sink.asFlux();
	}

	void subscribeChannels() {
		this.filter.channels().forEach((channel) -> this.client.subscribe(channel, this));
	}

	void emit(PusherMessageEvent message) {
		this.sink.tryEmitNext(message);
	}

	void complete() {
		this.sink.tryEmitComplete();
	}

	void fail(Throwable failure) {
		this.sink.tryEmitError(failure);
	}

	int getQueued() {
		return this.buffer.size();
	}

	/**
	 * Stop receiving events and unsubscribe from the channels. Buffered events can still
	 * be requested.
	 */
	void close() {
		this.filter.channels().forEach((channel) -> this.client.unsubscribe(channel, this));
		this.buffer.release();
	}

}

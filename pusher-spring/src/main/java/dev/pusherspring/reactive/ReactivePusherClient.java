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

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * {@link PusherClient} for reactive code: events as streams, with back-pressure that
 * extends to the server.
 * <p>
 * A stream begins with its subscription and emits the events that arrive from then on, in
 * order. Its channels are subscribed to until it ends; a channel with other owners stays
 * subscribed after that. Each subscriber has a stream of its own.
 * <ul>
 * <li>Events that the subscriber has not requested yet wait in a buffer. When the buffer
 * is full, the client stops reading from the socket until half of it is free: no event is
 * lost, but all events of the same connection wait.</li>
 * <li>A stream completes when the client is {@linkplain PusherClient#disconnect()
 * disconnected}, after it has emitted the buffered events.</li>
 * <li>A stream fails with a {@link PusherSubscriptionException} if one of its channels is
 * permanently refused, and with a {@link dev.pusherspring.client.PusherConnectException}
 * if the client has stopped trying to connect. Lost connections and temporary failures do
 * not end it.</li>
 * </ul>
 * Signals are emitted on threads of a {@link Scheduler}, never on the client's event
 * loop. Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class ReactivePusherClient {

	private static final int PREFETCH = 16;

	private final PusherClient client;

	private final int bufferSize;

	private final Scheduler scheduler;

	private final EventStreams streams;

	private ReactivePusherClient(Builder builder) {
		this.client = builder.client;
		this.bufferSize = builder.bufferSize;
		this.scheduler = builder.scheduler;
		this.streams = new EventStreams(builder.client, builder.jsonMapper);
	}

	/**
	 * Return a builder of a reactive client.
	 * @param client the client that receives the events
	 * @return a builder
	 */
	public static Builder builder(PusherClient client) {
		return new Builder(client);
	}

	/**
	 * Return the events of channels.
	 * @param channels names of channels to subscribe to, or patterns in which {@code *}
	 * stands for any characters; at least one. A pattern matches channels that are
	 * subscribed to by other means
	 * @return the events
	 * @throws IllegalArgumentException if one of the names is not valid
	 */
	public Flux<PusherMessageEvent> messages(String... channels) {
		return flux(EventFilter.of("*", channels));
	}

	/**
	 * Return the data of the events of a channel. Events without data are left out. Data
	 * that cannot be converted to the type ends the stream with a
	 * {@link PayloadConversionException}, unless
	 * {@link Flux#onErrorContinue(java.util.function.BiConsumer) onErrorContinue} is
	 * used.
	 * @param <T> type of the data
	 * @param channel name of the channel, or a pattern
	 * @param event name of the events, or a pattern
	 * @param type type of the data
	 * @return the data
	 * @throws IllegalArgumentException if the name of the channel is not valid
	 */
	public <T> Flux<T> payloads(String channel, String event, Class<T> type) {
		return flux(EventFilter.of(event, channel)).mapNotNull((message) -> message.getData(type));
	}

	/**
	 * Return the data of the events of a channel, as
	 * {@link #payloads(String, String, Class)} does.
	 * @param <T> type of the data
	 * @param channel name of the channel, or a pattern
	 * @param event name of the events, or a pattern
	 * @param type generic type of the data
	 * @return the data
	 * @throws IllegalArgumentException if the name of the channel is not valid
	 */
	public <T> Flux<T> payloads(String channel, String event, ParameterizedTypeReference<T> type) {
		return flux(EventFilter.of(event, channel)).mapNotNull((message) -> message.getData(type));
	}

	private Flux<PusherMessageEvent> flux(EventFilter filter) {
		return Flux
			.using(() -> this.streams.open(filter, this.bufferSize), EventStream::flux, this.streams::close, false)
			.publishOn(this.scheduler, PREFETCH);
	}

	/**
	 * Send a client event with each subscription, as
	 * {@link PusherClient#trigger(String, String, Object)} does.
	 * @param channel name of a channel that is subscribed
	 * @param event name of the event, starting with {@code client-}
	 * @param data the data, turned into JSON
	 * @return a {@code Mono} that completes when the event has been sent, or fails if it
	 * cannot be sent
	 */
	public Mono<Void> trigger(String channel, String event, @Nullable Object data) {
		return Mono.fromFuture(() -> this.client.trigger(channel, event, data), true);
	}

	/**
	 * Return the number of buffered events.
	 * @return the number of events in all streams
	 */
	public int getQueued() {
		return this.streams.getQueued();
	}

	/**
	 * Builds a {@link ReactivePusherClient}.
	 */
	public static final class Builder {

		private final PusherClient client;

		private JsonMapper jsonMapper = JsonMapper.shared();

		private int bufferSize = Queues.SMALL_BUFFER_SIZE;

		private Scheduler scheduler = Schedulers.parallel();

		private Builder(PusherClient client) {
			Assert.notNull(client, "'client' must not be null");
			this.client = client;
		}

		/**
		 * Set the mapper that converts the data of events.
		 * @param jsonMapper the mapper
		 * @return this builder
		 */
		public Builder jsonMapper(JsonMapper jsonMapper) {
			Assert.notNull(jsonMapper, "'jsonMapper' must not be null");
			this.jsonMapper = jsonMapper;
			return this;
		}

		/**
		 * Set the number of events to buffer for a subscriber before the client stops
		 * reading. Events that have been read by then are buffered in addition.
		 * @param bufferSize the number, at least 1; 256 by default
		 * @return this builder
		 */
		public Builder bufferSize(int bufferSize) {
			Assert.isTrue(bufferSize > 0, "'bufferSize' must be at least 1");
			this.bufferSize = bufferSize;
			return this;
		}

		/**
		 * Set the scheduler on whose threads subscribers are called.
		 * @param scheduler the scheduler, {@link Schedulers#parallel()} by default
		 * @return this builder
		 */
		public Builder scheduler(Scheduler scheduler) {
			Assert.notNull(scheduler, "'scheduler' must not be null");
			this.scheduler = scheduler;
			return this;
		}

		/**
		 * Build the reactive client.
		 * @return a new reactive client
		 */
		public ReactivePusherClient build() {
			return new ReactivePusherClient(this);
		}

	}

}

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

package dev.pusherspring.client.recovery;

import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Provides the events that a client missed while it had no subscription, from where the
 * publisher stores them: a REST endpoint, an outbox table, a log. Channels itself keeps
 * no history.
 * <p>
 * A bean of this type is used for all channels of its app. After each outage it is called
 * once per channel. The events that it returns are delivered in the order of the stream
 * and before any live event of the channel, which waits until then. If events have a
 * {@linkplain #key key}, those that are both returned and received live are delivered
 * only once.
 * <p>
 * Implementations must be safe for use by multiple threads, which fetch the events of
 * different channels.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface MissedEventsSource {

	/**
	 * Return the events of a channel that were published in a window of time, oldest
	 * first. Both the call and the stream may block. The stream is read as fast as
	 * listeners handle the events, so that a large history needs little memory, and is
	 * closed at the end. A call that takes longer than {@code pusher.recovery.timeout} is
	 * interrupted.
	 * @param request the channel and the window
	 * @return the events, empty if there is no history of the channel
	 * @throws Exception if the events cannot be fetched now. The call is retried
	 * according to {@code pusher.recovery.retry}, and events that have already been
	 * delivered are recognized by their keys. Without keys, there is no retry after the
	 * first event of the stream
	 */
	Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception;

	/**
	 * Return a key that identifies an event among those with the same name on its
	 * channel, such as an id in its data. Called for fetched and live events, on delivery
	 * threads, so that it must return quickly.
	 * @param event the event
	 * @return the key, or {@code null} if the event has none, which is the default. An
	 * event without a key is delivered each time that it is returned or received
	 * @see ChannelEvent#field(String)
	 */
	default @Nullable String key(ChannelEvent event) {
		return null;
	}

	/**
	 * Return this source with keys from a function, such as
	 * {@code source.withKey((event) -> event.field("id"))}.
	 * @param key the function that returns the {@linkplain #key key} of an event
	 * @return the source
	 */
	default MissedEventsSource withKey(Function<ChannelEvent, @Nullable String> key) {
		return new KeyedMissedEvents(this, key);
	}

}

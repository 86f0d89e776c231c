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
 * Returns events that a client has missed while it had no subscription, from wherever the
 * publisher keeps them: a REST endpoint, an outbox table, a log. Channels itself keeps no
 * history.
 * <p>
 * A bean of this type serves all channels of the app that it is meant for. After each
 * outage it is asked once per channel; what it returns is delivered before any event that
 * has arrived since, in the order of the stream. Live events of the channel wait
 * meanwhile. With a {@linkplain #key key}, events that are both returned and received are
 * delivered once.
 * <p>
 * Methods may be called by several threads at a time, for different channels.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface MissedEventsSource {

	/**
	 * Return the events of a channel that were published in a window of time, oldest
	 * first. The call may block, and so may the stream: it is read as fast as listeners
	 * handle the events, so that a large history needs little memory, and closed in the
	 * end. A call that takes longer than {@code pusher.recovery.timeout} is interrupted.
	 * @param request channel and window
	 * @return the events, empty if there is no history of the channel
	 * @throws Exception if the events cannot be fetched now. The source is asked again as
	 * {@code pusher.recovery.retry} says; what has been delivered by then is known by its
	 * key. Without keys, a source that fails after its first event is not asked again
	 */
	Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception;

	/**
	 * Return what tells an event from all others of the same name on its channel, such as
	 * an id in its data. Called for events that are fetched and for those that arrive
	 * live, on delivery threads: it must return at once.
	 * @param event the event
	 * @return the key, or {@code null} if the event has none, as by default: it is then
	 * delivered each time that it is returned or received
	 * @see ChannelEvent#field(String)
	 */
	default @Nullable String key(ChannelEvent event) {
		return null;
	}

	/**
	 * Return this source with keys: {@code source.withKey((event) -> event.field("id"))}.
	 * @param key returns the {@linkplain #key key} of an event
	 * @return the source
	 */
	default MissedEventsSource withKey(Function<ChannelEvent, @Nullable String> key) {
		return new KeyedMissedEvents(this, key);
	}

}

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
 * A source that obtains keys from a function.
 *
 * @param source the source of the events
 * @param keys the function that returns the key of an event
 */
record KeyedMissedEvents(MissedEventsSource source,
		Function<ChannelEvent, @Nullable String> keys) implements MissedEventsSource {

	@Override
	public Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception {
		return this.source.fetch(request);
	}

	@Override
	public @Nullable String key(ChannelEvent event) {
		return this.keys.apply(event);
	}

}

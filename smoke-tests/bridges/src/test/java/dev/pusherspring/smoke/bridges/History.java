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

package dev.pusherspring.smoke.bridges;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;

/**
 * What a publisher keeps of one channel.
 */
class History implements MissedEventsSource {

	private final List<ChannelEvent> events = new CopyOnWriteArrayList<>();

	void add(String event, String data) {
		this.events.add(ChannelEvent.of(event, data));
	}

	@Override
	public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
		int last = (request.lastKey() != null) ? Integer.parseInt(request.lastKey()) : 0;
		return this.events.stream().filter((event) -> Integer.parseInt(Objects.requireNonNull(key(event))) > last);
	}

	@Override
	public @Nullable String key(ChannelEvent event) {
		return event.field("number");
	}

}

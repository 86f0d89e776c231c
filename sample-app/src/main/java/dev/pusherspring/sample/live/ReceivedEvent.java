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

package dev.pusherspring.sample.live;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An event as the page lists it.
 *
 * @param time when it came or went
 * @param channel name of the channel
 * @param event name of the event
 * @param type name of the class that the data became
 * @param data the data as an object of that class
 * @param userId who sent it, if known
 * @param sent whether this application sent it, not received it
 */
record ReceivedEvent(Instant time, String channel, String event, String type, Object data, @Nullable String userId,
		boolean sent) {

	static ReceivedEvent of(String channel, String event, Object data, @Nullable String userId, boolean sent) {
		return new ReceivedEvent(Instant.now(), channel, event, data.getClass().getSimpleName(), data, userId, sent);
	}

}

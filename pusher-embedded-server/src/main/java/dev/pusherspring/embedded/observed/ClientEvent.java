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

package dev.pusherspring.embedded.observed;

import org.jspecify.annotations.Nullable;

/**
 * A client event that the server has accepted and relayed.
 *
 * @param socketId the socket id of the sender
 * @param userId the user id of the sender on a presence channel, {@code null} on other
 * channels
 * @param channel the channel
 * @param event the event's name
 * @param data the data as JSON text, or {@code null} if there was none
 * @since 1.0.0
 */
public record ClientEvent(String socketId, @Nullable String userId, String channel, String event,
		@Nullable String data) {

}

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

package dev.pusherspring.embedded.hub;

import dev.pusherspring.embedded.observed.ClientEvent;

/**
 * Hears what happens on channels other than those of single users, on the server's
 * thread.
 *
 * @since 1.0.0
 */
public interface HubListener {

	/** Does not care. */
	HubListener NONE = new HubListener() {
	};

	/**
	 * A channel has got its first subscriber.
	 * @param channel the channel
	 */
	default void channelOccupied(String channel) {
	}

	/**
	 * A channel has lost its last subscriber.
	 * @param channel the channel
	 */
	default void channelVacated(String channel) {
	}

	/**
	 * A user has joined a presence channel on a first connection.
	 * @param channel the channel
	 * @param userId the user
	 */
	default void memberAdded(String channel, String userId) {
	}

	/**
	 * A user has left a presence channel on the last connection.
	 * @param channel the channel
	 * @param userId the user
	 */
	default void memberRemoved(String channel, String userId) {
	}

	/**
	 * A client event has been relayed.
	 * @param event the event
	 */
	default void clientEvent(ClientEvent event) {
	}

	/**
	 * A subscriber of a cache channel was told that it keeps no event.
	 * @param channel the channel
	 */
	default void cacheMissed(String channel) {
	}

	/**
	 * A channel that is no presence channel has got or lost a subscriber.
	 * @param channel the channel
	 * @param count the number of subscribers
	 */
	default void subscriptionCountChanged(String channel, int count) {
	}

}

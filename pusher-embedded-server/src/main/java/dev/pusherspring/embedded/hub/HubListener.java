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
 * Listener for events on channels, except those of single users. Called on the server's
 * thread.
 *
 * @since 1.0.0
 */
public interface HubListener {

	/** A listener that does nothing. */
	HubListener NONE = new HubListener() {
	};

	/**
	 * Called when a channel has gained its first subscriber.
	 * @param channel the channel
	 */
	default void channelOccupied(String channel) {
	}

	/**
	 * Called when a channel has lost its last subscriber.
	 * @param channel the channel
	 */
	default void channelVacated(String channel) {
	}

	/**
	 * Called when a user has joined a presence channel with a first connection.
	 * @param channel the channel
	 * @param userId the user
	 */
	default void memberAdded(String channel, String userId) {
	}

	/**
	 * Called when a user has left a presence channel with the last connection.
	 * @param channel the channel
	 * @param userId the user
	 */
	default void memberRemoved(String channel, String userId) {
	}

	/**
	 * Called when a client event has been relayed.
	 * @param event the event
	 */
	default void clientEvent(ClientEvent event) {
	}

	/**
	 * Called when a subscriber of a cache channel has been told that there is no cached
	 * event.
	 * @param channel the channel
	 */
	default void cacheMissed(String channel) {
	}

	/**
	 * Called when a channel other than a presence channel has gained or lost a
	 * subscriber.
	 * @param channel the channel
	 * @param count the number of subscribers
	 */
	default void subscriptionCountChanged(String channel, int count) {
	}

}

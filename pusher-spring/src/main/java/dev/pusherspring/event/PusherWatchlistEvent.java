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

package dev.pusherspring.event;

import java.util.List;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;

/**
 * Published when users on the signed-in user's watchlist have come online or gone
 * offline.
 *
 * @since 1.0.0
 */
public class PusherWatchlistEvent extends PusherApplicationEvent {

	private final String name;

	private final List<String> userIds;

	/**
	 * Create a new {@link PusherWatchlistEvent} instance.
	 * @param source the client
	 * @param name {@code online} or {@code offline}
	 * @param userIds ids of the users
	 */
	public PusherWatchlistEvent(PusherClient source, String name, List<String> userIds) {
		super(source);
		this.name = name;
		this.userIds = List.copyOf(userIds);
	}

	/**
	 * Return the name of the event.
	 * @return {@code online} or {@code offline}
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return whether the users have come online.
	 * @return {@code true} if they are online now
	 */
	public boolean isOnline() {
		return "online".equals(this.name);
	}

	/**
	 * Return the ids of the users.
	 * @return the ids
	 */
	public List<String> getUserIds() {
		return this.userIds;
	}

	@Override
	public String toString() {
		return "PusherWatchlistEvent[name=" + PrintableText.of(this.name) + ", userIds="
				+ PrintableText.of(this.userIds.toString()) + "]";
	}

}

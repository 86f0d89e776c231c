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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Read access to the channels: which are occupied, the number of subscriptions, and the
 * members. For use on the server's thread only.
 *
 * @since 1.0.0
 */
public final class ChannelDirectory {

	private final ChannelRegistry registry;

	ChannelDirectory(ChannelRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Return whether a channel has subscribers.
	 * @param channel the channel's name
	 * @return {@code true} if it has
	 */
	public boolean isOccupied(String channel) {
		return this.registry.get(channel) != null;
	}

	/**
	 * Return the names of all channels with subscribers.
	 * @return the names
	 */
	public List<String> names() {
		return this.registry.all().stream().map((channel) -> channel.name().value()).toList();
	}

	/**
	 * Return the number of connections subscribed to a channel.
	 * @param channel the channel's name
	 * @return the number
	 */
	public int subscriptionCount(String channel) {
		Channel found = this.registry.get(channel);
		return (found != null) ? found.subscribers().size() : 0;
	}

	/**
	 * Return the members of a presence channel.
	 * @param channel the channel's name
	 * @return the info of each member as JSON text, by user id; empty if there are no
	 * members
	 */
	public Map<String, @Nullable String> members(String channel) {
		Channel found = this.registry.get(channel);
		PresenceRoster roster = (found != null) ? found.roster() : null;
		return (roster != null) ? roster.observe() : Map.of();
	}

	/**
	 * Return the event kept by a cache channel.
	 * @param channel the channel's name
	 * @return the event, or {@code null} if there is none
	 */
	public @Nullable CachedEvent cached(String channel) {
		return this.registry.cached(channel);
	}

}

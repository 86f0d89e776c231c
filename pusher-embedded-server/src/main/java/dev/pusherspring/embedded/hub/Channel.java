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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * A channel with subscribers.
 */
final class Channel {

	private final ChannelName name;

	private final Set<Connection> subscribers = new LinkedHashSet<>();

	private final @Nullable PresenceRoster roster;

	Channel(ChannelName name) {
		this.name = name;
		this.roster = name.isPresence() ? new PresenceRoster() : null;
	}

	ChannelName name() {
		return this.name;
	}

	@Nullable PresenceRoster roster() {
		return this.roster;
	}

	Set<Connection> subscribers() {
		return this.subscribers;
	}

	/**
	 * Send a frame to every subscriber, optionally except one.
	 * @param frame the frame
	 * @param except the socket id to skip, or {@code null}
	 * @return the links over which it was sent
	 */
	List<Link> broadcast(ServerFrame frame, @Nullable String except) {
		// a copy, since a link that breaks during a write is removed from the channel
		List<Link> links = new ArrayList<>(this.subscribers.size());
		for (Connection subscriber : this.subscribers) {
			if (!subscriber.socketId().equals(except)) {
				links.add(subscriber.link());
			}
		}
		links.forEach((link) -> link.send(frame));
		return links;
	}

}

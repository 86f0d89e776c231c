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

package dev.pusherspring.client.internal.protocol;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Users of the watchlist who have come or gone.
 *
 * @param name {@code online} or {@code offline}
 * @param userIds ids of the users
 * @since 1.0.0
 */
public record WatchlistData(String name, List<String> userIds) {

	/**
	 * Name of the event.
	 */
	public static final String EVENT = "pusher_internal:watchlist_events";

	/**
	 * Read the changes.
	 * @param frame the message
	 * @return the changes in order
	 * @throws MalformedFrameException if the data is not an object
	 */
	public static List<WatchlistData> allFrom(Frame frame) {
		List<WatchlistData> changes = new ArrayList<>();
		for (JsonNode entry : FrameData.of(frame).node().path("events")) {
			List<String> userIds = new ArrayList<>();
			for (JsonNode node : entry.path("user_ids")) {
				String id = FrameData.id(node);
				if (id != null) {
					userIds.add(id);
				}
			}
			String name = FrameData.id(entry.path("name"));
			if (name != null) {
				changes.add(new WatchlistData(name, List.copyOf(userIds)));
			}
		}
		return changes;
	}

}

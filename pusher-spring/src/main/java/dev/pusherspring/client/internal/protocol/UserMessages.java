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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.client.User;

/**
 * Reads the protocol's messages about the user of the connection.
 */
public final class UserMessages {

	/**
	 * Name of the event that confirms a sign-in.
	 */
	public static final String SIGN_IN_SUCCESS = "pusher:signin_success";

	/**
	 * Name of the event for users on the watchlist that have come online or gone offline.
	 */
	public static final String WATCHLIST = "pusher_internal:watchlist_events";

	private UserMessages() {
	}

	/**
	 * Read the user from the confirmation of a sign-in.
	 * @param frame the message
	 * @return the user
	 * @throws MalformedFrameException if there is no user with an id
	 */
	public static User user(Frame frame) {
		FrameData data = FrameData.of(frame);
		String json = data.text("user_data");
		if (json == null) {
			json = data.json("user_data");
		}
		String id = idIn(json);
		if (json == null || id == null || id.isEmpty()) {
			throw new MalformedFrameException(
					"The user data of a sign-in must have an 'id' that is a string and not empty");
		}
		return new User(id, json);
	}

	private static @Nullable String idIn(@Nullable String json) {
		return (json != null) ? FrameData.parse("The user data of a sign-in", json).text("id") : null;
	}

	/**
	 * Read the changes of the watchlist.
	 * @param frame the message
	 * @return the changes in order
	 * @throws MalformedFrameException if the data is not an object
	 */
	public static List<WatchlistChange> watchlist(Frame frame) {
		List<WatchlistChange> changes = new ArrayList<>();
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
				changes.add(new WatchlistChange(name, List.copyOf(userIds)));
			}
		}
		return changes;
	}

	/**
	 * Users on the watchlist that have come online or gone offline.
	 *
	 * @param name {@code online} or {@code offline}
	 * @param userIds the ids of the users
	 */
	public record WatchlistChange(String name, List<String> userIds) {

	}

}

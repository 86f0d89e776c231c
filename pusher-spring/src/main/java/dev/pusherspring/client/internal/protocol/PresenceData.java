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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A member of a presence channel as messages describe it.
 *
 * @param userId id of the user
 * @param userInfo JSON text about the user, or {@code null}
 * @since 1.0.0
 */
public record PresenceData(String userId, @Nullable String userInfo) {

	/**
	 * Name of the event for a new member.
	 */
	public static final String ADDED = "pusher_internal:member_added";

	/**
	 * Name of the event for a member who has left.
	 */
	public static final String REMOVED = "pusher_internal:member_removed";

	/**
	 * Read the member who has come or left.
	 * @param frame the message
	 * @return the member
	 * @throws MalformedFrameException if there is no user id
	 */
	public static PresenceData from(Frame frame) {
		return from(FrameData.of(frame), "'%s'".formatted(frame.event()));
	}

	/**
	 * Read the member that an authorization is for.
	 * @param channelData the data that was signed with the authorization
	 * @return the member
	 * @throws MalformedFrameException if there is no user id
	 */
	public static PresenceData fromChannelData(String channelData) {
		return from(FrameData.parse("The channel data of the authorization", channelData),
				"The channel data of the authorization");
	}

	private static PresenceData from(FrameData data, String what) {
		String userId = data.id("user_id");
		if (userId == null) {
			throw new MalformedFrameException("%s must have a 'user_id'".formatted(what));
		}
		return new PresenceData(userId, data.json("user_info"));
	}

	/**
	 * The info stays out of logs.
	 */
	@Override
	public String toString() {
		return "PresenceData[userId=" + this.userId + "]";
	}

	/**
	 * Read all members from the confirmation of a subscription. Servers leave out the
	 * list of ids or some users' info.
	 * @param frame the message
	 * @return the members by id
	 */
	public static Map<String, PresenceData> allFrom(Frame frame) {
		Map<String, PresenceData> members = new LinkedHashMap<>();
		JsonNode presence = FrameData.lenient(frame).node().path("presence");
		for (JsonNode idNode : presence.path("ids")) {
			String id = FrameData.id(idNode);
			if (id != null) {
				members.put(id, new PresenceData(id, null));
			}
		}
		presence.path("hash").properties().forEach((entry) -> {
			String id = entry.getKey();
			members.put(id, new PresenceData(id, FrameData.json(entry.getValue())));
		});
		return members;
	}

}

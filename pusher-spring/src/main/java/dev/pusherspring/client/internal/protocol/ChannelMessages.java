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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Member;

/**
 * Reads the protocol's messages about channels: their members and numbers of
 * subscriptions.
 */
public final class ChannelMessages {

	/**
	 * Name of the event for a new member.
	 */
	public static final String MEMBER_ADDED = "pusher_internal:member_added";

	/**
	 * Name of the event for a member that has left.
	 */
	public static final String MEMBER_REMOVED = "pusher_internal:member_removed";

	/**
	 * Name of the event for the number of subscriptions.
	 */
	public static final String SUBSCRIPTION_COUNT = "pusher_internal:subscription_count";

	private ChannelMessages() {
	}

	/**
	 * Read the member that has joined or left.
	 * @param frame the message
	 * @param jsonMapper the mapper that converts the member's info on demand
	 * @return the member
	 * @throws MalformedFrameException if there is no user id
	 */
	public static Member member(Frame frame, JsonMapper jsonMapper) {
		FrameData data = FrameData.of(frame);
		return new Member(userId(data, "'%s'".formatted(frame.event())), data.json("user_info"), jsonMapper);
	}

	/**
	 * Read the id of the user that an authorization is for.
	 * @param channelData the data that was signed with the authorization
	 * @return the id
	 * @throws MalformedFrameException if there is none
	 */
	public static String userId(String channelData) {
		String what = "The channel data of the authorization";
		return userId(FrameData.parse(what, channelData), what);
	}

	private static String userId(FrameData data, String what) {
		String userId = data.id("user_id");
		if (userId == null) {
			throw new MalformedFrameException("%s must have a 'user_id'".formatted(what));
		}
		return userId;
	}

	/**
	 * Read all members from the confirmation of a subscription. Some servers omit the
	 * list of ids or the info of some users.
	 * @param frame the message
	 * @param jsonMapper the mapper that converts the members' info on demand
	 * @return the members by id, empty if there is no data
	 * @throws MalformedFrameException if there is data that cannot be read
	 */
	public static Map<String, Member> members(Frame frame, JsonMapper jsonMapper) {
		Map<String, Member> members = new LinkedHashMap<>();
		if (frame.data() == null) {
			return members;
		}
		JsonNode presence = FrameData.of(frame).node().path("presence");
		for (JsonNode idNode : presence.path("ids")) {
			String id = FrameData.id(idNode);
			if (id != null) {
				members.put(id, new Member(id, null, jsonMapper));
			}
		}
		presence.path("hash").properties().forEach((entry) -> {
			String id = entry.getKey();
			members.put(id, new Member(id, FrameData.json(entry.getValue()), jsonMapper));
		});
		return members;
	}

	/**
	 * Read the number of subscriptions to a channel.
	 * @param frame the message
	 * @return the number
	 * @throws MalformedFrameException if there is none
	 */
	public static int subscriptionCount(Frame frame) {
		Integer count = FrameData.of(frame).number("subscription_count");
		if (count == null) {
			throw new MalformedFrameException("'%s' must have a 'subscription_count'".formatted(SUBSCRIPTION_COUNT));
		}
		return count;
	}

}

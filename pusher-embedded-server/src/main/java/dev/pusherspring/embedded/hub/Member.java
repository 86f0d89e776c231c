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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Refusal;

/**
 * A member of a presence channel.
 *
 * @param id the user's id
 * @param info the info of the user, or {@code null} if there is none
 */
record Member(String id, @Nullable JsonNode info) {

	private static final int MAX_ID_LENGTH = 128;

	private static final int MAX_INFO_BYTES = 1024;

	/**
	 * Read the channel data of a subscription.
	 * @param channel the channel, for the error message
	 * @param channelData the signed text
	 * @return the member
	 */
	static Member parse(String channel, String channelData) {
		JsonNode data = Json.parse(channelData);
		if (data == null || !data.isObject()) {
			throw Refusal.request("Invalid JSON in channel_data for subscription to '" + channel + "'");
		}
		JsonNode id = data.get("user_id");
		if (id == null || !(id.isString() || id.isNumber()) || id.asString().isEmpty()) {
			throw Refusal.request("channel_data must include a user_id when subscribing to '" + channel + "'");
		}
		return checked(channel, id.asString(), data.get("user_info"));
	}

	static Member checked(String channel, String id, @Nullable JsonNode info) {
		if (id.length() > MAX_ID_LENGTH) {
			throw Refusal.request("The user_id is longer than " + MAX_ID_LENGTH + " characters on '" + channel + "'");
		}
		if (info != null && Json.write(info).getBytes(StandardCharsets.UTF_8).length > MAX_INFO_BYTES) {
			throw Refusal.request("The user_info is larger than " + MAX_INFO_BYTES + " bytes on '" + channel + "'");
		}
		return new Member(id, info);
	}

}

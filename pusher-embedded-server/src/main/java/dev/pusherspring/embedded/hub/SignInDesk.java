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

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.embedded.protocol.ClientMessage;
import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * Signs users in.
 */
final class SignInDesk {

	private static final int MAX_WATCHLIST = 100;

	private final UserDirectory users;

	private final Credentials credentials;

	SignInDesk(UserDirectory users, Credentials credentials) {
		this.users = users;
		this.credentials = credentials;
	}

	void signin(Connection connection, ClientMessage message) {
		String userData = message.field("user_data");
		if (userData == null) {
			throw Refusal.request("user_data missing in 'pusher:signin'");
		}
		this.credentials.check(message.field("auth"), connection.socketId() + "::user::" + userData, "to sign in",
				"sign-in");
		JsonNode data = Json.parse(userData);
		JsonNode id = (data != null) ? data.get("id") : null;
		if (data == null || id == null || !id.isString() || id.asString().isEmpty()) {
			throw Refusal.request("user_data must be JSON with a non-empty string 'id'");
		}
		SignedInUser previous = connection.user();
		if (previous != null && !previous.id().equals(id.asString())) {
			throw Refusal.request("Connection is already signed in as another user");
		}
		Set<String> watchlist = new LinkedHashSet<>();
		boolean cut = readWatchlist(data.get("watchlist"), watchlist);
		connection.send(
				ServerFrame.event("pusher:signin_success", null, Json.write(Json.object().put("user_data", userData))));
		if (cut) {
			connection.send(ServerFrame.error(ErrorCode.WATCHLIST_TOO_LONG.code(),
					"Watchlist is limited to " + MAX_WATCHLIST + " users"));
		}
		if (previous == null) {
			this.users.arrived(connection, new SignedInUser(id.asString(), data.get("user_info"), watchlist));
		}
	}

	private static boolean readWatchlist(@Nullable JsonNode array, Set<String> watchlist) {
		if (array == null || !array.isArray()) {
			return false;
		}
		for (JsonNode watched : array) {
			if (watchlist.size() == MAX_WATCHLIST) {
				return true;
			}
			watchlist.add(watched.asString(""));
		}
		return false;
	}

}

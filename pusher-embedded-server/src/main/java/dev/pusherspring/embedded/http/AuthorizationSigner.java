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

package dev.pusherspring.embedded.http;

import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.protocol.ChannelEncryption;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Signer;

/**
 * Creates the signatures that clients need.
 */
final class AuthorizationSigner {

	private static final Pattern SOCKET_ID = Pattern.compile("\\d+\\.\\d+");

	private final String key;

	private final Signer signer;

	private final ChannelEncryption encryption;

	private final Function<AuthorizationRequest, @Nullable String> userId;

	AuthorizationSigner(String key, Signer signer, ChannelEncryption encryption,
			Function<AuthorizationRequest, @Nullable String> userId) {
		this.key = key;
		this.signer = signer;
		this.encryption = encryption;
		this.userId = userId;
	}

	String signChannel(String socketId, String channel, AuthorizationRequest request) {
		checkSocketId(socketId);
		ChannelName name = new ChannelName(channel);
		if (!name.isValid() || !name.isAuthorized()) {
			throw new AuthorizationDenied(400, "Channel '" + channel + "' does not require authorization");
		}
		ObjectNode answer = Json.object();
		if (name.isPresence()) {
			String channelData = Json.write(user(request, "user_id"));
			answer.put("auth", auth(socketId + ":" + channel + ":" + channelData)).put("channel_data", channelData);
		}
		else {
			answer.put("auth", auth(socketId + ":" + channel));
		}
		if (name.isEncrypted()) {
			answer.put("shared_secret", this.encryption.sharedSecret(channel));
		}
		return Json.write(answer);
	}

	String signUser(String socketId, AuthorizationRequest request) {
		checkSocketId(socketId);
		ObjectNode user = user(request, "id");
		String watchlist = request.parameter("watchlist");
		JsonNode watched = (watchlist != null) ? Json.parse(watchlist) : null;
		if (watched != null) {
			user.set("watchlist", watched);
		}
		String userData = Json.write(user);
		return Json.write(Json.object().put("auth", auth(socketId + "::user::" + userData)).put("user_data", userData));
	}

	private ObjectNode user(AuthorizationRequest request, String idName) {
		String id = this.userId.apply(request);
		if (id == null) {
			throw new AuthorizationDenied(403, "Forbidden");
		}
		ObjectNode user = Json.object().put(idName, id);
		String info = request.parameter("user_info");
		if (info != null) {
			JsonNode parsed = Json.parse(info);
			if (parsed == null) {
				throw new AuthorizationDenied(400, "Parameter 'user_info' is not JSON");
			}
			user.set("user_info", parsed);
		}
		return user;
	}

	private String auth(String signed) {
		return this.key + ":" + this.signer.sign(signed);
	}

	private static void checkSocketId(String socketId) {
		if (!SOCKET_ID.matcher(socketId).matches()) {
			throw new AuthorizationDenied(400, "Invalid socket_id '" + socketId + "'");
		}
	}

}

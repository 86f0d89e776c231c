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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Signer;

/**
 * A client that speaks to a hub without a network.
 */
final class HubClient {

	static final Signer SIGNER = new Signer("app-secret");

	final RecordedLink link = new RecordedLink();

	final Connection connection;

	private final Hub hub;

	HubClient(Hub hub) {
		this(hub, "7");
	}

	HubClient(Hub hub, String protocol) {
		this.hub = hub;
		this.connection = hub.open(this.link, new Handshake("app-key", protocol, "js", "8.4.0"));
	}

	HubClient subscribe(String channel) {
		return send("pusher:subscribe", "channel", channel);
	}

	HubClient unsubscribe(String channel) {
		return send("pusher:unsubscribe", "channel", channel);
	}

	HubClient subscribeSigned(String channel) {
		return send("pusher:subscribe", "channel", channel, "auth", sign(":" + channel));
	}

	HubClient join(String channelData) {
		return send("pusher:subscribe", "channel", "presence-room", "channel_data", channelData, "auth",
				sign(":presence-room:" + channelData));
	}

	HubClient signIn(String userData) {
		return send("pusher:signin", "user_data", userData, "auth", sign("::user::" + userData));
	}

	String sign(String text) {
		return "app-key:" + SIGNER.sign(this.connection.socketId() + text);
	}

	HubClient send(String event, String... data) {
		ObjectNode fields = Json.object();
		for (int i = 0; i < data.length; i += 2) {
			fields.put(data[i], data[i + 1]);
		}
		ObjectNode frame = Json.object().put("event", event);
		frame.set("data", fields);
		return sendText(Json.write(frame));
	}

	HubClient sendText(String text) {
		this.hub.receive(this.connection, text);
		return this;
	}

	HubClient leave() {
		this.hub.closed(this.connection);
		return this;
	}

	/**
	 * Forget the frames that have come so far.
	 * @return this client
	 */
	HubClient clear() {
		this.link.take();
		return this;
	}

	/**
	 * Take the names of the events that have come since the last time.
	 * @return the names
	 */
	List<String> events() {
		return this.link.take().stream().map((frame) -> Json.parse(frame).get("event").asString()).toList();
	}

	/**
	 * Take the messages of the errors that have come since the last time.
	 * @return the messages, each after its code if it has one
	 */
	List<String> errors() {
		return this.link.take()
			.stream()
			.map(Json::parse)
			.filter((frame) -> frame.get("event").asString().equals("pusher:error"))
			.map((frame) -> error(frame.get("data")))
			.toList();
	}

	private static String error(JsonNode data) {
		String message = data.get("message").asString();
		return data.get("code").isNull() ? message : data.get("code").asInt() + " " + message;
	}

}

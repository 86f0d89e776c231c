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

package dev.pusherspring.embedded.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One message from a client.
 *
 * @param event the event's name
 * @param channel the channel of a client event, otherwise {@code null}
 * @param data the data as sent, or {@code null} if there was none
 * @since 1.0.0
 */
public record ClientMessage(String event, @Nullable String channel, @Nullable JsonNode data) {

	/**
	 * Read a frame.
	 * @param text the frame's text
	 * @return the message
	 * @throws Refusal if the text is not a message
	 */
	public static ClientMessage parse(String text) {
		JsonNode node = Json.parse(text);
		if (node == null) {
			throw Refusal.request("Invalid JSON");
		}
		String event = string(node, "event");
		if (event == null) {
			throw Refusal.request("Message has no event name");
		}
		return new ClientMessage(event, string(node, "channel"), node.get("data"));
	}

	/**
	 * Return a text field of the data.
	 * @param name the field's name
	 * @return the text, or {@code null} if the field is absent or not a text
	 */
	public @Nullable String field(String name) {
		JsonNode data = this.data;
		if (data != null && data.isString()) {
			// some clients encode the data of their own messages twice
			data = Json.parse(data.asString());
		}
		return (data != null) ? string(data, name) : null;
	}

	private static @Nullable String string(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return (value != null && value.isString()) ? value.asString() : null;
	}

}

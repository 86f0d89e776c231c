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

import java.io.StringWriter;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the messages that a client sends. In this direction, data is plain JSON rather
 * than JSON within a string.
 *
 * @since 1.0.0
 */
public final class FrameWriter {

	private static final String PING = "{\"event\":\"pusher:ping\",\"data\":{}}";

	private static final String PONG = "{\"event\":\"pusher:pong\",\"data\":{}}";

	private static final JsonFactory FACTORY = new JsonFactory();

	private FrameWriter() {
	}

	/**
	 * Write a ping.
	 * @return the text of the message
	 */
	public static String ping() {
		return PING;
	}

	/**
	 * Write a pong, the answer to a server's ping.
	 * @return the text of the message
	 */
	public static String pong() {
		return PONG;
	}

	/**
	 * Write a request to subscribe to a channel.
	 * @param channel name of the channel
	 * @param auth the authorization, or {@code null} for a public channel
	 * @param channelData the data that was signed with the authorization, or {@code null}
	 * @return the text of the message
	 */
	public static String subscribe(String channel, @Nullable String auth, @Nullable String channelData) {
		return write("pusher:subscribe", (json) -> {
			if (auth != null) {
				json.writeStringProperty("auth", auth);
			}
			json.writeStringProperty("channel", channel);
			if (channelData != null) {
				json.writeStringProperty("channel_data", channelData);
			}
		});
	}

	/**
	 * Write a request to unsubscribe from a channel.
	 * @param channel name of the channel
	 * @return the text of the message
	 */
	public static String unsubscribe(String channel) {
		return write("pusher:unsubscribe", (json) -> json.writeStringProperty("channel", channel));
	}

	/**
	 * Write a request to sign in a user.
	 * @param auth the authentication
	 * @param userData the data that was signed with it
	 * @return the text of the message
	 */
	public static String signin(String auth, String userData) {
		return write("pusher:signin", (json) -> {
			json.writeStringProperty("auth", auth);
			json.writeStringProperty("user_data", userData);
		});
	}

	/**
	 * Write a client event.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data as JSON text
	 * @return the text of the message
	 */
	public static String clientEvent(String channel, String event, String data) {
		StringWriter text = new StringWriter(128 + data.length());
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
			json.writeStartObject();
			json.writeStringProperty("event", event);
			json.writeStringProperty("channel", channel);
			json.writeName("data");
			json.writeRawValue(data);
			json.writeEndObject();
		}
		return text.toString();
	}

	private static String write(String event, Consumer<JsonGenerator> data) {
		StringWriter text = new StringWriter(128);
		try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
			json.writeStartObject();
			json.writeStringProperty("event", event);
			json.writeName("data");
			json.writeStartObject();
			data.accept(json);
			json.writeEndObject();
			json.writeEndObject();
		}
		return text.toString();
	}

}

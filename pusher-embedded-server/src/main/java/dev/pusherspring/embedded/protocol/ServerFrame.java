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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text frame from the server to clients. It is encoded only once, regardless of the
 * number of receivers. For use on the server's thread only.
 *
 * @since 1.0.0
 */
public final class ServerFrame {

	private final String text;

	private byte @Nullable [] bytes;

	private ServerFrame(String text) {
		this.text = text;
	}

	/**
	 * Create a frame from any text, well-formed or not.
	 * @param text the text
	 * @return the frame
	 */
	public static ServerFrame raw(String text) {
		return new ServerFrame(text);
	}

	/**
	 * Create an event without data.
	 * @param event the event's name
	 * @param channel the channel, or {@code null} if there is none
	 * @return the frame
	 */
	public static ServerFrame event(String event, @Nullable String channel) {
		return new ServerFrame(Json.write(envelope(event, channel)));
	}

	/**
	 * Create an event whose data is a text. The data of the server's own events is JSON
	 * in a string.
	 * @param event the event's name
	 * @param channel the channel, or {@code null} if there is none
	 * @param data the text
	 * @return the frame
	 */
	public static ServerFrame event(String event, @Nullable String channel, String data) {
		return new ServerFrame(Json.write(envelope(event, channel).put("data", data)));
	}

	/**
	 * Create the relayed form of a client event.
	 * @param event the event's name
	 * @param channel the channel
	 * @param data the data as sent, or {@code null} if there was none
	 * @param userId the user id of the sender on a presence channel, {@code null} on
	 * other channels
	 * @return the frame
	 */
	public static ServerFrame clientEvent(String event, String channel, @Nullable JsonNode data,
			@Nullable String userId) {
		ObjectNode frame = envelope(event, channel);
		if (data != null) {
			frame.set("data", data);
		}
		if (userId != null) {
			frame.put("user_id", userId);
		}
		return new ServerFrame(Json.write(frame));
	}

	/**
	 * Create an error event, whose data is an object.
	 * @param code the code, {@code null} for most refused requests
	 * @param message the message for the client
	 * @return the frame
	 */
	public static ServerFrame error(@Nullable Integer code, @Nullable String message) {
		ObjectNode frame = envelope("pusher:error", null);
		frame.putObject("data").put("code", code).put("message", message);
		return new ServerFrame(Json.write(frame));
	}

	/**
	 * Create the answer to a client's ping.
	 * @return the frame
	 */
	public static ServerFrame pong() {
		return emptyEvent("pusher:pong");
	}

	/**
	 * Create a ping, which the client must answer.
	 * @return the frame
	 */
	public static ServerFrame ping() {
		return emptyEvent("pusher:ping");
	}

	private static ServerFrame emptyEvent(String event) {
		ObjectNode frame = envelope(event, null);
		frame.putObject("data");
		return new ServerFrame(Json.write(frame));
	}

	private static ObjectNode envelope(String event, @Nullable String channel) {
		ObjectNode envelope = Json.object().put("event", event);
		return (channel != null) ? envelope.put("channel", channel) : envelope;
	}

	/**
	 * Return the frame's text.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Return the frame's text in UTF-8. The array is shared and must not be changed.
	 * @return the bytes
	 */
	public byte[] bytes() {
		byte[] bytes = this.bytes;
		if (bytes == null) {
			bytes = this.text.getBytes(StandardCharsets.UTF_8);
			this.bytes = bytes;
		}
		return bytes;
	}

	@Override
	public String toString() {
		return this.text;
	}

}

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

package dev.pusherspring.benchmarks;

/**
 * Messages in the format of a Channels server: an envelope whose {@code data} is a JSON
 * string that contains JSON.
 */
public final class Frames {

	/**
	 * Name of the event in all messages.
	 */
	public static final String EVENT = "App\\Events\\PriceChanged";

	private Frames() {
	}

	/**
	 * Return the name of a channel.
	 * @param index number of the channel
	 * @return the name
	 */
	public static String channel(int index) {
		return "market.%04d.v2".formatted(index);
	}

	/**
	 * Return the JSON text of a payload.
	 * @param id number of the event
	 * @param note text that pads the payload
	 * @return the payload
	 */
	public static String data(long id, String note) {
		return "{\"id\":%d,\"symbol\":\"EURUSD\",\"price\":1.0731,\"note\":\"%s\"}".formatted(id, note);
	}

	/**
	 * Return a message.
	 * @param channel name of the channel
	 * @param data the payload as JSON text
	 * @return the text of the message
	 */
	public static String frame(String channel, String data) {
		return "{\"event\":\"%s\",\"channel\":\"%s\",\"data\":\"%s\"}".formatted(EVENT.replace("\\", "\\\\"), channel,
				data.replace("\\", "\\\\").replace("\"", "\\\""));
	}

	/**
	 * Return a message of a given length.
	 * @param channel name of the channel
	 * @param id number of the event
	 * @param length length of the message in characters, all of them ASCII
	 * @return the text of the message
	 */
	public static String frame(String channel, long id, int length) {
		int rest = length - frame(channel, data(id, "")).length();
		if (rest < 0) {
			throw new IllegalArgumentException("A message must have at least %d characters".formatted(length - rest));
		}
		return frame(channel, data(id, filler(rest)));
	}

	private static String filler(int length) {
		return "the quick brown fox jumps over the lazy dog ".repeat(length / 44 + 1).substring(0, length);
	}

}

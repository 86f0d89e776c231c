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

package dev.pusherspring.client.recovery;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of the application on a channel, as stored in a history.
 *
 * @param event name of the event
 * @param data the data as text, usually JSON, or {@code null}. The data of an encrypted
 * channel must be decrypted
 * @param userId id of the user who sent it, or {@code null}
 * @since 1.0.0
 * @see MissedEventsSource
 */
public record ChannelEvent(String event, @Nullable String data, @Nullable String userId) {

	/**
	 * Create an event.
	 * @param event name of the event
	 * @param data the data as text, or {@code null}
	 * @return the event
	 */
	public static ChannelEvent of(String event, @Nullable String data) {
		return new ChannelEvent(event, data, null);
	}

	/**
	 * Return the value of a field of the data, such as {@code id}. The data is only read
	 * up to that field.
	 * @param name name of the field
	 * @return the value of a string, number or boolean as text; {@code null} if the data
	 * is not a JSON object or has no such field
	 */
	public @Nullable String field(String name) {
		// a quick check that saves parsing most data without the field
		if (this.data == null || !this.data.contains(name)) {
			return null;
		}
		try (JsonParser parser = JsonMapper.shared().createParser(this.data)) {
			return find(parser, name);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable String find(JsonParser parser, String name) {
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			return null;
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			boolean found = name.equals(parser.currentName());
			JsonToken value = parser.nextToken();
			if (found) {
				return (value.isScalarValue() && value != JsonToken.VALUE_NULL) ? parser.getString() : null;
			}
			parser.skipChildren();
		}
		return null;
	}

	/**
	 * Return a description without the data, so that logs do not reveal it.
	 */
	@Override
	public String toString() {
		return "ChannelEvent[event=" + this.event + "]";
	}

}

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

package dev.pusherspring.signature;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/**
 * Writes the JSON of a user that servers expect: for a member of a presence channel, or
 * for the user of a connection. Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class UserJson {

	// not the application's mapper, since the protocol prescribes the form
	private static final JsonMapper PROTOCOL = JsonMapper.shared();

	private final JsonMapper jsonMapper;

	/**
	 * Create a new {@link UserJson} instance.
	 * @param jsonMapper the mapper that writes the info of users. It is not used for
	 * anything else
	 */
	public UserJson(JsonMapper jsonMapper) {
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Write a member of a presence channel.
	 * @param id id of the user
	 * @param info the info shown to other members, or {@code null}
	 * @return the JSON
	 * @throws IllegalArgumentException if the info cannot be written
	 */
	public String channelData(String id, @Nullable Object info) {
		return PROTOCOL.writeValueAsString(fields("user_id", id, info));
	}

	/**
	 * Write the user of a connection.
	 * @param id id of the user
	 * @param info the info shown to others, or {@code null}
	 * @param watchlist ids of the users to watch for coming online and going offline
	 * @return the JSON
	 * @throws IllegalArgumentException if the info cannot be written
	 */
	public String userData(String id, @Nullable Object info, List<String> watchlist) {
		ObjectNode fields = fields("id", id, info);
		if (!watchlist.isEmpty()) {
			watchlist.forEach(fields.putArray("watchlist")::add);
		}
		return PROTOCOL.writeValueAsString(fields);
	}

	private ObjectNode fields(String idName, String id, @Nullable Object info) {
		ObjectNode fields = PROTOCOL.createObjectNode().put(idName, id);
		if (info != null) {
			fields.putRawValue("user_info", new RawValue(write(id, info)));
		}
		return fields;
	}

	private String write(String id, Object info) {
		try {
			return this.jsonMapper.writer()
				.without(SerializationFeature.WRAP_ROOT_VALUE)
				.without(SerializationFeature.INDENT_OUTPUT)
				.writeValueAsString(info);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The info of user '" + id + "' cannot be written as JSON", ex);
		}
	}

}

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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.protocol.Json;

/**
 * The members of a presence channel: users, regardless of the number of their
 * connections.
 */
final class PresenceRoster {

	private final Map<String, Entry> entries = new LinkedHashMap<>();

	boolean contains(String id) {
		return this.entries.containsKey(id);
	}

	int size() {
		return this.entries.size();
	}

	/**
	 * Add a connection of a user.
	 * @param member the user
	 * @return {@code true} if it is the user's first
	 */
	boolean add(Member member) {
		Entry entry = this.entries.get(member.id());
		this.entries.put(member.id(), new Entry(member, (entry != null) ? entry.connections() + 1 : 1));
		return entry == null;
	}

	/**
	 * Remove a connection of a user.
	 * @param id the user's id
	 * @return {@code true} if it was the user's last
	 */
	boolean remove(String id) {
		Entry entry = this.entries.get(id);
		if (entry == null) {
			return false;
		}
		if (entry.connections() > 1) {
			this.entries.put(id, new Entry(entry.member(), entry.connections() - 1));
			return false;
		}
		this.entries.remove(id);
		return true;
	}

	/**
	 * Return the members and their info.
	 * @return a copy: the info as JSON text, or {@code null} if there is none, by user id
	 */
	Map<String, @Nullable String> observe() {
		Map<String, @Nullable String> members = new LinkedHashMap<>();
		this.entries.forEach((id, entry) -> {
			JsonNode info = entry.member().info();
			members.put(id, (info != null) ? Json.write(info) : null);
		});
		return members;
	}

	/**
	 * Return the data sent to a new subscriber.
	 * @return the JSON text
	 */
	String toJson() {
		ObjectNode presence = Json.object();
		ArrayNode ids = presence.putArray("ids");
		ObjectNode hash = presence.putObject("hash");
		this.entries.forEach((id, entry) -> {
			ids.add(id);
			JsonNode info = entry.member().info();
			if (info != null) {
				hash.set(id, info);
			}
			else {
				hash.putNull(id);
			}
		});
		presence.put("count", this.entries.size());
		return Json.write(Json.object().set("presence", presence));
	}

	private record Entry(Member member, int connections) {

	}

}

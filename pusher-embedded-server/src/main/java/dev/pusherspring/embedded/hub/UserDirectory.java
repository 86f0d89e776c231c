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

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * The signed-in users, their connections and their watchlists.
 */
final class UserDirectory {

	private final boolean watchlists;

	private final Map<String, Set<Connection>> online = new LinkedHashMap<>();

	private final Map<String, Set<Connection>> watchers = new LinkedHashMap<>();

	UserDirectory(boolean watchlists) {
		this.watchlists = watchlists;
	}

	List<Connection> connections(String userId) {
		return List.copyOf(this.online.getOrDefault(userId, Set.of()));
	}

	void arrived(Connection connection, SignedInUser user) {
		connection.signedIn(user);
		Set<Connection> connections = this.online.computeIfAbsent(user.id(), (id) -> new LinkedHashSet<>());
		if (connections.add(connection) && connections.size() == 1) {
			tellWatchers("online", user.id());
		}
		if (this.watchlists && !user.watchlist().isEmpty()) {
			user.watchlist()
				.forEach((watched) -> this.watchers.computeIfAbsent(watched, (id) -> new LinkedHashSet<>())
					.add(connection));
			tellPresent(connection, user.watchlist());
		}
	}

	void left(Connection connection) {
		SignedInUser user = connection.user();
		if (user == null) {
			return;
		}
		user.watchlist().forEach((watched) -> remove(this.watchers, watched, connection));
		if (remove(this.online, user.id(), connection)) {
			tellWatchers("offline", user.id());
		}
	}

	private static boolean remove(Map<String, Set<Connection>> map, String key, Connection connection) {
		Set<Connection> connections = map.get(key);
		if (connections == null || !connections.remove(connection) || !connections.isEmpty()) {
			return false;
		}
		map.remove(key);
		return true;
	}

	private void tellWatchers(String name, String userId) {
		if (this.watchlists) {
			ServerFrame frame = watchlistEvents(Map.of(name, List.of(userId)));
			List.copyOf(this.watchers.getOrDefault(userId, Set.of())).forEach((watcher) -> watcher.send(frame));
		}
	}

	private void tellPresent(Connection connection, Collection<String> watchlist) {
		Map<String, List<String>> present = new LinkedHashMap<>();
		for (String watched : watchlist) {
			present
				.computeIfAbsent(this.online.containsKey(watched) ? "online" : "offline", (name) -> new ArrayList<>())
				.add(watched);
		}
		connection.send(watchlistEvents(present));
	}

	private static ServerFrame watchlistEvents(Map<String, List<String>> events) {
		ObjectNode data = Json.object();
		ArrayNode array = data.putArray("events");
		events.forEach((name, ids) -> {
			ArrayNode userIds = array.addObject().put("name", name).putArray("user_ids");
			ids.forEach(userIds::add);
		});
		return ServerFrame.event("pusher_internal:watchlist_events", null, Json.write(data));
	}

}

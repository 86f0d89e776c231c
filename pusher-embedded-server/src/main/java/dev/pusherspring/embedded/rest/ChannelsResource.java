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

package dev.pusherspring.embedded.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.hub.CachedEvent;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.Json;

/**
 * Answers queries about channels: which are occupied, their counts, and their users.
 */
final class ChannelsResource {

	private static final Set<String> ATTRIBUTES = Set.of("user_count", "subscription_count", "cache");

	private final Hub hub;

	ChannelsResource(Hub hub) {
		this.hub = hub;
	}

	/**
	 * Read the {@code info} parameter.
	 * @param info the attributes, separated by commas, or {@code null}
	 * @param excluded the attribute that is not available in this call
	 * @return the attributes
	 */
	static List<String> attributes(@Nullable String info, String excluded) {
		if (info == null || info.isBlank()) {
			return List.of();
		}
		List<String> attributes = Arrays.stream(info.split(",")).map(String::trim).toList();
		for (String attribute : attributes) {
			if (!ATTRIBUTES.contains(attribute) || attribute.equals(excluded)) {
				throw new RestException(400, "Unknown attribute '" + attribute + "' in 'info'");
			}
		}
		return attributes;
	}

	String list(RestRequest request) {
		String prefix = request.parameter("filter_by_prefix");
		List<String> info = attributes(request.parameter("info"), "cache");
		if (info.contains("user_count") && (prefix == null || !new ChannelName(prefix).isPresence())) {
			throw new RestException(400, "user_count is only available with a filter on presence channels");
		}
		ObjectNode reply = Json.object();
		ObjectNode channels = reply.putObject("channels");
		for (String channel : this.hub.channels().names()) {
			if (!channel.startsWith("#") && (prefix == null || channel.startsWith(prefix))) {
				describe(channels.putObject(channel), channel, info);
			}
		}
		return Json.write(reply);
	}

	String show(String channel, RestRequest request) {
		ChannelName name = checked(channel);
		List<String> info = attributes(request.parameter("info"), "");
		if (info.contains("user_count") && !name.isPresence()) {
			throw new RestException(400, "user_count is only available on presence channels");
		}
		if (info.contains("cache") && !name.isCache()) {
			throw new RestException(400, "cache is only available on cache channels");
		}
		ObjectNode reply = Json.object().put("occupied", this.hub.channels().isOccupied(channel));
		describe(reply, channel, info);
		return Json.write(reply);
	}

	String users(String channel) {
		if (!checked(channel).isPresence()) {
			throw new RestException(400, "Users can only be retrieved for presence channels");
		}
		ObjectNode reply = Json.object();
		ArrayNode users = reply.putArray("users");
		this.hub.channels().members(channel).keySet().forEach((id) -> users.addObject().put("id", id));
		return Json.write(reply);
	}

	private static ChannelName checked(String channel) {
		ChannelName name = new ChannelName(channel);
		if (!name.isValid()) {
			throw new RestException(400, "Invalid channel name '" + channel + "'");
		}
		return name;
	}

	private void describe(ObjectNode node, String channel, List<String> info) {
		if (info.contains("user_count")) {
			node.put("user_count", this.hub.channels().members(channel).size());
		}
		if (info.contains("subscription_count")) {
			node.put("subscription_count", this.hub.channels().subscriptionCount(channel));
		}
		CachedEvent cached = info.contains("cache") ? this.hub.channels().cached(channel) : null;
		if (cached != null) {
			node.putObject("cache").put("data", cached.data()).put("ttl", cached.secondsLeft());
		}
	}

}

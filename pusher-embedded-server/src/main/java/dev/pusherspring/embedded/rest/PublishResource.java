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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.Json;

/**
 * Publishes events, one at a time or in a batch. Nothing is published unless all events
 * of the call are valid.
 */
final class PublishResource {

	private static final int MAX_CHANNELS = 100;

	private static final int MAX_BATCH = 10;

	private static final int MAX_EVENT_NAME = 200;

	private static final Pattern SOCKET_ID = Pattern.compile("\\d+\\.\\d+");

	private final Hub hub;

	private final int maxEventData;

	PublishResource(Hub hub, int maxEventData) {
		this.hub = hub;
		this.maxEventData = maxEventData;
	}

	String publish(RestRequest request) {
		JsonNode body = body(request);
		List<ChannelName> channels = channels(body);
		Publication publication = publication(body, channels);
		send(publication);
		if (publication.info().isEmpty()) {
			return "{}";
		}
		ObjectNode reply = Json.object();
		ObjectNode infos = reply.putObject("channels");
		channels.forEach((channel) -> infos.set(channel.value(), describe(channel, publication.info())));
		return Json.write(reply);
	}

	String publishBatch(RestRequest request) {
		JsonNode batch = body(request).get("batch");
		if (batch == null || !batch.isArray()) {
			throw bad("'batch' must be an array of events");
		}
		if (batch.size() > MAX_BATCH) {
			throw bad("Batch too large");
		}
		List<Publication> publications = new ArrayList<>();
		batch.forEach((event) -> publications.add(publication(event, List.of(channel(event.get("channel"))))));
		publications.forEach(this::send);
		if (publications.stream().allMatch((publication) -> publication.info().isEmpty())) {
			return "{}";
		}
		ObjectNode reply = Json.object();
		ArrayNode infos = reply.putArray("batch");
		publications.forEach((publication) -> infos.add(describe(publication.channels().get(0), publication.info())));
		return Json.write(reply);
	}

	private Publication publication(JsonNode event, List<ChannelName> channels) {
		String name = string(event, "name");
		if (name == null || name.isEmpty()) {
			throw bad("Event 'name' is required and must be a string");
		}
		if (name.length() > MAX_EVENT_NAME) {
			throw bad("Event name is longer than " + MAX_EVENT_NAME + " characters");
		}
		String data = string(event, "data");
		if (data == null) {
			throw bad("Event 'data' is required and must be a string");
		}
		if (data.getBytes(StandardCharsets.UTF_8).length > this.maxEventData) {
			throw new RestException(413,
					"The data content of this event exceeds the allowed maximum (" + this.maxEventData + " bytes)");
		}
		String socketId = string(event, "socket_id");
		if (socketId != null && !SOCKET_ID.matcher(socketId).matches()) {
			throw bad("Invalid socket_id '" + socketId + "'");
		}
		String info = string(event, "info");
		return new Publication(channels, name, data, socketId, ChannelsResource.attributes(info, "cache"));
	}

	private static List<ChannelName> channels(JsonNode body) {
		JsonNode array = body.get("channels");
		if (array == null || !array.isArray()) {
			return List.of(channel((array != null) ? array : body.get("channel")));
		}
		if (array.isEmpty() || array.size() > MAX_CHANNELS) {
			throw bad("An event must go to between 1 and " + MAX_CHANNELS + " channels");
		}
		List<ChannelName> channels = new ArrayList<>();
		array.forEach((name) -> channels.add(channel(name)));
		if (channels.size() > 1 && channels.stream().anyMatch(ChannelName::isEncrypted)) {
			throw bad("An event cannot go to an encrypted channel and others");
		}
		return channels;
	}

	private static ChannelName channel(@Nullable JsonNode name) {
		if (name == null || !name.isString()) {
			throw bad("'channel' or 'channels' is required");
		}
		ChannelName channel = new ChannelName(name.asString());
		if (!channel.isValid()) {
			throw bad("Invalid channel name '" + channel + "'");
		}
		return channel;
	}

	private void send(Publication publication) {
		publication.channels()
			.forEach((channel) -> this.hub.publish(channel, publication.event(), publication.data(),
					publication.exceptSocketId()));
	}

	private ObjectNode describe(ChannelName channel, List<String> info) {
		ObjectNode description = Json.object();
		if (info.contains("user_count") && channel.isPresence()) {
			description.put("user_count", this.hub.channels().members(channel.value()).size());
		}
		if (info.contains("subscription_count")) {
			description.put("subscription_count", this.hub.channels().subscriptionCount(channel.value()));
		}
		return description;
	}

	private static JsonNode body(RestRequest request) {
		JsonNode body = Json.parse(request.text());
		if (body == null || !body.isObject()) {
			throw bad("The body must be a JSON object");
		}
		return body;
	}

	private static @Nullable String string(JsonNode node, String name) {
		JsonNode value = node.get(name);
		return (value != null && value.isString()) ? value.asString() : null;
	}

	private static RestException bad(String message) {
		return new RestException(400, message);
	}

	private record Publication(List<ChannelName> channels, String event, String data, @Nullable String exceptSocketId,
			List<String> info) {

	}

}

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

package dev.pusherspring.webhook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.webhook.PusherWebhookEvent.Origin;

/**
 * Reads the body of a webhook.
 */
final class WebhookReader {

	private static final JsonMapper PROTOCOL = JsonMapper.shared();

	private final JsonMapper payloadMapper;

	/**
	 * Create a new {@link WebhookReader} instance.
	 * @param payloadMapper converts the data of client events
	 */
	WebhookReader(JsonMapper payloadMapper) {
		this.payloadMapper = payloadMapper;
	}

	/**
	 * Read a body.
	 * @param app name of the app
	 * @param body the body
	 * @return the webhook, or {@code null} if it is not one
	 */
	@Nullable Webhook read(String app, byte[] body) {
		try {
			JsonNode json = PROTOCOL.readTree(body);
			JsonNode time = json.path("time_ms");
			JsonNode events = json.path("events");
			if (!time.isIntegralNumber() || !time.canConvertToLong() || !events.isArray()) {
				return null;
			}
			Origin origin = new Origin(app, Instant.ofEpochMilli(time.longValue()));
			List<PusherWebhookEvent> read = new ArrayList<>(events.size());
			events.forEach((event) -> read.add(event(origin, event)));
			return new Webhook(origin.time(), read);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private PusherWebhookEvent event(Origin origin, JsonNode event) {
		String name = text(event, "name");
		String channel = text(event, "channel");
		PusherWebhookEvent known = (name != null && channel != null) ? known(origin, name, channel, event) : null;
		return (known != null) ? known
				: new UnknownWebhookEvent(origin, (name != null) ? name : "", channel, event.toString());
	}

	private @Nullable PusherWebhookEvent known(Origin origin, String name, String channel, JsonNode event) {
		return switch (name) {
			case ChannelOccupiedWebhookEvent.NAME -> new ChannelOccupiedWebhookEvent(origin, channel);
			case ChannelVacatedWebhookEvent.NAME -> new ChannelVacatedWebhookEvent(origin, channel);
			case CacheMissWebhookEvent.NAME -> new CacheMissWebhookEvent(origin, channel);
			case MemberAddedWebhookEvent.NAME -> {
				String userId = scalar(event, "user_id");
				yield (userId != null) ? new MemberAddedWebhookEvent(origin, channel, userId) : null;
			}
			case MemberRemovedWebhookEvent.NAME -> {
				String userId = scalar(event, "user_id");
				yield (userId != null) ? new MemberRemovedWebhookEvent(origin, channel, userId) : null;
			}
			case ClientEventWebhookEvent.NAME -> clientEvent(origin, channel, event);
			case SubscriptionCountWebhookEvent.NAME -> {
				JsonNode count = event.path("subscription_count");
				yield (count.isIntegralNumber() && count.canConvertToInt())
						? new SubscriptionCountWebhookEvent(origin, channel, count.intValue()) : null;
			}
			default -> null;
		};
	}

	private @Nullable PusherWebhookEvent clientEvent(Origin origin, String channel, JsonNode event) {
		String name = text(event, "event");
		if (name == null) {
			return null;
		}
		JsonNode data = event.path("data");
		// Pusher sends a string that contains JSON, soketi sends the JSON itself
		String text = data.isMissingNode() ? null : data.isString() ? data.stringValue() : data.toString();
		return new ClientEventWebhookEvent(origin, channel, name, text, text(event, "socket_id"),
				scalar(event, "user_id"), this.payloadMapper);
	}

	private static @Nullable String text(JsonNode event, String name) {
		JsonNode value = event.path(name);
		return value.isString() ? value.stringValue() : null;
	}

	// an id may be a number
	private static @Nullable String scalar(JsonNode event, String name) {
		JsonNode value = event.path(name);
		return value.isIntegralNumber() ? value.toString() : text(event, name);
	}

	/**
	 * A webhook.
	 *
	 * @param time the time of its creation, by the clock of the server
	 * @param events the events that it contains
	 */
	record Webhook(Instant time, List<PusherWebhookEvent> events) {

	}

}

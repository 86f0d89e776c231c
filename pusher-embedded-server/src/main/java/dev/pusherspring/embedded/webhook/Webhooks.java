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

package dev.pusherspring.embedded.webhook;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.hub.HubListener;
import dev.pusherspring.embedded.observed.ClientEvent;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Signer;

/**
 * Sends a signed request to the webhooks for each event on channels.
 *
 * @since 1.0.0
 */
public final class Webhooks implements HubListener {

	private final List<Webhook> webhooks;

	private final Signer signer;

	private final InstantSource clock;

	private final WebhookSender sender;

	/**
	 * Create webhooks. The thread starts with the first request.
	 * @param settings the webhooks to send
	 * @param key the app's key
	 * @param signer signs with the app's secret
	 * @param clock the clock for the time of events
	 */
	public Webhooks(WebhookSettings settings, String key, Signer signer, InstantSource clock) {
		this.webhooks = settings.webhooks();
		this.signer = signer;
		this.clock = clock;
		this.sender = new WebhookSender(key, settings.retryDelay());
	}

	@Override
	public void channelOccupied(String channel) {
		send(WebhookType.CHANNEL_OCCUPIED, channel, Json.object());
	}

	@Override
	public void channelVacated(String channel) {
		send(WebhookType.CHANNEL_VACATED, channel, Json.object());
	}

	@Override
	public void memberAdded(String channel, String userId) {
		send(WebhookType.MEMBER_ADDED, channel, Json.object().put("user_id", userId));
	}

	@Override
	public void memberRemoved(String channel, String userId) {
		send(WebhookType.MEMBER_REMOVED, channel, Json.object().put("user_id", userId));
	}

	@Override
	public void clientEvent(ClientEvent event) {
		ObjectNode details = Json.object().put("event", event.event());
		put(details, "data", event.data());
		details.put("socket_id", event.socketId());
		put(details, "user_id", event.userId());
		send(WebhookType.CLIENT_EVENT, event.channel(), details);
	}

	@Override
	public void cacheMissed(String channel) {
		send(WebhookType.CACHE_MISS, channel, Json.object());
	}

	@Override
	public void subscriptionCountChanged(String channel, int count) {
		send(WebhookType.SUBSCRIPTION_COUNT, channel, Json.object().put("subscription_count", count));
	}

	private static void put(ObjectNode details, String name, @Nullable String value) {
		if (value != null) {
			details.put(name, value);
		}
	}

	/**
	 * Send a webhook without a corresponding event on the server, for a test.
	 * @param type the type of the webhook
	 * @param channel name of the channel
	 * @param details further fields, such as {@code user_id}
	 */
	public void send(WebhookType type, String channel, Map<String, ?> details) {
		ObjectNode fields = Json.object();
		details.forEach(fields::putPOJO);
		send(type, channel, fields);
	}

	private void send(WebhookType type, String channel, ObjectNode details) {
		ObjectNode body = Json.object().put("time_ms", this.clock.millis());
		body.putArray("events").addObject().put("name", type.wireName()).put("channel", channel).setAll(details);
		String text = Json.write(body);
		for (Webhook webhook : this.webhooks) {
			if (webhook.types().contains(type)) {
				this.sender.send(webhook.url(), text, this.signer.sign(text));
			}
		}
	}

	/**
	 * Send the waiting requests, for at most a second, and stop the thread.
	 */
	public void stop() {
		this.sender.stop();
	}

}

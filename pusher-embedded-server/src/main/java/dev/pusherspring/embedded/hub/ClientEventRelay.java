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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.observed.ClientEvent;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.ClientMessage;
import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * Relays client events to the other subscribers of a channel, according to the rules of
 * the protocol.
 */
final class ClientEventRelay {

	private static final int MAX_EVENT_NAME = 200;

	private final boolean enabled;

	private final int maxData;

	private final HubListener listener;

	private final Recent<ClientEvent> relayed = new Recent<>(ClientEventRelay::size);

	ClientEventRelay(boolean enabled, int maxData, HubListener listener) {
		this.enabled = enabled;
		this.maxData = maxData;
		this.listener = listener;
	}

	Recent<ClientEvent> relayed() {
		return this.relayed;
	}

	private static int size(ClientEvent event) {
		String data = event.data();
		return event.channel().length() + event.event().length() + ((data != null) ? data.length() : 0);
	}

	void relay(Connection connection, ClientMessage message) {
		if (!this.enabled) {
			throw rejected("client events are not enabled for this application");
		}
		ChannelName name = new ChannelName((message.channel() != null) ? message.channel() : "");
		if (!name.isAuthorized()) {
			throw rejected("only supported on private and presence channels");
		}
		if (name.isEncrypted()) {
			throw rejected("not supported on encrypted channels");
		}
		Subscription subscription = connection.subscriptions().get(name.value());
		if (subscription == null) {
			throw Refusal.request("Cannot broadcast client event (connection not subscribed to channel " + name + ")");
		}
		if (message.event().length() > MAX_EVENT_NAME) {
			throw rejected("event name is longer than " + MAX_EVENT_NAME + " characters");
		}
		String data = text(message);
		if (data != null && data.getBytes(StandardCharsets.UTF_8).length > this.maxData) {
			throw rejected("data is larger than " + this.maxData + " bytes");
		}
		if (!connection.clientEvents().spend()) {
			throw Refusal.request(ErrorCode.CLIENT_EVENT_RATE, "Client event rejected - rate limit exceeded");
		}
		Member member = subscription.member();
		String userId = (member != null) ? member.id() : null;
		ClientEvent event = new ClientEvent(connection.socketId(), userId, name.value(), message.event(), data);
		this.relayed.add(event);
		this.listener.clientEvent(event);
		subscription.channel()
			.broadcast(ServerFrame.clientEvent(message.event(), name.value(), message.data(), userId),
					connection.socketId());
	}

	private static @Nullable String text(ClientMessage message) {
		return (message.data() != null) ? Json.write(message.data()) : null;
	}

	private static Refusal rejected(String why) {
		return Refusal.request("Client event rejected - " + why);
	}

}

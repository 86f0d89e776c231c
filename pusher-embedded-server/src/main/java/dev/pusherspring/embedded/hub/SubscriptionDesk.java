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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.ClientMessage;
import dev.pusherspring.embedded.protocol.Refusal;

/**
 * Handles requests to subscribe and unsubscribe, and determines the member on a presence
 * channel.
 */
final class SubscriptionDesk {

	private final ChannelRegistry channels;

	private final Credentials credentials;

	SubscriptionDesk(ChannelRegistry channels, Credentials credentials) {
		this.channels = channels;
		this.credentials = credentials;
	}

	void subscribe(Connection connection, ClientMessage message) {
		ChannelName name = channel(message);
		if (!name.isValid()) {
			throw Refusal.request("Invalid channel name '" + name + "'");
		}
		if (connection.subscriptions().containsKey(name.value())) {
			throw Refusal.request("Existing subscription to channel " + name);
		}
		if (name.isServerToUser()) {
			checkOwnChannel(connection, name);
		}
		String channelData = message.field("channel_data");
		if (name.isAuthorized()) {
			String signed = connection.socketId() + ":" + name + ((channelData != null) ? ":" + channelData : "");
			this.credentials.check(message.field("auth"), signed, "to subscribe to " + name, "subscription");
		}
		this.channels.join(connection, name, name.isPresence() ? member(connection, name, channelData) : null);
		if (name.isAuthorized()) {
			connection.authorized();
		}
	}

	private void checkOwnChannel(Connection connection, ChannelName name) {
		SignedInUser user = connection.user();
		if (user == null || !name.value().equals(ChannelName.SERVER_TO_USER + user.id())) {
			throw Refusal.request("Not signed in as the user of channel '" + name + "'");
		}
	}

	private Member member(Connection connection, ChannelName name, @Nullable String channelData) {
		if (channelData != null) {
			return Member.parse(name.value(), channelData);
		}
		SignedInUser user = connection.user();
		if (user == null) {
			throw Refusal.request(
					"channel_data or a signed-in user is required to subscribe to presence channel '" + name + "'");
		}
		return Member.checked(name.value(), user.id(), user.info());
	}

	void unsubscribe(Connection connection, ClientMessage message) {
		ChannelName name = channel(message);
		Subscription subscription = connection.subscriptions().get(name.value());
		if (subscription == null) {
			throw Refusal.request("No current subscription to channel " + name + ", or subscription in progress");
		}
		this.channels.leave(connection, subscription);
	}

	private static ChannelName channel(ClientMessage message) {
		String channel = message.field("channel");
		if (channel == null) {
			throw Refusal.request("Channel name missing in '" + message.event() + "'");
		}
		return new ChannelName(channel);
	}

}

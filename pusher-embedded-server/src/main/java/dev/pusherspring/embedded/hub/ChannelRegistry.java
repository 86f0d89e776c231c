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
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * The occupied channels. Handles subscribing and unsubscribing.
 */
final class ChannelRegistry {

	private final Map<String, Channel> channels = new LinkedHashMap<>();

	private final int maxMembers;

	private final EventCache cache;

	private final SubscriptionCounts counts;

	private final HubListener listener;

	ChannelRegistry(int maxMembers, EventCache cache, SubscriptionCounts counts, HubListener listener) {
		this.maxMembers = maxMembers;
		this.cache = cache;
		this.counts = counts;
		this.listener = listener;
	}

	@Nullable Channel get(String name) {
		return this.channels.get(name);
	}

	List<Channel> all() {
		return List.copyOf(this.channels.values());
	}

	@Nullable CachedEvent cached(String name) {
		return this.cache.get(name);
	}

	void join(Connection connection, ChannelName name, @Nullable Member member) {
		checkRoom(name, member);
		Channel channel = this.channels.computeIfAbsent(name.value(), (key) -> new Channel(name));
		PresenceRoster roster = channel.roster();
		boolean first = roster != null && member != null && roster.add(member);
		channel.subscribers().add(connection);
		if (channel.subscribers().size() == 1 && !name.isServerToUser()) {
			this.listener.channelOccupied(name.value());
		}
		connection.subscriptions().put(name.value(), new Subscription(channel, member));
		String data = (roster != null) ? roster.toJson() : "{}";
		connection.send(ServerFrame.event("pusher_internal:subscription_succeeded", name.value(), data));
		if (first && member != null) {
			ObjectNode added = Json.object().put("user_id", member.id());
			if (member.info() != null) {
				added.set("user_info", member.info());
			}
			channel.broadcast(ServerFrame.event("pusher_internal:member_added", name.value(), Json.write(added)),
					connection.socketId());
			this.listener.memberAdded(name.value(), member.id());
		}
		if (name.isCache()) {
			replay(connection, name);
		}
		this.counts.changed(channel);
	}

	private void checkRoom(ChannelName name, @Nullable Member member) {
		Channel channel = this.channels.get(name.value());
		PresenceRoster roster = (channel != null) ? channel.roster() : null;
		if (roster != null && member != null && !roster.contains(member.id()) && roster.size() >= this.maxMembers) {
			throw Refusal
				.request("Presence channel '" + name + "' has reached its maximum of " + this.maxMembers + " members");
		}
	}

	private void replay(Connection connection, ChannelName name) {
		CachedEvent cached = this.cache.get(name.value());
		connection.send((cached != null) ? ServerFrame.event(cached.event(), name.value(), cached.data())
				: ServerFrame.event("pusher:cache_miss", name.value()));
		if (cached == null) {
			this.listener.cacheMissed(name.value());
		}
	}

	void leave(Connection connection, Subscription subscription) {
		Channel channel = subscription.channel();
		String name = channel.name().value();
		connection.subscriptions().remove(name);
		channel.subscribers().remove(connection);
		PresenceRoster roster = channel.roster();
		Member member = subscription.member();
		if (roster != null && member != null && roster.remove(member.id())) {
			channel.broadcast(ServerFrame.event("pusher_internal:member_removed", name,
					Json.write(Json.object().put("user_id", member.id()))), null);
			this.listener.memberRemoved(name, member.id());
		}
		if (channel.subscribers().isEmpty()) {
			this.channels.remove(name);
			if (!channel.name().isServerToUser()) {
				this.listener.channelVacated(name);
			}
		}
		this.counts.changed(channel);
	}

	void leaveAll(Connection connection) {
		List.copyOf(connection.subscriptions().values()).forEach((subscription) -> leave(connection, subscription));
	}

	List<Link> publish(ChannelName name, String event, String data, @Nullable String exceptSocketId) {
		if (name.isCache()) {
			this.cache.put(name.value(), event, data);
		}
		Channel channel = this.channels.get(name.value());
		return (channel != null) ? channel.broadcast(ServerFrame.event(event, name.value(), data), exceptSocketId)
				: List.of();
	}

	void forgetCached() {
		this.cache.clear();
	}

}

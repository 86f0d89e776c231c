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

package dev.pusherspring.sample.page;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.User;

/**
 * Status of the client.
 *
 * @param state state of the connection
 * @param socketId id of the connection, if there is one
 * @param user id of the signed-in user, if any
 * @param channels the channels of the client
 * @param members the members of its presence channels
 */
record ClientStatus(ConnectionState state, @Nullable String socketId, @Nullable String user,
		List<ChannelStatus> channels, List<Person> members) {

	static ClientStatus of(PusherClient client) {
		User user = client.getUser();
		List<Channel> channels = client.getChannels().stream().sorted(Comparator.comparing(Channel::getName)).toList();
		return new ClientStatus(client.getState(), client.getSocketId(), (user != null) ? user.id() : null,
				channels.stream().map(ChannelStatus::of).toList(),
				channels.stream().flatMap((channel) -> members(channel).stream()).toList());
	}

	private static List<Person> members(Channel channel) {
		if (channel instanceof PresenceChannel presence && channel.isSubscribed()) {
			Member me = presence.getMe();
			return presence.getMembers().stream().map((member) -> Person.of(member, member.equals(me))).toList();
		}
		return List.of();
	}

	/**
	 * Status of one channel.
	 *
	 * @param name name of the channel
	 * @param state state of the subscription
	 */
	record ChannelStatus(String name, SubscriptionState state) {

		static ChannelStatus of(Channel channel) {
			return new ChannelStatus(channel.getName(), channel.getState());
		}

	}

	/**
	 * A member of a presence channel.
	 *
	 * @param id id of the user
	 * @param name name of the user
	 * @param me whether it is this application
	 */
	record Person(String id, String name, boolean me) {

		static Person of(Member member, boolean me) {
			Info info = (member.getInfo() != null) ? member.getInfo(Info.class) : null;
			return new Person(member.getId(), (info != null && info.name() != null) ? info.name() : member.getId(), me);
		}

	}

	/**
	 * The part of a member's user info that the page shows.
	 *
	 * @param name name of the member
	 */
	record Info(@Nullable String name) {

	}

}

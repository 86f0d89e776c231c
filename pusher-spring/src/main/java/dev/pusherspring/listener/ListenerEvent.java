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

package dev.pusherspring.listener;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionCountEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * An event as listener methods choose by: it has a channel and a name. News about a
 * subscription have the names that the other Channels clients give them.
 *
 * @param channel name of the channel
 * @param name name of the event
 * @param source the application event
 */
record ListenerEvent(String channel, String name, PusherApplicationEvent source) {

	/**
	 * Return the event that listener methods can choose.
	 * @param event the application event
	 * @return the event, or {@code null} if it is not about a channel
	 */
	static @Nullable ListenerEvent of(PusherApplicationEvent event) {
		if (event instanceof PusherMessageEvent message) {
			return new ListenerEvent(message.getChannel(), message.getEvent(), event);
		}
		if (event instanceof PusherChannelEvent channelEvent) {
			String name = name(channelEvent);
			return (name != null) ? new ListenerEvent(channelEvent.getChannel(), name, event) : null;
		}
		return null;
	}

	private static @Nullable String name(PusherChannelEvent event) {
		if (event instanceof PusherMemberAddedEvent) {
			return "pusher:member_added";
		}
		if (event instanceof PusherMemberRemovedEvent) {
			return "pusher:member_removed";
		}
		if (event instanceof PusherSubscriptionSucceededEvent) {
			return "pusher:subscription_succeeded";
		}
		if (event instanceof PusherSubscriptionErrorEvent) {
			return "pusher:subscription_error";
		}
		if (event instanceof PusherSubscriptionCountEvent) {
			return "pusher:subscription_count";
		}
		return (event instanceof PusherCacheMissEvent) ? "pusher:cache_miss" : null;
	}

	@Nullable String text() {
		if (this.source instanceof PusherMessageEvent message) {
			return message.getData();
		}
		return (this.source instanceof PusherMemberEvent memberEvent) ? memberEvent.getMember().getInfo() : null;
	}

}

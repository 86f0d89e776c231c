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

package dev.pusherspring.listener.method.argument;

import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.event.PusherSubscriptionCountEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.UserId;

/**
 * Parameters that receive the event itself, one of its attributes, or its source.
 */
final class EventArguments {

	private static final Map<Class<? extends PusherChannelEvent>, String> NEWS = Map.of(PusherCacheMissEvent.class,
			"pusher:cache_miss", PusherMemberAddedEvent.class, "pusher:member_added", PusherMemberRemovedEvent.class,
			"pusher:member_removed", PusherOutageEvent.class, "pusher:outage", PusherRecoveryFailedEvent.class,
			"pusher:recovery_failed", PusherSubscriptionCountEvent.class, "pusher:subscription_count",
			PusherSubscriptionErrorEvent.class, "pusher:subscription_error", PusherSubscriptionSucceededEvent.class,
			"pusher:subscription_succeeded");

	private EventArguments() {
	}

	/**
	 * Return whether a parameter is one of these.
	 * @param parameter the parameter
	 * @return whether it is not a payload
	 */
	static boolean supports(ListenerParameter parameter) {
		Class<?> type = parameter.type();
		return isAnnotated(parameter) || isEvent(type) || PusherClient.class == type
				|| Channel.class.isAssignableFrom(type);
	}

	private static boolean isAnnotated(ListenerParameter parameter) {
		return parameter.isAnnotated(ChannelName.class) || parameter.isAnnotated(EventName.class)
				|| parameter.isAnnotated(UserId.class);
	}

	static boolean isEvent(Class<?> type) {
		return PusherApplicationEvent.class.isAssignableFrom(type);
	}

	/**
	 * Return the resolver for a parameter.
	 * @param parameter the parameter
	 * @return the resolver
	 * @throws InvalidPusherListenerException if the parameter is not valid
	 */
	static ListenerArgument of(ListenerParameter parameter) {
		Class<?> type = parameter.type();
		if (isAnnotated(parameter)) {
			return named(parameter);
		}
		if (PusherClient.class == type) {
			return (event) -> event.getClient();
		}
		if (Channel.class.isAssignableFrom(type)) {
			return (event) -> {
				Channel channel = event.getClient().getChannel(event.getChannel());
				return type.isInstance(channel) ? channel : null;
			};
		}
		if (!PusherChannelEvent.class.isAssignableFrom(type) && !type.isAssignableFrom(PusherChannelEvent.class)) {
			throw new InvalidPusherListenerException("%s can never have a value: %s does not relate to a channel"
				.formatted(parameter, type.getSimpleName()), "Use @EventListener for events about the connection.");
		}
		return (event) -> type.isInstance(event) ? event : null;
	}

	private static ListenerArgument named(ListenerParameter parameter) {
		if (parameter.type() != String.class) {
			throw new InvalidPusherListenerException(
					"%s must be a String but is %s".formatted(parameter, parameter.type().getName()),
					"Declare it as String, or remove the annotation if it is to receive the payload.");
		}
		if (parameter.isAnnotated(ChannelName.class)) {
			return PusherChannelEvent::getChannel;
		}
		return parameter.isAnnotated(EventName.class) ? PusherChannelEvent::getEvent : EventArguments::userId;
	}

	static @Nullable String userId(PusherChannelEvent event) {
		return (event instanceof PusherMessageEvent message) ? message.getUserId() : null;
	}

	static boolean isRecovered(PusherChannelEvent event) {
		return event instanceof PusherMessageEvent message && message.isRecovered();
	}

	/**
	 * Return the events of the protocol that an event type implies.
	 * @param type the type of a parameter
	 * @return the names, empty if the type does not imply any
	 */
	static TreeSet<String> news(Class<?> type) {
		TreeSet<String> names = new TreeSet<>();
		if (type != PusherChannelEvent.class && PusherChannelEvent.class.isAssignableFrom(type)) {
			NEWS.forEach((news, name) -> {
				if (type.isAssignableFrom(news)) {
					names.add(name);
				}
			});
		}
		return names;
	}

	/**
	 * Return the names of all events of the protocol that listeners can receive.
	 * @return the names
	 */
	static TreeSet<String> allNews() {
		return new TreeSet<>(NEWS.values());
	}

}

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

package dev.pusherspring.publish;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Publishes events through the HTTP API of a Channels server, and asks it about channels.
 * Implemented by {@link PusherTemplate}.
 * <p>
 * Methods wait for the server's answer and are safe for concurrent use. Events that are
 * published concurrently may overtake each other; {@link AsyncPusherOperations} keeps the
 * order. Data that is text is sent as it is, so it should be JSON already; anything else
 * becomes JSON by the application's {@code JsonMapper}. On a {@code private-encrypted-}
 * channel it is encrypted.
 * <p>
 * What cannot be published is refused with a {@link PublishRejectedException}, before it
 * is sent where possible. A {@link PublishFailedException} tells whether the server may
 * have published the event nevertheless. Only calls that have certainly published nothing
 * are repeated.
 *
 * @since 1.0.0
 */
public interface PusherOperations {

	/**
	 * Publish an event on a channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data
	 * @throws PublishException if it was not published, or may not have been
	 */
	default void trigger(String channel, String event, @Nullable Object data) {
		trigger(PusherMessage.of(channel, event, data));
	}

	/**
	 * Publish an event on several channels, none of which may be encrypted.
	 * @param channels names of the channels, 100 at most by default
	 * @param event name of the event
	 * @param data the data
	 * @throws PublishException if it was not published, or may not have been
	 */
	default void trigger(Collection<String> channels, String event, @Nullable Object data) {
		trigger(PusherMessage.of(channels, event, data));
	}

	/**
	 * Publish an event.
	 * @param message the event
	 * @return what the server tells about the channels, by name; empty if the message
	 * asks for nothing
	 * @throws PublishException if it was not published, or may not have been
	 */
	Map<String, ChannelInfo> trigger(PusherMessage message);

	/**
	 * Publish events in their order. More of them than a batch can hold take several
	 * calls, one after the other; if one of these fails, the exception tells how many
	 * events the calls before it have {@link PublishException#getPublished() published}.
	 * All of them are checked before the first call.
	 * @param messages the events, each for one channel
	 * @return what the server tells about the channel of each message, in their order;
	 * empty if no message asks for anything
	 * @throws PublishException if not all were published, or may not have been
	 */
	List<ChannelInfo> triggerBatch(Collection<PusherMessage> messages);

	/**
	 * Publish an event to all connections of a user who has signed in.
	 * @param userId id of the user
	 * @param event name of the event
	 * @param data the data
	 * @throws PublishException if it was not published, or may not have been
	 */
	void sendToUser(String userId, String event, @Nullable Object data);

	/**
	 * Return the channels that have subscribers.
	 * @param prefix what their names start with, or {@code null} for all of them.
	 * {@link ChannelAttribute#USER_COUNT} needs a prefix of presence channels
	 * @param attributes what to tell about them; not {@link ChannelAttribute#CACHE}
	 * @return the channels by name
	 * @throws PublishException if there is no answer
	 */
	Map<String, ChannelInfo> getChannels(@Nullable String prefix, ChannelAttribute... attributes);

	/**
	 * Return what is known about a channel.
	 * @param channel name of the channel
	 * @param attributes what to tell beside whether it has subscribers
	 * @return what is known
	 * @throws PublishException if there is no answer
	 */
	ChannelInfo getChannel(String channel, ChannelAttribute... attributes);

	/**
	 * Return the users on a presence channel.
	 * @param channel name of the channel
	 * @return ids of the users
	 * @throws PublishException if there is no answer
	 */
	List<String> getUsers(String channel);

	/**
	 * End all connections of a user who has signed in.
	 * @param userId id of the user
	 * @throws PublishException if they were not ended, or may not have been
	 */
	void terminateConnections(String userId);

}

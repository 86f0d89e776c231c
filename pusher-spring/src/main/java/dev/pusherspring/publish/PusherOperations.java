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
 * Operations for publishing events and querying channels through the HTTP API of a
 * Channels server. Implemented by {@link PusherTemplate}.
 * <p>
 * Methods are thread-safe and wait for the answer of the server. Events that are
 * published concurrently may overtake each other; use {@link AsyncPusherOperations} to
 * keep them in order. Data that is a string is sent as is, and should be JSON. Any other
 * data is converted with the application's {@code JsonMapper}. Data for
 * {@code private-encrypted-} channels is encrypted.
 * <p>
 * A {@link PublishRejectedException} is thrown if an event cannot be published, before it
 * is sent if possible. A {@link PublishFailedException} indicates whether the server may
 * have published the event nevertheless. Only calls that are known to have had no effect
 * are retried.
 *
 * @since 1.0.0
 */
public interface PusherOperations {

	/**
	 * Publish an event on a channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data
	 * @throws PublishException if the event was not published, or may not have been
	 */
	default void trigger(String channel, String event, @Nullable Object data) {
		trigger(PusherMessage.of(channel, event, data));
	}

	/**
	 * Publish an event on several channels, which must not be encrypted.
	 * @param channels names of the channels, by default at most 100
	 * @param event name of the event
	 * @param data the data
	 * @throws PublishException if the event was not published, or may not have been
	 */
	default void trigger(Collection<String> channels, String event, @Nullable Object data) {
		trigger(PusherMessage.of(channels, event, data));
	}

	/**
	 * Publish an event.
	 * @param message the event
	 * @return the requested info by channel, empty if the message requests none
	 * @throws PublishException if the event was not published, or may not have been
	 */
	Map<String, ChannelInfo> trigger(PusherMessage message);

	/**
	 * Publish events in order. If there are more events than the maximum size of a batch,
	 * they are sent in several calls, one after the other. If one of these fails, the
	 * exception contains the number of events that the earlier calls have
	 * {@link PublishException#getPublished() published}. All events are checked before
	 * the first call.
	 * @param messages the events, each for one channel
	 * @return the requested info about the channel of each message, in order; empty if no
	 * message requests any
	 * @throws PublishException if not all events were published, or may not have been
	 */
	List<ChannelInfo> triggerBatch(Collection<PusherMessage> messages);

	/**
	 * Publish an event to all connections of a user who has signed in.
	 * @param userId id of the user
	 * @param event name of the event
	 * @param data the data
	 * @throws PublishException if the event was not published, or may not have been
	 */
	void sendToUser(String userId, String event, @Nullable Object data);

	/**
	 * Return the channels that have subscribers.
	 * @param prefix prefix of their names, or {@code null} for all channels.
	 * {@link ChannelAttribute#USER_COUNT} requires a prefix of presence channels
	 * @param attributes the attributes to request, except {@link ChannelAttribute#CACHE}
	 * @return the channels by name
	 * @throws PublishException if the call fails
	 */
	Map<String, ChannelInfo> getChannels(@Nullable String prefix, ChannelAttribute... attributes);

	/**
	 * Return info about a channel.
	 * @param channel name of the channel
	 * @param attributes the attributes to request, in addition to whether the channel has
	 * subscribers
	 * @return the info
	 * @throws PublishException if the call fails
	 */
	ChannelInfo getChannel(String channel, ChannelAttribute... attributes);

	/**
	 * Return the users on a presence channel.
	 * @param channel name of the channel
	 * @return ids of the users
	 * @throws PublishException if the call fails
	 */
	List<String> getUsers(String channel);

	/**
	 * Terminate all connections of a user who has signed in.
	 * @param userId id of the user
	 * @throws PublishException if the connections were not terminated, or may not have
	 * been
	 */
	void terminateConnections(String userId);

}

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
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Publishes events without making the caller wait, the events of a channel in the order
 * in which they were given: one is sent when the server has answered to the one before.
 * <p>
 * Data becomes JSON on the caller's thread, so that it may be changed afterwards. Methods
 * do not throw for what they cannot publish: the future completes with a
 * {@link PublishException}, on a publishing thread, and the failure is logged, as nobody
 * may look at the future. When the context closes, what waits is still published, within
 * a time.
 *
 * @since 1.0.0
 */
public interface AsyncPusherOperations {

	/**
	 * Publish an event on a channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data
	 * @return completes when the server has accepted the event
	 */
	default CompletableFuture<Void> trigger(String channel, String event, @Nullable Object data) {
		return trigger(PusherMessage.of(channel, event, data)).thenAccept((info) -> {
		});
	}

	/**
	 * Publish an event on several channels, none of which may be encrypted.
	 * @param channels names of the channels
	 * @param event name of the event
	 * @param data the data
	 * @return completes when the server has accepted the event
	 */
	default CompletableFuture<Void> trigger(Collection<String> channels, String event, @Nullable Object data) {
		return trigger(PusherMessage.of(channels, event, data)).thenAccept((info) -> {
		});
	}

	/**
	 * Publish an event.
	 * @param message the event
	 * @return completes with what the server tells about the channels
	 */
	CompletableFuture<Map<String, ChannelInfo>> trigger(PusherMessage message);

	/**
	 * Publish events in their order.
	 * @param messages the events, each for one channel
	 * @return completes with what the server tells about the channel of each message
	 */
	CompletableFuture<List<ChannelInfo>> triggerBatch(Collection<PusherMessage> messages);

	/**
	 * Publish an event to all connections of a user who has signed in.
	 * @param userId id of the user
	 * @param event name of the event
	 * @param data the data
	 * @return completes when the server has accepted the event
	 */
	CompletableFuture<Void> sendToUser(String userId, String event, @Nullable Object data);

}

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
 * Operations for publishing events asynchronously. The events of each channel are
 * published in order: an event is sent after the server has answered the previous one.
 * <p>
 * Data is converted to JSON on the caller's thread, so that it can be modified
 * afterwards. If an event cannot be published, the methods do not throw an exception.
 * Instead, the future completes with a {@link PublishException} on a publishing thread,
 * and the failure is logged, in case the future is ignored. When the context closes,
 * queued events are still published, within a timeout.
 *
 * @since 1.0.0
 */
public interface AsyncPusherOperations {

	/**
	 * Publish an event on a channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data
	 * @return a future that completes when the server has accepted the event
	 */
	default CompletableFuture<Void> trigger(String channel, String event, @Nullable Object data) {
		return trigger(PusherMessage.of(channel, event, data)).thenAccept((info) -> {
		});
	}

	/**
	 * Publish an event on several channels, which must not be encrypted.
	 * @param channels names of the channels
	 * @param event name of the event
	 * @param data the data
	 * @return a future that completes when the server has accepted the event
	 */
	default CompletableFuture<Void> trigger(Collection<String> channels, String event, @Nullable Object data) {
		return trigger(PusherMessage.of(channels, event, data)).thenAccept((info) -> {
		});
	}

	/**
	 * Publish an event.
	 * @param message the event
	 * @return a future that completes with the requested info about the channels
	 */
	CompletableFuture<Map<String, ChannelInfo>> trigger(PusherMessage message);

	/**
	 * Publish events in order.
	 * @param messages the events, each for one channel
	 * @return a future that completes with the requested info about the channel of each
	 * message
	 */
	CompletableFuture<List<ChannelInfo>> triggerBatch(Collection<PusherMessage> messages);

	/**
	 * Publish an event to all connections of a user who has signed in.
	 * @param userId id of the user
	 * @param event name of the event
	 * @param data the data
	 * @return a future that completes when the server has accepted the event
	 */
	CompletableFuture<Void> sendToUser(String userId, String event, @Nullable Object data);

}

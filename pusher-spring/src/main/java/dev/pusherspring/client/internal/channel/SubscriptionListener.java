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

package dev.pusherspring.client.internal.channel;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.PresenceData;

/**
 * Receives what happens on the channels, on the event loop.
 *
 * @since 1.0.0
 */
public interface SubscriptionListener {

	/**
	 * The server has confirmed a subscription.
	 * @param subscription the subscription
	 */
	void subscribed(Subscription subscription);

	/**
	 * A subscription failed.
	 * @param error why
	 */
	void failed(SubscriptionError error);

	/**
	 * A subscription is back after a time without one: what was published meanwhile may
	 * be lost.
	 * @param channel name of the channel
	 * @param from when the subscription was lost
	 * @param to when it was confirmed again
	 */
	void missed(String channel, Instant from, Instant to);

	/**
	 * Somebody has come to a presence channel.
	 * @param channel name of the channel
	 * @param member who has come
	 */
	void memberAdded(String channel, PresenceData member);

	/**
	 * Somebody has left a presence channel.
	 * @param channel name of the channel
	 * @param member who has left
	 */
	void memberRemoved(String channel, PresenceData member);

	/**
	 * The number of subscriptions to a channel has changed.
	 * @param channel name of the channel
	 * @param count the number
	 */
	void countChanged(String channel, int count);

	/**
	 * A cache channel has no event in its cache.
	 * @param channel name of the channel
	 */
	void cacheMissed(String channel);

	/**
	 * Something went wrong on a channel that is not the end of the subscription.
	 * @param channel name of the channel
	 * @param message what happened, in words
	 * @param cause the cause, or {@code null}
	 */
	void error(String channel, String message, @Nullable Throwable cause);

	/**
	 * The application's event has arrived.
	 * @param channel name of the channel
	 * @param frame the event
	 */
	void event(String channel, Frame frame);

}

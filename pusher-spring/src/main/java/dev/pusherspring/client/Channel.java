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

package dev.pusherspring.client;

import org.jspecify.annotations.Nullable;

/**
 * A channel that the client has subscribed to. An instance is a live view of the
 * subscription, which can be kept and used from any thread.
 *
 * @since 1.0.0
 */
public interface Channel {

	/**
	 * Return the name of the channel.
	 * @return the name
	 */
	String getName();

	/**
	 * Return the state of the subscription.
	 * @return the state
	 */
	SubscriptionState getState();

	/**
	 * Return the number of subscriptions to the channel by all clients, as last reported
	 * by the server. The feature must be enabled for the app and is not available for
	 * presence channels.
	 * @return the number, or {@code null} if the server has not reported one
	 */
	@Nullable Integer getSubscriptionCount();

	/**
	 * Return why the subscription failed. The failure is kept until the server confirms
	 * the subscription, even while it is being retried.
	 * @return the latest failure, or {@code null} if there is none
	 */
	@Nullable SubscriptionFailure getFailure();

	/**
	 * Return whether the server has confirmed the subscription on the current connection,
	 * so that events arrive.
	 * @return {@code true} if the channel is subscribed
	 */
	default boolean isSubscribed() {
		return getState() == SubscriptionState.SUBSCRIBED;
	}

}

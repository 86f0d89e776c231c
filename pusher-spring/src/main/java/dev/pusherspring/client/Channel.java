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
 * A channel that the client wants the events of. A live view: it may be kept and asked
 * again, from any thread.
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
	 * Return where the subscription stands.
	 * @return the state
	 */
	SubscriptionState getState();

	/**
	 * Return the number of subscriptions to the channel, of all clients, that the server
	 * last told. Apps have to enable this, and presence channels do not have it.
	 * @return the number, or {@code null} if the server has told none
	 */
	@Nullable Integer getSubscriptionCount();

	/**
	 * Return why there is no subscription. It is remembered until the server confirms
	 * one, also while another attempt is under way.
	 * @return the latest failure, or {@code null} if there is none
	 */
	@Nullable SubscriptionFailure getFailure();

	/**
	 * Return whether events arrive: the server has confirmed the subscription on the
	 * present connection.
	 * @return whether the subscription is live
	 */
	default boolean isSubscribed() {
		return getState() == SubscriptionState.SUBSCRIBED;
	}

}

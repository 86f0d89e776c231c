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

package dev.pusherspring.event;

import dev.pusherspring.client.PusherClient;

/**
 * Published when the server reports a new number of subscriptions to a channel. The
 * feature must be enabled for the app.
 *
 * @since 1.0.0
 */
public class PusherSubscriptionCountEvent extends PusherChannelEvent {

	private final int count;

	/**
	 * Create a new {@link PusherSubscriptionCountEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 * @param count number of subscriptions
	 */
	public PusherSubscriptionCountEvent(PusherClient source, String channel, int count) {
		super(source, channel, "pusher:subscription_count");
		this.count = count;
	}

	/**
	 * Return the number of subscriptions to the channel by all clients.
	 * @return the number
	 */
	public int getCount() {
		return this.count;
	}

}

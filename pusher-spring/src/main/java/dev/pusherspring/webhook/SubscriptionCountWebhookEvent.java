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

package dev.pusherspring.webhook;

/**
 * Published when the number of subscribers of a channel has changed.
 *
 * @since 1.0.0
 */
public class SubscriptionCountWebhookEvent extends ChannelWebhookEvent {

	static final String NAME = "subscription_count";

	private final int count;

	/**
	 * Create a new {@link SubscriptionCountWebhookEvent} instance.
	 * @param origin the webhook that contains the event
	 * @param channel name of the channel
	 * @param count number of subscribers
	 */
	public SubscriptionCountWebhookEvent(Origin origin, String channel, int count) {
		super(origin, NAME, channel);
		this.count = count;
	}

	/**
	 * Return the number of subscribers.
	 * @return the number
	 */
	public int getCount() {
		return this.count;
	}

}

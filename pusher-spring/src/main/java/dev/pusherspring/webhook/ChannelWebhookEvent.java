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

import java.util.Objects;

/**
 * Base class for webhook events about one channel.
 *
 * @since 1.0.0
 */
public abstract class ChannelWebhookEvent extends PusherWebhookEvent {

	/**
	 * Create a new {@link ChannelWebhookEvent} instance.
	 * @param origin the webhook that contains the event
	 * @param name name of the event type
	 * @param channel name of the channel
	 */
	protected ChannelWebhookEvent(Origin origin, String name, String channel) {
		super(origin, name, channel);
	}

	/**
	 * Return the name of the channel.
	 * @return the name
	 */
	@Override
	public String getChannel() {
		return Objects.requireNonNull(super.getChannel());
	}

}

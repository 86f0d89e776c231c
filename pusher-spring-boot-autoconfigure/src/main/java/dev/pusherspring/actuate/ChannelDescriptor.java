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

package dev.pusherspring.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;

/**
 * Description of a channel. It does not include the members of the channel.
 *
 * @param state state of the subscription
 * @param members number of members, or {@code null} if the channel is not a presence
 * channel
 * @param subscriptionCount number of subscriptions of all clients, or {@code null} if
 * unknown
 * @param failure the reason why the subscription has failed, or {@code null}; its time is
 * the time of the first failure
 * @since 1.0.0
 */
public record ChannelDescriptor(SubscriptionState state, @Nullable Integer members, @Nullable Integer subscriptionCount,
		@Nullable ErrorDescriptor failure) implements OperationResponseBody {

	static ChannelDescriptor of(Channel channel) {
		SubscriptionFailure failure = channel.getFailure();
		return new ChannelDescriptor(channel.getState(),
				(channel instanceof PresenceChannel presence) ? presence.getMemberCount() : null,
				channel.getSubscriptionCount(),
				(failure != null)
						? new ErrorDescriptor(failure.error().status(), failure.error().message(), failure.since())
						: null);
	}

}

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
 * Published when a user has joined a presence channel.
 *
 * @since 1.0.0
 */
public class MemberAddedWebhookEvent extends ChannelWebhookEvent {

	static final String NAME = "member_added";

	private final String userId;

	/**
	 * Create a new {@link MemberAddedWebhookEvent} instance.
	 * @param origin the webhook that contains the event
	 * @param channel name of the channel
	 * @param userId id of the user
	 */
	public MemberAddedWebhookEvent(Origin origin, String channel, String userId) {
		super(origin, NAME, channel);
		this.userId = userId;
	}

	/**
	 * Return the id of the user.
	 * @return the id
	 */
	public String getUserId() {
		return this.userId;
	}

}

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

import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClient;

/**
 * Published when a member has joined a presence channel, including when the client
 * learned of it only after a reconnection.
 *
 * @since 1.0.0
 */
public class PusherMemberAddedEvent extends PusherMemberEvent {

	/**
	 * Create a new {@link PusherMemberAddedEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 * @param member the member that joined
	 */
	public PusherMemberAddedEvent(PusherClient source, String channel, Member member) {
		super(source, channel, "pusher:member_added", member);
	}

}

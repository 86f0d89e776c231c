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

import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * A channel whose subscribers know each other. It has no members while the channel is not
 * subscribed.
 *
 * @since 1.0.0
 */
public interface PresenceChannel extends Channel {

	/**
	 * Return the members, up to the maximum number of members to keep.
	 * @return a snapshot
	 * @see SubscriptionOptions#maxMembers()
	 */
	Collection<Member> getMembers();

	/**
	 * Return a member.
	 * @param userId id of the user
	 * @return the member, or {@code null} if the user is not present or not among the
	 * members that are kept
	 */
	@Nullable Member getMember(String userId);

	/**
	 * Return the member that represents this client.
	 * @return the member, or {@code null} while the channel is not subscribed
	 */
	@Nullable Member getMe();

	/**
	 * Return the number of members, including those that are not kept. A user with
	 * several connections counts once.
	 * @return the number
	 */
	int getMemberCount();

}

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
 * A channel whose subscribers know of each other. While there is no subscription nobody
 * is known to be present.
 *
 * @since 1.0.0
 */
public interface PresenceChannel extends Channel {

	/**
	 * Return all members, unless they are more than are kept.
	 * @return a snapshot
	 * @see SubscriptionOptions#maxMembers()
	 */
	Collection<Member> getMembers();

	/**
	 * Return a member.
	 * @param userId id of the user
	 * @return the member, or {@code null} if the user is not present, or not among those
	 * that are kept
	 */
	@Nullable Member getMember(String userId);

	/**
	 * Return the member that this client is.
	 * @return the member, or {@code null} while there is no subscription
	 */
	@Nullable Member getMe();

	/**
	 * Return the number of members. A user counts once, however many connections the user
	 * has, and whether kept or not.
	 * @return the number
	 */
	int getMemberCount();

}

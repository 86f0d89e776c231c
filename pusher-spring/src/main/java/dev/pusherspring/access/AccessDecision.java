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

package dev.pusherspring.access;

import org.jspecify.annotations.Nullable;

/**
 * The decision of a {@link ChannelAccessPolicy}. {@link #toString()} does not include the
 * info of a member.
 *
 * @since 1.0.0
 */
public final class AccessDecision {

	private static final AccessDecision GRANT = new AccessDecision(true, true, null);

	private static final AccessDecision DENY = new AccessDecision(false, true, null);

	private static final AccessDecision ABSTAIN = new AccessDecision(false, false, null);

	private final boolean granted;

	private final boolean decided;

	private final @Nullable ChannelMember member;

	private AccessDecision(boolean granted, boolean decided, @Nullable ChannelMember member) {
		this.granted = granted;
		this.decided = decided;
		this.member = member;
	}

	/**
	 * Grant the subscription. On a presence channel, the user who has signed in on the
	 * connection becomes the member. If no user has signed in, the server rejects the
	 * subscription.
	 * @return the decision
	 */
	public static AccessDecision grant() {
		return GRANT;
	}

	/**
	 * Grant the subscription with a member. Only presence channels have members. For all
	 * other channels, this is the same as {@link #grant()}.
	 * @param userId id of the user, unique in the app
	 * @param userInfo info that is visible to <b>all</b> members of the channel, as any
	 * object that can be converted to JSON, or {@code null}. Include only fields that
	 * they may see, and never pass the principal or an entity
	 * @return the decision
	 * @throws IllegalArgumentException if the info is or directly contains a principal or
	 * another user object of Spring Security, such as {@code UserDetails}
	 */
	public static AccessDecision grantAs(String userId, @Nullable Object userInfo) {
		return new AccessDecision(true, true, new ChannelMember(userId, userInfo));
	}

	/**
	 * Deny the subscription. No further policies are called.
	 * @return the decision
	 */
	public static AccessDecision deny() {
		return DENY;
	}

	/**
	 * Leave the decision to the next policy.
	 * @return the decision
	 */
	public static AccessDecision abstain() {
		return ABSTAIN;
	}

	/**
	 * Return whether the subscription is granted.
	 * @return whether it is granted
	 */
	public boolean isGranted() {
		return this.granted;
	}

	/**
	 * Return whether the decision is left to the next policy.
	 * @return whether the policy abstains
	 */
	public boolean isAbstained() {
		return !this.decided;
	}

	/**
	 * Return the member that joins a presence channel.
	 * @return the member, or {@code null} if the decision names none
	 */
	public @Nullable ChannelMember getMember() {
		return this.member;
	}

	@Override
	public String toString() {
		if (this.member != null) {
			return "AccessDecision[grant as '" + this.member.id() + "']";
		}
		return "AccessDecision[" + (this.granted ? "grant" : this.decided ? "deny" : "abstain") + "]";
	}

}

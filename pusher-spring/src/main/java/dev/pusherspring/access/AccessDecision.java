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
 * What a {@link ChannelAccessPolicy} decides. The string form does not show the info of a
 * member.
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
	 * Grant the subscription. On a presence channel the server takes the user who has
	 * signed in on the connection as the member, and refuses if there is none.
	 * @return the decision
	 */
	public static AccessDecision grant() {
		return GRANT;
	}

	/**
	 * Grant the subscription as a member. Only presence channels have members: on all
	 * others this is the same as {@link #grant()}.
	 * @param userId id of the user, unique in the app
	 * @param userInfo what <b>all</b> members of the channel will see, as anything that
	 * can be written as JSON, or {@code null}. Name each field that they may see; never
	 * pass the principal or an entity
	 * @return the decision
	 */
	public static AccessDecision grantAs(String userId, @Nullable Object userInfo) {
		return new AccessDecision(true, true, new ChannelMember(userId, userInfo));
	}

	/**
	 * Deny the subscription, whatever the policies that follow would say.
	 * @return the decision
	 */
	public static AccessDecision deny() {
		return DENY;
	}

	/**
	 * Leave the decision to the policies that follow.
	 * @return the decision
	 */
	public static AccessDecision abstain() {
		return ABSTAIN;
	}

	/**
	 * Return whether the subscription is granted.
	 * @return {@code true} if it is
	 */
	public boolean isGranted() {
		return this.granted;
	}

	/**
	 * Return whether the decision is left to others.
	 * @return {@code true} if it is
	 */
	public boolean isAbstained() {
		return !this.decided;
	}

	/**
	 * Return who joins a presence channel.
	 * @return the member, or {@code null} if the subscription is not granted as one
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

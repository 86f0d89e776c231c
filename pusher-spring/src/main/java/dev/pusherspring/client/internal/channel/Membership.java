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

package dev.pusherspring.client.internal.channel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Member;

/**
 * The members of a presence channel. Modified on the event loop, can be read from any
 * thread.
 * <p>
 * There are no members while there is no subscription. The list before the loss of the
 * subscription is retained, so that changes in between can be reported.
 * <p>
 * The number of members that are kept is limited. Further members are only counted: a
 * server reports each user once when the user joins and once when the user leaves.
 *
 * @since 1.0.0
 */
public final class Membership {

	private final int max;

	private volatile Map<String, Member> members = Map.of();

	// the number of members that are not kept
	private volatile int others;

	private volatile @Nullable String myId;

	// used on the loop only
	private @Nullable Map<String, Member> beforeLoss;

	private boolean allKnownBeforeLoss;

	/**
	 * Create a new {@link Membership} instance.
	 * @param max maximum number of members to keep
	 */
	Membership(int max) {
		this.max = max;
	}

	/**
	 * Return the members that are kept.
	 * @return a snapshot, empty while there is no subscription
	 */
	public Collection<Member> getMembers() {
		return List.copyOf(this.members.values());
	}

	/**
	 * Return a member.
	 * @param userId id of the user
	 * @return the member, or {@code null} if the user is not among those that are kept
	 */
	public @Nullable Member getMember(String userId) {
		return this.members.get(userId);
	}

	/**
	 * Return the member that represents this client.
	 * @return the member, or {@code null} while there is no subscription
	 */
	public @Nullable Member getMe() {
		String myId = this.myId;
		return (myId != null) ? this.members.get(myId) : null;
	}

	/**
	 * Return the number of members.
	 * @return the number, 0 while there is no subscription
	 */
	public int getCount() {
		return this.members.size() + this.others;
	}

	void authorizedAs(String userId) {
		this.myId = userId;
	}

	/**
	 * Return whether there are members that are not kept.
	 * @return {@code true} if the limit is exceeded
	 */
	boolean isOverLimit() {
		return this.others > 0;
	}

	/**
	 * Handle the confirmation of the subscription.
	 * @param present the members that are present
	 * @return the members that joined and left since the last subscription, as far as
	 * known; empty for the first subscription
	 */
	List<Change> confirmed(Map<String, Member> present) {
		Map<String, Member> before = this.beforeLoss;
		this.beforeLoss = null;
		this.members = keep(present);
		this.others = present.size() - this.members.size();
		List<Change> changes = new ArrayList<>();
		if (before != null) {
			before.forEach((id, member) -> {
				if (!present.containsKey(id)) {
					changes.add(new Change(false, member));
				}
			});
			present.forEach((id, member) -> {
				if (this.allKnownBeforeLoss && !before.containsKey(id)) {
					changes.add(new Change(true, member));
				}
			});
		}
		return changes;
	}

	private Map<String, Member> keep(Map<String, Member> present) {
		if (present.size() <= this.max) {
			return new ConcurrentHashMap<>(present);
		}
		Map<String, Member> kept = new ConcurrentHashMap<>();
		String myId = this.myId;
		Member me = (myId != null) ? present.get(myId) : null;
		if (me != null) {
			kept.put(me.getId(), me);
		}
		for (Map.Entry<String, Member> entry : present.entrySet()) {
			if (kept.size() == this.max) {
				break;
			}
			kept.put(entry.getKey(), entry.getValue());
		}
		return kept;
	}

	void added(Member member) {
		if (this.members.size() < this.max || this.members.containsKey(member.getId())) {
			this.members.put(member.getId(), member);
		}
		else {
			this.others++;
		}
	}

	/**
	 * Remove a member that has left.
	 * @param member the member, with the id only
	 * @return the member, or {@code null} if the user was not present
	 */
	@Nullable Member removed(Member member) {
		Member kept = this.members.remove(member.getId());
		if (kept == null && this.others > 0) {
			this.others--;
			return member;
		}
		return kept;
	}

	/**
	 * Handle the loss of the subscription, which is to be restored.
	 */
	void lost() {
		if (!this.members.isEmpty()) {
			this.beforeLoss = new LinkedHashMap<>(this.members);
			this.allKnownBeforeLoss = (this.others == 0);
		}
		clear();
	}

	/**
	 * Discard all members after the channel has been unsubscribed.
	 */
	void forget() {
		clear();
		this.beforeLoss = null;
	}

	private void clear() {
		this.members = Map.of();
		this.others = 0;
	}

	/**
	 * A member that has joined or left.
	 *
	 * @param added {@code true} if the member has joined
	 * @param member the member
	 */
	record Change(boolean added, Member member) {

	}

}

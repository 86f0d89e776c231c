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

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Member;
import dev.pusherspring.client.PresenceChannel;

/**
 * {@link PresenceChannel} that looks up the subscription with each call.
 */
final class DefaultPresenceChannel extends DefaultChannel implements PresenceChannel {

	DefaultPresenceChannel(String name, Subscriptions subscriptions) {
		super(name, subscriptions);
	}

	private @Nullable Membership membership() {
		Subscription subscription = subscription();
		return (subscription != null) ? subscription.getMembership() : null;
	}

	@Override
	public Collection<Member> getMembers() {
		Membership membership = membership();
		return (membership != null) ? membership.getMembers() : List.of();
	}

	@Override
	public @Nullable Member getMember(String userId) {
		Membership membership = membership();
		return (membership != null) ? membership.getMember(userId) : null;
	}

	@Override
	public @Nullable Member getMe() {
		Membership membership = membership();
		return (membership != null) ? membership.getMe() : null;
	}

	@Override
	public int getMemberCount() {
		Membership membership = membership();
		return (membership != null) ? membership.getCount() : 0;
	}

}

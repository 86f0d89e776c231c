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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;

/**
 * {@link Channel} that looks up the subscription with each call, since a later
 * subscription may have the same name.
 */
class DefaultChannel implements Channel {

	private final String name;

	private final Subscriptions subscriptions;

	DefaultChannel(String name, Subscriptions subscriptions) {
		this.name = name;
		this.subscriptions = subscriptions;
	}

	@Override
	public String getName() {
		return this.name;
	}

	final @Nullable Subscription subscription() {
		return this.subscriptions.find(this.name);
	}

	@Override
	public @Nullable Integer getSubscriptionCount() {
		Subscription subscription = subscription();
		return (subscription != null) ? subscription.getCount() : null;
	}

	@Override
	public @Nullable SubscriptionFailure getFailure() {
		Subscription subscription = subscription();
		return (subscription != null) ? subscription.getFailure() : null;
	}

	@Override
	public SubscriptionState getState() {
		Subscription subscription = subscription();
		return (subscription != null) ? subscription.getState() : SubscriptionState.UNSUBSCRIBED;
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof DefaultChannel other && this.name.equals(other.name)
				&& this.subscriptions == other.subscriptions;
	}

	@Override
	public int hashCode() {
		return this.name.hashCode();
	}

	@Override
	public String toString() {
		return "Channel[name=" + this.name + ", state=" + getState() + "]";
	}

}

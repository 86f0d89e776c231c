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

import dev.pusherspring.listener.pattern.NamePattern;

/**
 * Strategy for deciding who may subscribe to a channel. The policies of an application
 * are called in {@linkplain org.springframework.core.annotation.Order order}, and the
 * first one that does not abstain decides. If all policies abstain, the subscription is
 * denied.
 * <p>
 * A policy may block, as it is called on a request thread and never on an event loop. It
 * must be thread-safe. An exception fails the HTTP request, or only its channel if the
 * request is for several channels.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface ChannelAccessPolicy {

	/**
	 * Decide whether to allow a subscription.
	 * @param request the request
	 * @return the decision
	 */
	AccessDecision decide(ChannelAccessRequest request);

	/**
	 * Return a policy for specific channels that abstains for all others.
	 * @param pattern the name of a channel, or a pattern in which {@code *} matches any
	 * characters, such as {@code private-orders-*}
	 * @param policy the policy for these channels
	 * @return the policy
	 */
	static ChannelAccessPolicy forChannels(String pattern, ChannelAccessPolicy policy) {
		NamePattern channels = NamePattern.of(pattern);
		return (request) -> channels.matches(request.channel()) ? policy.decide(request) : AccessDecision.abstain();
	}

}

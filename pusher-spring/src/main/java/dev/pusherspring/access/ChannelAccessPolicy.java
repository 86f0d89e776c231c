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
 * Decides who may subscribe to a channel. All policies of an application are asked in
 * their {@linkplain org.springframework.core.annotation.Order order}; the first that does
 * not abstain decides. What nobody grants is denied.
 * <p>
 * A policy may block: it is called on a thread that serves a request, never on an event
 * loop. It must be safe for concurrent use. An exception that it throws is that of the
 * HTTP request.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface ChannelAccessPolicy {

	/**
	 * Decide about a subscription.
	 * @param request who asks for which channel
	 * @return the decision
	 */
	AccessDecision decide(ChannelAccessRequest request);

	/**
	 * Return a policy that decides about some channels and abstains from all others.
	 * @param pattern the name of a channel, or a pattern in which {@code *} stands for
	 * any characters, such as {@code private-orders-*}
	 * @param policy decides about these channels
	 * @return the policy
	 */
	static ChannelAccessPolicy forChannels(String pattern, ChannelAccessPolicy policy) {
		NamePattern channels = NamePattern.of(pattern);
		return (request) -> channels.matches(request.channel()) ? policy.decide(request) : AccessDecision.abstain();
	}

}

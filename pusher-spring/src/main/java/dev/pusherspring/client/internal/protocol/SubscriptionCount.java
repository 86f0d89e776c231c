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

package dev.pusherspring.client.internal.protocol;

/**
 * Number of subscriptions to a channel.
 *
 * @param count the number
 * @since 1.0.0
 */
public record SubscriptionCount(int count) {

	/**
	 * Name of the event.
	 */
	public static final String EVENT = "pusher_internal:subscription_count";

	/**
	 * Read the number.
	 * @param frame the message
	 * @return the number
	 * @throws MalformedFrameException if there is none
	 */
	public static SubscriptionCount from(Frame frame) {
		Integer count = FrameData.of(frame).number("subscription_count");
		if (count == null) {
			throw new MalformedFrameException("'%s' must have a 'subscription_count'".formatted(EVENT));
		}
		return new SubscriptionCount(count);
	}

}

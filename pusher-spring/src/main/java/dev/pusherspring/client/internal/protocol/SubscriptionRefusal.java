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

import org.jspecify.annotations.Nullable;

/**
 * Content of {@code pusher:subscription_error}, with which some servers refuse a
 * subscription.
 *
 * @param status status of the refusal, such as 401, or {@code null}
 * @param message text of the refusal
 * @since 1.0.0
 */
public record SubscriptionRefusal(@Nullable Integer status, String message) {

	/**
	 * Name of the event.
	 */
	public static final String EVENT = "pusher:subscription_error";

	/**
	 * Name of the event sent by some servers.
	 */
	public static final String INTERNAL_EVENT = "pusher_internal:subscription_error";

	/**
	 * Return whether a message refuses a subscription.
	 * @param frame the message
	 * @return {@code true} if it does
	 */
	public static boolean isIn(Frame frame) {
		return frame.event().equals(EVENT) || frame.event().equals(INTERNAL_EVENT);
	}

	/**
	 * Read the content of the message. Fields that cannot be read count as absent.
	 * @param frame the message
	 * @return its content
	 */
	public static SubscriptionRefusal from(Frame frame) {
		FrameData data = FrameData.lenient(frame);
		String message = data.text("error");
		return new SubscriptionRefusal(data.number("status"),
				(message != null) ? ServerText.of(message) : "The server refused the subscription");
	}

}

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

package dev.pusherspring.reactive;

import dev.pusherspring.client.SubscriptionError;

/**
 * Terminates a stream of events if one of its channels cannot be subscribed to. Temporary
 * failures, which the client retries by itself, do not terminate a stream.
 *
 * @since 1.0.0
 */
public class PusherSubscriptionException extends RuntimeException {

	private final transient SubscriptionError error;

	/**
	 * Create a new {@link PusherSubscriptionException} instance.
	 * @param error the reason for the failure
	 */
	public PusherSubscriptionException(SubscriptionError error) {
		super("Channel '%s' is not subscribed: %s".formatted(error.channel(), error.message()), error.cause());
		this.error = error;
	}

	/**
	 * Return why the subscription failed.
	 * @return the error
	 */
	public SubscriptionError getError() {
		return this.error;
	}

}

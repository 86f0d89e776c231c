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

package dev.pusherspring.client;

import java.time.Duration;

/**
 * Options for subscriptions and their authorizations.
 *
 * @param timeout maximum time to wait for the server's answer to a subscription
 * @param retryInitialDelay delay before a failed authorization is retried; doubled each
 * time
 * @param retryMaxDelay maximum delay before a retry
 * @param maxConcurrency maximum number of concurrent authorizations
 * @param authorizationTimeout maximum time for one authorization, regardless of the
 * authorizer
 * @param maxMembers maximum number of members of a presence channel to keep; further
 * members are reported and counted, but not kept
 * @since 1.0.0
 */
public record SubscriptionOptions(Duration timeout, Duration retryInitialDelay, Duration retryMaxDelay,
		int maxConcurrency, Duration authorizationTimeout, int maxMembers) {

	public SubscriptionOptions {
		OptionChecks.positive("timeout", timeout);
		OptionChecks.positive("retryInitialDelay", retryInitialDelay);
		OptionChecks.positive("retryMaxDelay", retryMaxDelay);
		OptionChecks.positive("maxConcurrency", maxConcurrency);
		OptionChecks.positive("authorizationTimeout", authorizationTimeout);
		OptionChecks.positive("maxMembers", maxMembers);
	}

	/**
	 * Return the defaults: 10 seconds for an answer, retries of a failed authorization
	 * after 1 to 60 seconds, 16 concurrent authorizations, 30 seconds for each, 100,000
	 * members of a presence channel.
	 * @return the defaults
	 */
	public static SubscriptionOptions defaults() {
		return new SubscriptionOptions(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(60), 16,
				Duration.ofSeconds(30), 100_000);
	}

	/**
	 * Return a copy with another timeout.
	 * @param timeout the timeout
	 * @return the copy
	 */
	public SubscriptionOptions withTimeout(Duration timeout) {
		return new SubscriptionOptions(timeout, this.retryInitialDelay, this.retryMaxDelay, this.maxConcurrency,
				this.authorizationTimeout, this.maxMembers);
	}

	/**
	 * Return a copy with another maximum number of concurrent authorizations.
	 * @param maxConcurrency the number
	 * @return the copy
	 */
	public SubscriptionOptions withMaxConcurrency(int maxConcurrency) {
		return new SubscriptionOptions(this.timeout, this.retryInitialDelay, this.retryMaxDelay, maxConcurrency,
				this.authorizationTimeout, this.maxMembers);
	}

	/**
	 * Return a copy with another timeout for authorizations.
	 * @param authorizationTimeout the timeout
	 * @return the copy
	 */
	public SubscriptionOptions withAuthorizationTimeout(Duration authorizationTimeout) {
		return new SubscriptionOptions(this.timeout, this.retryInitialDelay, this.retryMaxDelay, this.maxConcurrency,
				authorizationTimeout, this.maxMembers);
	}

	/**
	 * Return a copy with another maximum number of members to keep.
	 * @param maxMembers the number
	 * @return the copy
	 */
	public SubscriptionOptions withMaxMembers(int maxMembers) {
		return new SubscriptionOptions(this.timeout, this.retryInitialDelay, this.retryMaxDelay, this.maxConcurrency,
				this.authorizationTimeout, maxMembers);
	}

}

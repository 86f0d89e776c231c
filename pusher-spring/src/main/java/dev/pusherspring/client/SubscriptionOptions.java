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
 * How channels are subscribed to and authorizations are obtained.
 *
 * @param timeout longest time to wait for the server's answer to a subscription
 * @param retryInitialDelay delay before a failed authorization is tried again; doubled
 * each time
 * @param retryMaxDelay longest such delay
 * @param maxConcurrency number of authorizations that are obtained at a time
 * @param authorizationTimeout longest time for one of them, whoever grants it
 * @param maxMembers number of members of a presence channel that are kept; further ones
 * are told and counted, but not kept
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
	 * Return the defaults: 10 seconds for an answer, a failed authorization is tried
	 * again after 1 to 60 seconds, 16 authorizations at a time, 30 seconds for each,
	 * 100,000 members of a presence channel.
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
	 * Return a copy with another number of authorizations at a time.
	 * @param maxConcurrency the number
	 * @return the copy
	 */
	public SubscriptionOptions withMaxConcurrency(int maxConcurrency) {
		return new SubscriptionOptions(this.timeout, this.retryInitialDelay, this.retryMaxDelay, maxConcurrency,
				this.authorizationTimeout, this.maxMembers);
	}

	/**
	 * Return a copy with another time limit for authorizations.
	 * @param authorizationTimeout the time limit
	 * @return the copy
	 */
	public SubscriptionOptions withAuthorizationTimeout(Duration authorizationTimeout) {
		return new SubscriptionOptions(this.timeout, this.retryInitialDelay, this.retryMaxDelay, this.maxConcurrency,
				authorizationTimeout, this.maxMembers);
	}

	/**
	 * Return a copy with another number of members that are kept.
	 * @param maxMembers the number
	 * @return the copy
	 */
	public SubscriptionOptions withMaxMembers(int maxMembers) {
		return new SubscriptionOptions(this.timeout, this.retryInitialDelay, this.retryMaxDelay, this.maxConcurrency,
				this.authorizationTimeout, maxMembers);
	}

}

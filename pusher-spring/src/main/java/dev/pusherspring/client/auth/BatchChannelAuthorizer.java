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

package dev.pusherspring.client.auth;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * {@link ChannelAuthorizer} that answers for many channels at a time. The client collects
 * the channels that need an authorization within a short time, such as all of them after
 * a reconnection, and asks once instead of once for each.
 * <p>
 * A channel that is alone is authorized by {@link #authorize(String, String)}.
 *
 * @since 1.0.0
 */
public interface BatchChannelAuthorizer extends ChannelAuthorizer {

	/**
	 * Authorize one connection to subscribe to several channels. What happens to one of
	 * them does not affect the others. Called on an authorization thread, may block, and
	 * counts as one authorization.
	 * <p>
	 * A channel without a result is authorized by {@link #authorize(String, String)}. An
	 * empty map says that batches are not possible: on this connection, channels are
	 * authorized one at a time from then on.
	 * @param channelNames the full names of the channels, at least two of them
	 * @param socketId the socket id that the server gave to the current connection
	 * @return what has become of each channel
	 * @throws AuthorizationException if the whole batch fails. It is taken for the result
	 * of each channel
	 */
	Map<String, Result> authorize(Set<String> channelNames, String socketId) throws AuthorizationException;

	/**
	 * Return how many channels to collect, and for how long.
	 * @return the limits, {@link BatchLimits#defaults()} by default
	 */
	default BatchLimits getBatchLimits() {
		return BatchLimits.defaults();
	}

	/**
	 * What has become of one channel of a batch: an authorization, or the reason why
	 * there is none.
	 *
	 * @param authorization the authorization, or {@code null} if there is none
	 * @param failure the reason, or {@code null} if there is an authorization
	 */
	record Result(@Nullable ChannelAuthorization authorization, @Nullable AuthorizationException failure) {

		public Result {
			Assert.isTrue((authorization != null) != (failure != null),
					"Either 'authorization' or 'failure' must be set, but not both");
		}

		/**
		 * Return the result of a channel that may be subscribed to.
		 * @param authorization the authorization
		 * @return the result
		 */
		public static Result granted(ChannelAuthorization authorization) {
			return new Result(authorization, null);
		}

		/**
		 * Return the result of a channel that has no authorization.
		 * @param failure the reason
		 * @return the result
		 */
		public static Result failed(AuthorizationException failure) {
			return new Result(null, failure);
		}

	}

}

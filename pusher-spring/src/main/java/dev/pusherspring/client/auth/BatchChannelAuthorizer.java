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
 * {@link ChannelAuthorizer} that authorizes several channels in one call. The client
 * collects the channels that need an authorization within a short time, such as all
 * channels after a reconnection, and makes one call for all of them.
 * <p>
 * A single channel is authorized by {@link #authorize(String, String)}.
 *
 * @since 1.0.0
 */
public interface BatchChannelAuthorizer extends ChannelAuthorizer {

	/**
	 * Authorize one connection to subscribe to several channels. The outcome of one
	 * channel does not affect the others. This method is called on an authorization
	 * thread, may block, and counts as one authorization.
	 * <p>
	 * A channel without a result is authorized by {@link #authorize(String, String)}. An
	 * empty map means that batches are not supported: channels are then authorized one at
	 * a time for the rest of the connection.
	 * @param channelNames the full names of the channels, at least two of them
	 * @param socketId the socket id of the current connection
	 * @return the result of each channel
	 * @throws AuthorizationException if the whole batch fails, which is then the result
	 * of each channel
	 */
	Map<String, Result> authorize(Set<String> channelNames, String socketId) throws AuthorizationException;

	/**
	 * Return how many channels to collect for a batch, and for how long: always the same
	 * limits. This method is called on an authorization thread, and an exception is a
	 * failure of the authorization.
	 * @return the limits, {@link BatchLimits#defaults()} by default
	 */
	default BatchLimits getBatchLimits() {
		return BatchLimits.defaults();
	}

	/**
	 * The result of one channel of a batch: an authorization, or the reason why there is
	 * none.
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
		 * Create the result of a channel that has been authorized.
		 * @param authorization the authorization
		 * @return the result
		 */
		public static Result granted(ChannelAuthorization authorization) {
			return new Result(authorization, null);
		}

		/**
		 * Create the result of a channel that has not been authorized.
		 * @param failure the reason
		 * @return the result
		 */
		public static Result failed(AuthorizationException failure) {
			return new Result(null, failure);
		}

	}

}

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

/**
 * {@link ChannelAuthorizer} that is responsible for some channels only, so that other
 * authorizers can be responsible for the rest.
 *
 * @since 1.0.0
 * @see DelegatingChannelAuthorizer
 */
public interface SelectiveChannelAuthorizer extends ChannelAuthorizer {

	/**
	 * Return whether this authorizer is responsible for a channel: always the same result
	 * for a channel. This method is called on an authorization thread before each
	 * authorization and counts for its time limit. An exception is a failure of the
	 * authorization, and other authorizers are not asked.
	 * @param channelName the full name of the channel, prefix included
	 * @return {@code true} if it is
	 */
	boolean supports(String channelName);

}

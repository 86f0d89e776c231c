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
 * Obtains the authorization to subscribe to a private, presence or encrypted channel.
 * <p>
 * Implementations may block: they are called on an authorization thread, never on the
 * client's event loop. They must be safe for use by multiple threads, since several
 * channels can be authorized at the same time.
 *
 * @since 1.0.0
 * @see dev.pusherspring.client.auth.http.HttpChannelAuthorizer
 * @see SigningAuthorizer
 * @see BatchChannelAuthorizer
 * @see SelectiveChannelAuthorizer
 */
@FunctionalInterface
public interface ChannelAuthorizer {

	/**
	 * Authorize one connection to subscribe to one channel.
	 * @param channelName the full name of the channel, prefix included
	 * @param socketId the socket id of the current connection
	 * @return the authorization to send to the server
	 * @throws AuthorizationException if the authorization is refused or cannot be
	 * obtained
	 */
	ChannelAuthorization authorize(String channelName, String socketId) throws AuthorizationException;

	/**
	 * Return an authorizer that signs with another key and secret. Called when the
	 * credentials change while the client is running. Authorizers that sign, or delegate
	 * to one that signs, must override this method.
	 * @param key the new key of the app
	 * @param secret its secret
	 * @return an authorizer that uses them, by default this one
	 */
	default ChannelAuthorizer withCredentials(String key, String secret) {
		return this;
	}

}

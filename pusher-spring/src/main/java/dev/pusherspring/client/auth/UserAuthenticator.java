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
 * Obtains the authentication of the user of a connection, for sign-in.
 * <p>
 * Implementations may block: they are called on an authorization thread, never on the
 * client's event loop. They must be safe for use by multiple threads.
 *
 * @since 1.0.0
 * @see dev.pusherspring.client.auth.http.HttpUserAuthenticator
 * @see SigningAuthorizer
 */
@FunctionalInterface
public interface UserAuthenticator {

	/**
	 * Authenticate the user of one connection.
	 * @param socketId the socket id of the current connection
	 * @return the authentication to send to the server
	 * @throws AuthorizationException if the authentication is refused or cannot be
	 * obtained
	 */
	UserAuthentication authenticate(String socketId) throws AuthorizationException;

	/**
	 * Return an authenticator that signs with another key and secret. Called when the
	 * credentials change while the client is running. Authenticators that sign, or
	 * delegate to one that signs, must override this method.
	 * @param key the new key of the app
	 * @param secret its secret
	 * @return an authenticator that uses them, by default this one
	 */
	default UserAuthenticator withCredentials(String key, String secret) {
		return this;
	}

}

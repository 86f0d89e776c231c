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
 * Obtains the proof of who the user of a connection is, for signing in.
 * <p>
 * An implementation may block: it is called on an authorization thread, never on the
 * client's event loop. It must be safe for concurrent use.
 *
 * @since 1.0.0
 * @see dev.pusherspring.client.auth.http.HttpUserAuthenticator
 * @see SigningAuthorizer
 */
@FunctionalInterface
public interface UserAuthenticator {

	/**
	 * Authenticate the user of one connection.
	 * @param socketId the socket id that the server gave to the current connection
	 * @return what to present to the server
	 * @throws AuthorizationException if the user is refused or the proof cannot be
	 * obtained
	 */
	UserAuthentication authenticate(String socketId) throws AuthorizationException;

	/**
	 * Return an authenticator that signs with another key and its secret, as they change
	 * while the client runs. Whoever signs, or asks one that does, must implement this
	 * method; others have nothing to change.
	 * @param key the new key of the app
	 * @param secret its secret
	 * @return an authenticator that uses them, by default this one
	 */
	default UserAuthenticator withCredentials(String key, String secret) {
		return this;
	}

}

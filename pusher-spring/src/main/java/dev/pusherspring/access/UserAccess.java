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

package dev.pusherspring.access;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.signature.AuthorizationSigner;
import dev.pusherspring.signature.UserJson;

/**
 * Authenticates the users of connections by calling a {@link UserDataProvider} and
 * signing its answer.
 *
 * @since 1.0.0
 */
public final class UserAccess {

	private final UserDataProvider users;

	private final AuthorizationSigner signer;

	private final UserJson userJson;

	/**
	 * Create a new {@link UserAccess} instance.
	 * @param users provides the user
	 * @param signer signs authentications with the secret of the app
	 * @param userJson converts users to JSON
	 */
	public UserAccess(UserDataProvider users, AuthorizationSigner signer, UserJson userJson) {
		this.users = users;
		this.signer = signer;
		this.userJson = userJson;
	}

	/**
	 * Authenticate the user of a connection.
	 * @param request the request
	 * @return the authentication that the client sends to the server, or {@code null} if
	 * the user may not sign in
	 */
	public @Nullable UserAuthentication authenticate(UserDataRequest request) {
		UserData user = this.users.getUserData(request);
		if (user == null) {
			return null;
		}
		String userData = this.userJson.userData(user.id(), user.info(), user.watchlist());
		return new UserAuthentication(this.signer.signUser(request.socketId(), userData), userData);
	}

}

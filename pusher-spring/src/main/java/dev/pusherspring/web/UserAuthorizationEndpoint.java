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

package dev.pusherspring.web;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.pusherspring.access.UserAccess;
import dev.pusherspring.access.UserDataRequest;
import dev.pusherspring.client.auth.UserAuthentication;

/**
 * Authenticates the users of one app.
 *
 * @since 1.0.0
 */
public final class UserAuthorizationEndpoint implements AuthorizationEndpoint {

	private final String app;

	private final UserAccess access;

	/**
	 * Create a new {@link UserAuthorizationEndpoint} instance.
	 * @param app name of the app
	 * @param access provides users and signs authentications
	 */
	public UserAuthorizationEndpoint(String app, UserAccess access) {
		this.app = app;
		this.access = access;
	}

	@Override
	public WebAnswer answer(AuthorizationParameters parameters, @Nullable Principal principal) {
		UserAuthentication user = this.access
			.authenticate(new UserDataRequest(this.app, parameters.socketId(), principal, parameters.others()));
		if (user == null) {
			return WebAnswer.error(HttpStatus.FORBIDDEN, "Not authorized to sign in");
		}
		return WebAnswer.json(HttpStatus.OK,
				WebAnswer.JSON.createObjectNode().put("auth", user.auth()).put("user_data", user.userData()));
	}

}

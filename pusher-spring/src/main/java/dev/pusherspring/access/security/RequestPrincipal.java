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

package dev.pusherspring.access.security;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;

/**
 * The principals of requests, with or without Spring Security.
 *
 * @since 1.0.0
 */
public final class RequestPrincipal {

	private RequestPrincipal() {
	}

	/**
	 * Return the principal of a request, unless Spring Security regards it as anonymous
	 * or not authenticated.
	 * @param principal the principal, or {@code null}
	 * @return the principal, or {@code null} if the request is not authenticated
	 */
	public static @Nullable Principal authenticated(@Nullable Principal principal) {
		if (SpringSecurity.PRESENT && principal instanceof Authentication authentication
				&& !new AuthenticationTrustResolverImpl().isAuthenticated(authentication)) {
			return null;
		}
		return principal;
	}

}

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
import java.util.List;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Principals of requests.
 */
public final class Users {

	private static final List<GrantedAuthority> AUTHORITIES = AuthorityUtils.createAuthorityList("ROLE_USER");

	private Users() {
	}

	public static List<Principal> notAuthenticated() {
		return List.of(new AnonymousAuthenticationToken("key", "anonymousUser", AUTHORITIES),
				UsernamePasswordAuthenticationToken.unauthenticated("ann", "secret"));
	}

	public static List<Principal> authenticated() {
		Principal ofTheContainer = () -> "ann";
		return List.of(ofTheContainer, UsernamePasswordAuthenticationToken.authenticated("ann", null, AUTHORITIES),
				new RememberMeAuthenticationToken("key", "ann", AUTHORITIES));
	}

}

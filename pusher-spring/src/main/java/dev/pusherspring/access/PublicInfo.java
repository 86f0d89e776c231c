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

import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Checks the info of a user that is visible to other users.
 */
final class PublicInfo {

	// by name, as Spring Security is optional
	private static final Set<String> SECURITY_TYPES = Set.of("org.springframework.security.core.AuthenticatedPrincipal",
			"org.springframework.security.core.CredentialsContainer",
			"org.springframework.security.core.userdetails.UserDetails");

	private PublicInfo() {
	}

	static void check(@Nullable Object info) {
		Collection<?> fields = (info instanceof Map<?, ?> map) ? map.values()
				: (info instanceof Collection<?> collection) ? collection : List.of();
		Assert.isTrue(!isSecret(info) && fields.stream().noneMatch(PublicInfo::isSecret),
				"The info of a user is visible to all members of a channel and must not be or contain the principal "
						+ "or another user object of Spring Security. Pass only the fields to show, for example as a "
						+ "Map");
	}

	private static boolean isSecret(@Nullable Object value) {
		return value instanceof Principal || (value != null && isSecurityType(value.getClass()));
	}

	private static boolean isSecurityType(@Nullable Class<?> type) {
		return type != null && (SECURITY_TYPES.contains(type.getName()) || isSecurityType(type.getSuperclass())
				|| Stream.of(type.getInterfaces()).anyMatch(PublicInfo::isSecurityType));
	}

}

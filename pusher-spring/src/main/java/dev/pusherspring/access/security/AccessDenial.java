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

import org.springframework.security.access.AccessDeniedException;

/**
 * Recognizes exceptions by which Spring Security denies access, such as those of methods
 * annotated with {@code @PreAuthorize} that a policy calls. Spring Security is optional.
 *
 * @since 1.0.0
 */
public final class AccessDenial {

	private AccessDenial() {
	}

	/**
	 * Return whether an exception denies access.
	 * @param ex the exception of a policy
	 * @return {@code false} if the policy has failed for another reason
	 */
	public static boolean isDenial(RuntimeException ex) {
		return SpringSecurity.PRESENT && ex instanceof AccessDeniedException;
	}

}

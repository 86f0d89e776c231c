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

package dev.pusherspring.sample;

import java.util.UUID;

import jakarta.servlet.http.HttpSession;

/**
 * A user who looks at the page. A real application would identify users by a login.
 *
 * @param id id of the user
 * @param name name of the user
 * @since 1.0.0
 */
public record Visitor(String id, String name) {

	private static final String ATTRIBUTE = Visitor.class.getName();

	/**
	 * Return the visitor that a session belongs to.
	 * @param session the session
	 * @return the visitor, which is always the same for a session
	 */
	public static Visitor of(HttpSession session) {
		if (session.getAttribute(ATTRIBUTE) instanceof String id) {
			return new Visitor(id, "Browser");
		}
		String id = "browser-" + UUID.randomUUID().toString().substring(0, 4);
		session.setAttribute(ATTRIBUTE, id);
		return new Visitor(id, "Browser");
	}

}

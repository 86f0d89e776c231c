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

import org.springframework.util.Assert;

/**
 * The authentication of the user of one connection. The string form does not show the
 * values.
 *
 * @param auth the signature in the form {@code key:signature}
 * @param userData the JSON text about the user that the signature covers, which is sent
 * to the server verbatim
 * @since 1.0.0
 */
public record UserAuthentication(String auth, String userData) {

	public UserAuthentication {
		Assert.hasText(auth, "'auth' must not be empty");
		Assert.hasText(userData, "'userData' must not be empty");
	}

	/**
	 * Return a text without the values of this authentication, which some servers quote
	 * when they refuse a sign-in.
	 * @param text the text, such as the message of a refusal
	 * @return the text with each value masked
	 */
	public String redact(String text) {
		return Masked.in(text, this.auth, this.userData);
	}

	@Override
	public String toString() {
		return "UserAuthentication[auth=" + Masked.of(this.auth) + ", userData=" + Masked.of(this.userData) + "]";
	}

}

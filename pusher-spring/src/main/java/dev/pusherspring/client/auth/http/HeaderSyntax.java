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

package dev.pusherspring.client.auth.http;

import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * Checks the syntax of headers before an HTTP client does, since the client's error
 * message would quote the value, which is often a token that was read together with a
 * line break.
 */
final class HeaderSyntax {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

	private HeaderSyntax() {
	}

	static void check(String name, String value) {
		Assert.isTrue(name != null && NAME.matcher(name).matches(),
				() -> "Header name '" + name + "' must be an HTTP token");
		Assert.notNull(value, () -> "Header '" + name + "' must not be null");
		Assert.isTrue(value.chars().allMatch((c) -> c == '\t' || (c >= ' ' && c != 0x7f)),
				() -> "Header '" + name + "' must not contain a line break or another control character");
		Assert.isTrue(value.chars().allMatch((c) -> c <= 0xff),
				() -> "Header '" + name + "' must not contain a character outside ISO-8859-1");
	}

}

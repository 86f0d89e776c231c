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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * The script in the answer to a JSONP request: a call of the function named by the
 * request, with JSON as its only argument. Frameworks put an empty comment before the
 * call, and Express also a check that the function exists.
 */
final class JsonpScript {

	private JsonpScript() {
	}

	/**
	 * Return the argument of the call.
	 * @param script the script
	 * @param callback the name of the function that the script must call
	 * @return the text between the parentheses
	 * @throws IllegalArgumentException if the script is anything else. The message does
	 * not quote it
	 */
	static String unwrap(String script, String callback) {
		String function = Pattern.quote(callback);
		// possessive, since blanks that are tried again and again would take minutes
		Matcher start = Pattern
			.compile("\\uFEFF?+\\s*+(?:/\\*\\*/)?+\\s*+(?:typeof\\s++" + function
					+ "\\s*+===?+\\s*+['\"]function['\"]\\s*+&&\\s*+)?+" + function + "\\s*+\\(")
			.matcher(script);
		Assert.isTrue(start.lookingAt(), () -> "no call of the function '" + callback + "'");
		int end = script.lastIndexOf(')');
		Assert.isTrue(end >= start.end() && script.substring(end + 1).matches("\\s*+;?+\\s*+"),
				() -> "no complete call of the function '" + callback + "'");
		return script.substring(start.end(), end);
	}

}

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

package dev.pusherspring.client;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from other sources, such as the name of an event, safe for use in a log or a
 * message: the result is always a single line.
 *
 * @since 1.0.0
 */
public final class PrintableText {

	// control characters, line and paragraph separators, and characters that change the
	// direction of text
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

	private static final int MAX_LENGTH = 500;

	private PrintableText() {
	}

	/**
	 * Return a text as a single line. Unprintable characters are replaced with
	 * {@code &#92;uXXXX}, and a very long text is truncated.
	 * @param text the text, or {@code null}
	 * @return the text to show
	 */
	public static String of(@Nullable String text) {
		if (text == null) {
			return "null";
		}
		String shown = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "..." : text;
		return UNPRINTABLE.matcher(shown).replaceAll((match) -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
	}

}

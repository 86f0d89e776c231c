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

package dev.pusherspring.publish.wire;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pusherspring.client.PrintableText;

/**
 * Makes error messages of servers safe to show. Such messages may quote the signed text,
 * the signature, or the data of an event.
 *
 * @since 1.0.0
 */
public final class RefusalText {

	private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]+");

	private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u(\\p{XDigit}{4})");

	// words with such a character cannot be compared with the data
	private static final Pattern ESCAPE = Pattern
		.compile("\\\\u\\p{XDigit}{4}|\\\\x\\p{XDigit}{2}|%\\p{XDigit}{2}|&#?\\w+;");

	private static final int SHORTEST_WORD = 3;

	private static final int MAX_LENGTH = 200;

	// what is not shown need not be compared with all data
	private static final int MAX_EXAMINED = 4 * MAX_LENGTH;

	private RefusalText() {
	}

	/**
	 * Return the text to show.
	 * @param text the message of the server
	 * @param data the data of the events in the call
	 * @return the text with a leading colon, or an empty string if there is nothing to
	 * show
	 */
	public static String of(String text, Collection<String> data) {
		String beginning = text.strip();
		beginning = beginning.substring(0, Math.min(MAX_EXAMINED, beginning.length()));
		if (beginning.isEmpty()) {
			return "";
		}
		if (beginning.contains("auth_") || ESCAPE.matcher(beginning).find() || quotes(beginning, data)) {
			return ". The message of the server is withheld, because it may quote the call";
		}
		String shown = PrintableText.of(beginning);
		return ": " + ((shown.length() > MAX_LENGTH) ? shown.substring(0, MAX_LENGTH) + "..." : shown);
	}

	private static boolean quotes(String text, Collection<String> data) {
		List<String> candidates = data.stream().map(RefusalText::unescaped).toList();
		return SEPARATOR.splitAsStream(text)
			.filter((word) -> word.length() >= SHORTEST_WORD)
			.anyMatch((word) -> candidates.stream().anyMatch((candidate) -> candidate.contains(word)));
	}

	private static String unescaped(String json) {
		return JSON_ESCAPE.matcher(json)
			.replaceAll(
					(match) -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
	}

}

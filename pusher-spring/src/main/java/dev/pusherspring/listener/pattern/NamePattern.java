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

package dev.pusherspring.listener.pattern;

/**
 * A name, or a pattern in which {@code *} matches any characters. As names come from the
 * server, matching never backtracks.
 */
public final class NamePattern {

	private static final String WILDCARD = "*";

	// the parts between the wildcards
	private final String[] parts;

	private final int length;

	private NamePattern(String[] parts) {
		this.parts = parts;
		int length = 0;
		for (String part : parts) {
			length += part.length();
		}
		this.length = length;
	}

	/**
	 * Return a pattern.
	 * @param text the name or pattern
	 * @return the pattern
	 */
	public static NamePattern of(String text) {
		return new NamePattern(text.split("\\*", -1));
	}

	/**
	 * Return whether a text contains a wildcard.
	 * @param text the text
	 * @return whether it is a pattern
	 */
	public static boolean isPattern(String text) {
		return text.contains(WILDCARD);
	}

	/**
	 * Return whether a name matches.
	 * @param name the name
	 * @return whether it matches
	 */
	public boolean matches(String name) {
		String first = this.parts[0];
		int last = this.parts.length - 1;
		if (last == 0) {
			return name.equals(first);
		}
		// first and last part must not overlap
		if (name.length() < this.length || !name.startsWith(first) || !name.endsWith(this.parts[last])) {
			return false;
		}
		int end = name.length() - this.parts[last].length();
		int position = first.length();
		// the earliest match of a part leaves the most characters for the following parts
		for (int i = 1; i < last; i++) {
			int found = name.indexOf(this.parts[i], position);
			if (found < 0 || found + this.parts[i].length() > end) {
				return false;
			}
			position = found + this.parts[i].length();
		}
		return true;
	}

}

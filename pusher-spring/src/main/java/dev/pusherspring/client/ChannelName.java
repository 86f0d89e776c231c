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

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.util.Assert;

/**
 * The rules of servers for the names of channels.
 *
 * @since 1.0.0
 */
public final class ChannelName {

	private static final int MAX_LENGTH = 200;

	private static final String LETTER = "A-Za-z0-9_\\-=@";

	private static final Pattern PERMITTED = Pattern.compile("[" + LETTER + ",.;]+");

	// punctuation may be part of a name, but in a text it usually follows a name
	private static final Pattern RESTRICTED = Pattern
		.compile("(?<![%1$s,.;])(?:private|presence)-(?:[,.;]*[%1$s]+)*".formatted(LETTER));

	private ChannelName() {
	}

	/**
	 * Check that a name is valid.
	 * @param name name of the channel
	 * @return the name
	 * @throws IllegalArgumentException if the name is empty, longer than 200 characters
	 * or contains characters other than ASCII letters, digits and {@code _-=@,.;}
	 */
	public static String requireValid(String name) {
		Assert.hasLength(name, "The name of a channel must not be empty");
		Assert.isTrue(name.length() <= MAX_LENGTH,
				() -> "The name of a channel must not be longer than %d characters but '%s...' has %d"
					.formatted(MAX_LENGTH, PrintableText.of(name.substring(0, 40)), name.length()));
		Assert.isTrue(PERMITTED.matcher(name).matches(),
				() -> "The name of a channel must consist of ASCII letters, digits and _-=@,.; but is '%s'"
					.formatted(PrintableText.of(name)));
		return name;
	}

	/**
	 * Return the names of channels that require an authorization and are quoted in a
	 * text.
	 * @param text a text to be read by people
	 * @return the names
	 */
	public static Set<String> restrictedIn(String text) {
		return RESTRICTED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
	}

}

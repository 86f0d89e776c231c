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

package dev.pusherspring.client.internal.protocol;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PrintableText;

/**
 * Makes text from a server, or from a publisher, safe for use in a log or a message: the
 * result is a single line and does not contain a signature.
 */
public final class ServerText {

	private static final Pattern SIGNATURE = Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");

	private ServerText() {
	}

	/**
	 * Return the text of an error without signatures. Some servers quote an invalid
	 * signature, which may be valid for another request.
	 * @param text the text sent by the server
	 * @return the text to show
	 */
	public static String of(String text) {
		return printable(SIGNATURE.matcher(text).replaceAll("******"));
	}

	/**
	 * Return a name or text as a single line. Unprintable characters are replaced with
	 * {@code &#92;uXXXX}, and a very long text is truncated.
	 * @param text the text, or {@code null}
	 * @return the text to show
	 */
	public static String printable(@Nullable String text) {
		return PrintableText.of(text);
	}

}

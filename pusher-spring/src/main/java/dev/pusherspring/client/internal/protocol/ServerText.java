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

/**
 * Text that a server writes about an error. When a signature is wrong some servers quote
 * it, and it may be right for something else.
 */
final class ServerText {

	private static final Pattern SIGNATURE = Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])");

	private ServerText() {
	}

	/**
	 * Return a text without signatures.
	 * @param text the text that the server wrote
	 * @return the text to show
	 */
	static String of(String text) {
		return SIGNATURE.matcher(text).replaceAll("******");
	}

}

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

package dev.pusherspring.signature;

import java.util.regex.Pattern;

/**
 * Checks the form of the ids that a server assigns to connections.
 *
 * @since 1.0.0
 */
public final class SocketId {

	private static final Pattern FORM = Pattern.compile("[0-9]+\\.[0-9]+");

	private SocketId() {
	}

	/**
	 * Return whether a text is a socket id. Do not sign a text that is not: with a colon
	 * in place of a socket id, a caller could choose what is signed.
	 * @param text the text
	 * @return {@code true} if it is of the form {@code number.number}
	 */
	public static boolean isValid(String text) {
		return FORM.matcher(text).matches();
	}

}

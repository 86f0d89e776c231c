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

package dev.pusherspring.metrics;

/**
 * Size of a text on the wire.
 */
final class Utf8 {

	private Utf8() {
	}

	/**
	 * Return the length of a text in UTF-8, without encoding it.
	 * @param text the text
	 * @return the number of bytes
	 */
	static long length(String text) {
		int length = text.length();
		long bytes = length;
		for (int i = 0; i < length; i++) {
			char c = text.charAt(i);
			if (c >= 0x80) {
				// two surrogates make four bytes
				bytes += (c >= 0x800 && !Character.isSurrogate(c)) ? 2 : 1;
			}
		}
		return bytes;
	}

}

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

package dev.pusherspring.benchmarks.contender;

/**
 * The sending time of an event, which paced events contain as their id.
 */
final class SentTime {

	private static final int DIGITS = 19;

	private static final long BASE = 1_000_000_000_000_000_000L;

	private SentTime() {
	}

	/**
	 * Return the age of an event.
	 * @param text the data, or the whole message if the contender does not decode it
	 * @return the age in nanoseconds
	 */
	static long age(String text) {
		// the digits are followed by a comma and the name of the symbol
		int end = text.indexOf("symbol") - 1;
		while (text.charAt(end) != ',') {
			end--;
		}
		return System.nanoTime() - (Long.parseLong(text, end - DIGITS, end, 10) - BASE);
	}

}

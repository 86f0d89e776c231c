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

package dev.pusherspring.sample.page;

import java.time.Instant;

/**
 * Something that happened to the connection or to a subscription.
 *
 * @param time when
 * @param level how it is to be taken
 * @param title what, in a few words
 * @param detail the details
 */
record LogEntry(Instant time, Level level, String title, String detail) {

	/**
	 * How something that happened is to be taken.
	 */
	enum Level {

		/**
		 * All is well, or well again.
		 */
		GOOD,

		/**
		 * Not well, but it will be without further ado.
		 */
		WARNING,

		/**
		 * Refused or failed.
		 */
		ERROR

	}

}

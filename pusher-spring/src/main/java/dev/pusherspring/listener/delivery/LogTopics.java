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

package dev.pusherspring.listener.delivery;

/**
 * Log categories, one for each topic whose level an operator may want to set.
 */
final class LogTopics {

	/**
	 * The delivery queue: overflow, slow listeners, events that were not delivered.
	 */
	static final String DELIVERY = "dev.pusherspring.delivery";

	/**
	 * Exceptions of listeners.
	 */
	static final String LISTENER = "dev.pusherspring.listener";

	private LogTopics() {
	}

}

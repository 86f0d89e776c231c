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

package dev.pusherspring.client.internal.channel;

import org.springframework.util.Assert;

/**
 * The rules of servers for the names of client events.
 *
 * @since 1.0.0
 */
public final class ClientEventName {

	private static final String PREFIX = "client-";

	private static final int MAX_LENGTH = 200;

	private ClientEventName() {
	}

	/**
	 * Check that a name is valid.
	 * @param name name of the event
	 * @return the name
	 * @throws IllegalArgumentException if the name does not start with {@code client-} or
	 * is longer than 200 characters
	 */
	public static String requireValid(String name) {
		Assert.isTrue(name.startsWith(PREFIX) && name.length() > PREFIX.length(),
				() -> "The name of a client event must start with '%s' but is '%s'".formatted(PREFIX, name));
		Assert.isTrue(name.length() <= MAX_LENGTH,
				() -> "The name of a client event must not be longer than %d characters but '%s...' has %d"
					.formatted(MAX_LENGTH, name.substring(0, 40), name.length()));
		return name;
	}

}

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

package dev.pusherspring.client.internal.link;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the messages that wait to be sent on a link. A server that does not read, but
 * sends pings that must be answered, would fill the memory otherwise.
 */
public final class SendBacklog {

	/**
	 * Number of waiting bytes beyond which no more messages are accepted.
	 */
	private static final int MAX_WAITING = 16 * 1024 * 1024;

	// memory that a message takes beyond its content
	private static final int MESSAGE_OVERHEAD = 64;

	private final AtomicLong waiting = new AtomicLong();

	/**
	 * Add a message.
	 * @param length length of the message
	 * @return {@code false} if too many bytes are already waiting
	 */
	public boolean add(int length) {
		if (this.waiting.get() >= MAX_WAITING) {
			return false;
		}
		this.waiting.addAndGet(MESSAGE_OVERHEAD + length);
		return true;
	}

	/**
	 * Remove a message that was added.
	 * @param length length of the message
	 */
	public void remove(int length) {
		this.waiting.addAndGet(-MESSAGE_OVERHEAD - length);
	}

	/**
	 * Return the end of a link whose backlog is full.
	 * @return the end
	 */
	public static LinkEnd full() {
		return LinkEnd.failed(new IOException("The server does not read the messages sent to it"));
	}

}

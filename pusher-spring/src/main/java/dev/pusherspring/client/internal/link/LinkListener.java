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

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Listener of a {@link Link}. All methods are called on the {@link EventLoop}.
 * {@link #ended} is called exactly once, after all other methods.
 *
 * @since 1.0.0
 */
public interface LinkListener {

	/**
	 * Called when the link is open, so that messages can be sent.
	 */
	void opened();

	/**
	 * Called when a message has arrived.
	 * @param bytes the buffer with its text in UTF-8, only valid during the call
	 * @param offset the offset of the text
	 * @param length the length of the text in bytes
	 */
	void received(byte[] bytes, int offset, int length);

	/**
	 * Called when the server has given a sign of life other than a message.
	 */
	default void alive() {
	}

	/**
	 * Called when a message has been discarded. The link remains open.
	 * @param reason why it was discarded
	 */
	void discarded(String reason);

	/**
	 * Called when the link could not be opened, was closed by the server or broke.
	 * @param end how it ended
	 */
	void ended(LinkEnd end);

}

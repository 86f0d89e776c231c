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
 * Receives what happens on a {@link Link}. All methods are called on the
 * {@link EventLoop}, {@link #ended} exactly once and last.
 *
 * @since 1.0.0
 */
public interface LinkListener {

	/**
	 * The link is open: messages can be sent.
	 */
	void opened();

	/**
	 * A message has arrived.
	 * @param bytes where its text is, in UTF-8; may be read during the call only
	 * @param offset where it starts
	 * @param length how many bytes it has
	 */
	void received(byte[] bytes, int offset, int length);

	/**
	 * The server has shown that it is there without a message.
	 */
	default void alive() {
	}

	/**
	 * A message has arrived but could not be kept; the link goes on.
	 * @param reason why it was discarded
	 */
	void discarded(String reason);

	/**
	 * The link could not be opened, was closed by the server or broke.
	 * @param end how it ended
	 */
	void ended(LinkEnd end);

}

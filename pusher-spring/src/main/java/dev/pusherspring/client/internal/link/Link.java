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
 * A two-way flow of text messages to and from the server. All methods are called on the
 * {@link EventLoop} and return at once.
 *
 * @since 1.0.0
 */
public interface Link {

	/**
	 * Send a message. A failure is reported as end of the link.
	 * @param text the text of the message
	 */
	void send(String text);

	/**
	 * Send what makes the server show that it is alive.
	 */
	void ping();

	/**
	 * Pass what happens from now on to another listener.
	 * @param listener the listener
	 */
	void handOver(LinkListener listener);

	/**
	 * Close the link. The listener hears nothing any more.
	 * @param code the WebSocket close code for the server
	 * @param reason text for the server
	 */
	void close(int code, String reason);

	/**
	 * Ask the server to close the link. Unlike with {@link #close}, the listener goes on
	 * hearing what the server has sent by then, and the end. Nothing can be sent any
	 * more.
	 * @return whether the link can be ended in this way; {@code false} if nothing has
	 * happened
	 */
	default boolean finish() {
		return false;
	}

	/**
	 * Stop reading, so that the server feels the back-pressure. Messages that have been
	 * read already may still arrive.
	 */
	void pause();

	/**
	 * Go on reading.
	 */
	void resume();

}

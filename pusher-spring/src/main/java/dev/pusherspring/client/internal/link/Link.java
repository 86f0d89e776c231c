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
 * A bidirectional flow of text messages between client and server. All methods are called
 * on the {@link EventLoop} and must not block.
 *
 * @since 1.0.0
 */
public interface Link {

	/**
	 * Send a message. A failure is reported as the end of the link.
	 * @param text the text of the message
	 */
	void send(String text);

	/**
	 * Send a message that makes the server answer with a sign of life.
	 */
	void ping();

	/**
	 * Replace the listener.
	 * @param listener the listener
	 */
	void handOver(LinkListener listener);

	/**
	 * Close the link. The listener is not called any more.
	 * @param code the WebSocket close code for the server
	 * @param reason text for the server
	 */
	void close(int code, String reason);

	/**
	 * Ask the server to close the link. Unlike with {@link #close}, the listener still
	 * receives the messages that the server has sent by then, and the end of the link.
	 * Nothing can be sent any more.
	 * @return {@code true} if the link supports this; {@code false} if nothing was done
	 */
	default boolean finish() {
		return false;
	}

	/**
	 * Stop reading, which exerts back-pressure on the server. Messages that have already
	 * been read may still arrive.
	 */
	void pause();

	/**
	 * Resume reading.
	 */
	void resume();

}

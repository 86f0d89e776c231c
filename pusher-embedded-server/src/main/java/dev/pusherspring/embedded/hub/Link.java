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

package dev.pusherspring.embedded.hub;

import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * A link to one client, independent of the transport. Called on the server's thread only.
 *
 * @since 1.0.0
 */
public interface Link {

	/**
	 * Return the transport's name.
	 * @return {@code ws}, {@code xhr_streaming} or {@code xhr_polling}
	 */
	String transport();

	/**
	 * Send a frame. Does nothing if the link is closed.
	 * @param frame the frame
	 */
	void send(ServerFrame frame);

	/**
	 * Write raw bytes, bypassing all codecs, to break the protocol on purpose.
	 * @param bytes the bytes
	 */
	void sendBytes(byte[] bytes);

	/**
	 * Close the link in an orderly way. Frames sent before still arrive.
	 * @param code the close code
	 * @param reason the reason
	 */
	void close(int code, String reason);

	/**
	 * Cut the link without a close frame.
	 */
	void drop();

	/**
	 * Run an action once the client has received everything sent so far, or when the link
	 * is closed.
	 * @param action the action, which runs on the server's thread
	 */
	void whenDelivered(Runnable action);

}

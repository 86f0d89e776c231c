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

package dev.pusherspring.client.internal.link.spring;

/**
 * Takes what {@link NettyFrameDecoder} has decoded, on the event loop.
 */
interface NettyFrames {

	/**
	 * Return whether frames are wanted at the moment.
	 * @return whether to decode more
	 */
	boolean isReading();

	/**
	 * A text message has arrived.
	 * @param text the message
	 */
	void text(String text);

	/**
	 * A binary message has arrived and was skipped.
	 */
	void binary();

	/**
	 * A text message has arrived and was skipped as it was too long.
	 */
	void tooLong();

	/**
	 * A ping has arrived.
	 * @param payload what the pong must bring back
	 */
	void ping(byte[] payload);

	/**
	 * A close frame has arrived; nothing comes after it.
	 * @param code the code, 1005 if there is none
	 * @param reason the reason, may be empty
	 */
	void closed(int code, String reason);

	/**
	 * The connection has failed or ended; nothing comes after it.
	 * @param cause why
	 */
	void broken(Throwable cause);

}

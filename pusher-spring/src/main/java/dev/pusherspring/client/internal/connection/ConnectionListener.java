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

package dev.pusherspring.client.internal.connection;

import java.time.Duration;

import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.Frame;

/**
 * Receives what happens on a {@link Connection}, on the event loop.
 *
 * @since 1.0.0
 */
public interface ConnectionListener {

	/**
	 * There is no connection, and attempts to get one have begun.
	 */
	void connecting();

	/**
	 * The handshake is complete.
	 * @param established what the server said
	 */
	void established(Established established);

	/**
	 * There has been no connection for a while. Attempts go on.
	 */
	void unavailable();

	/**
	 * There is no connection and no further attempt: the caller or the server wants it
	 * so.
	 */
	void disconnected();

	/**
	 * There is no connection and no further attempt: the permitted number is used up.
	 */
	void failed();

	/**
	 * A message of whatever kind has arrived. What it is about is reported next.
	 * @param bytes how many bytes its text has
	 */
	default void read(int bytes) {
	}

	/**
	 * The server has answered a ping.
	 * @param roundTripTime time since the ping
	 */
	default void pong(Duration roundTripTime) {
	}

	/**
	 * A message has arrived that is not about the connection itself.
	 * @param frame the message
	 */
	void received(Frame frame);

	/**
	 * Something went wrong. The state has been reported before.
	 * @param error what went wrong
	 */
	void error(ConnectionError error);

	/**
	 * Another attempt will be made.
	 * @param attempt its number since the last stable connection, from 1
	 * @param delay time until then
	 */
	void retrying(int attempt, Duration delay);

}

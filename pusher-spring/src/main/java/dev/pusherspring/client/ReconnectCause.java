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

package dev.pusherspring.client;

/**
 * Why another attempt to connect is made.
 *
 * @since 1.0.0
 */
public enum ReconnectCause {

	/**
	 * An attempt to connect failed.
	 */
	ATTEMPT_FAILED,

	/**
	 * The server refused or ended the connection with a code of the protocol.
	 */
	SERVER_CODE,

	/**
	 * The server refused or ended the connection because the app is over its quota or
	 * disabled. The client retries slowly.
	 */
	OVER_QUOTA,

	/**
	 * The server closed the connection in an orderly way.
	 */
	CLOSED,

	/**
	 * The connection broke.
	 */
	LOST,

	/**
	 * The server did not answer a ping in time.
	 */
	PONG_MISSING,

	/**
	 * The application requested a new connection, or had disconnected the previous one.
	 */
	REQUESTED,

	/**
	 * The first host can be reached again and replaces a fallback host.
	 */
	FIRST_HOST_BACK;

	/**
	 * Return whether the client itself ended a working connection.
	 * @return {@code true} if it did
	 */
	public boolean isIntended() {
		return this == REQUESTED || this == FIRST_HOST_BACK;
	}

}

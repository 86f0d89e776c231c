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

package dev.pusherspring.embedded.protocol;

/**
 * Codes that the server sends in an error event or when it closes a connection.
 *
 * @since 1.0.0
 */
public enum ErrorCode {

	/** No application has the given key. */
	UNKNOWN_APP(4001),

	/** The app has reached its maximum number of connections. */
	OVER_QUOTA(4004),

	/** The path of the handshake is unknown. */
	PATH_NOT_FOUND(4005),

	/** The version of the client library is malformed. */
	INVALID_VERSION(4006),

	/** The protocol version is not supported. */
	UNSUPPORTED_PROTOCOL(4007),

	/** The handshake names no protocol version. */
	NO_PROTOCOL(4008),

	/** The connection is not authorized, or not in time. */
	UNAUTHORIZED(4009),

	/** The client should reconnect immediately. */
	RECONNECT(4200),

	/** The client did not answer a ping. */
	PONG_MISSING(4201),

	/** A client event was rejected because there were too many. */
	CLIENT_EVENT_RATE(4301),

	/** A watchlist was too long and has been truncated. */
	WATCHLIST_TOO_LONG(4302);

	private final int code;

	ErrorCode(int code) {
		this.code = code;
	}

	/**
	 * Return the code as sent over the wire.
	 * @return the code
	 */
	public int code() {
		return this.code;
	}

}

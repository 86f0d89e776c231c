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

package dev.pusherspring.client.internal.link.socket;

import java.io.IOException;

/**
 * Thrown when a server violates RFC 6455, so that the connection must be failed.
 */
final class ProtocolViolation extends IOException {

	private final int closeCode;

	ProtocolViolation(int closeCode, String message) {
		super("the server violated the WebSocket protocol: " + message);
		this.closeCode = closeCode;
	}

	/**
	 * Return the close code to send to the server.
	 * @return the close code
	 */
	int getCloseCode() {
		return this.closeCode;
	}

}

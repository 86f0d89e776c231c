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

package dev.pusherspring.publish.http;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket at a deadline. Sockets have a timeout for single reads only, but not
 * for writing, the TLS handshake, or the records of an encrypted answer.
 */
final class Watchdog implements AutoCloseable {

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private Watchdog() {
	}

	/**
	 * Watch a socket.
	 * @param transport the socket without encryption, whose closing does not block
	 * @param nanos the time that is left
	 */
	Watchdog(Socket transport, long nanos) {
		this.end.orTimeout(nanos, TimeUnit.NANOSECONDS).exceptionally((ex) -> {
			close(transport);
			return null;
		});
	}

	/**
	 * Return a watchdog that watches nothing.
	 * @return the watchdog
	 */
	static Watchdog asleep() {
		return new Watchdog();
	}

	/**
	 * Close a socket.
	 * @param socket the socket
	 */
	static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// closed anyway
		}
	}

	/**
	 * Return whether the deadline has passed.
	 * @return whether the socket was closed
	 */
	boolean isExpired() {
		return this.end.isCompletedExceptionally();
	}

	@Override
	public void close() {
		this.end.complete(null);
	}

}

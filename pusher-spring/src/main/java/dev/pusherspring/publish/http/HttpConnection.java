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
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * A connection that is used for one request after another.
 */
final class HttpConnection {

	// checking takes a millisecond, which is too long between successive requests
	private static final long TRUSTED = Duration.ofMillis(100).toNanos();

	private final Socket socket;

	private final Origin origin;

	private final @Nullable SSLContext context;

	private final AnswerReader reader;

	private long idleSince;

	HttpConnection(Socket socket, Origin origin, @Nullable SSLContext context) throws IOException {
		this.socket = socket;
		this.origin = origin;
		this.context = context;
		this.reader = new AnswerReader(socket);
	}

	boolean isTo(Origin origin, @Nullable SSLContext context) {
		return this.context == context && this.origin.equals(origin);
	}

	void rest() {
		this.idleSince = System.nanoTime();
	}

	long nanosIdle() {
		return System.nanoTime() - this.idleSince;
	}

	/**
	 * Return whether the connection still appears to be open.
	 * @return whether it is open
	 */
	boolean isOpen() {
		if (nanosIdle() < TRUSTED) {
			return true;
		}
		try {
			this.socket.setSoTimeout(1);
			InputStream in = this.socket.getInputStream();
			// the end of the stream, or an unexpected answer
			in.read();
			return false;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	SocketResponse exchange(byte[] request, Duration timeout) throws IOException {
		try {
			this.socket.getOutputStream().write(request);
		}
		catch (IOException ex) {
			// the request was not sent completely
			throw new UnsentRequestException("sending failed: " + ex.getMessage(), ex);
		}
		return this.reader.read(System.nanoTime() + timeout.toNanos());
	}

	void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			// closed anyway
		}
	}

}

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
import java.net.SocketTimeoutException;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * A connection that is used for one request after another.
 */
final class HttpConnection {

	// reading the end of the stream takes a millisecond if there is none, which is too
	// long between successive requests
	private static final long TRUSTED = Duration.ofMillis(5).toNanos();

	// a request of this size fits into the buffer of the socket, so that writing it does
	// not block
	private static final int SMALL = 8 * 1024;

	private final Socket transport;

	private final Socket socket;

	private final Origin origin;

	private final @Nullable SSLContext context;

	private final AnswerReader reader;

	private long idleSince;

	// whether the server has kept the connection open after an answer
	private boolean persistent;

	/**
	 * Create a new {@link HttpConnection} instance.
	 * @param transport the socket without encryption
	 * @param socket the socket for requests
	 * @param origin the server
	 * @param context the SSL context, or {@code null} without encryption
	 */
	HttpConnection(Socket transport, Socket socket, Origin origin, @Nullable SSLContext context) throws IOException {
		this.transport = transport;
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
		try {
			if (!this.persistent || nanosIdle() > TRUSTED || hasReceived()) {
				this.persistent = !hasEnded();
			}
			return this.persistent;
		}
		catch (IOException ex) {
			return false;
		}
	}

	// an answer without a request, the end of the TLS session, or what TLS sends besides
	// answers, such as tickets for further sessions
	private boolean hasReceived() throws IOException {
		return this.transport.getInputStream().available() > 0
				|| (this.context != null && this.socket.getInputStream().available() > 0);
	}

	private boolean hasEnded() throws IOException {
		this.socket.setSoTimeout(1);
		try {
			this.socket.getInputStream().read();
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	/**
	 * Send a request and read its answer.
	 * @param request the bytes of the request
	 * @param timeout maximum time for both
	 * @return the answer
	 */
	SocketResponse exchange(byte[] request, Duration timeout) throws IOException {
		long deadline = System.nanoTime() + timeout.toNanos();
		try (Watchdog watchdog = watch(request, timeout)) {
			try {
				this.socket.getOutputStream().write(request);
			}
			catch (IOException ex) {
				if (watchdog.isExpired()) {
					throw new UnsentRequestException("the server did not read the whole request in time", ex);
				}
				return earlyAnswer(deadline, ex);
			}
			try {
				return this.reader.read(deadline);
			}
			catch (IOException ex) {
				throw watchdog.isExpired() ? AnswerReader.timedOut() : ex;
			}
		}
	}

	// starting a timer is too expensive for each request. The reader has a limit for its
	// time, but single reads of an encrypted answer do not have one
	private Watchdog watch(byte[] request, Duration timeout) {
		return (this.context == null && request.length <= SMALL) ? Watchdog.asleep()
				: new Watchdog(this.transport, timeout.toNanos());
	}

	// a server may reject a request and close the connection before it has read the body
	private SocketResponse earlyAnswer(long deadline, IOException failure) throws UnsentRequestException {
		try {
			return this.reader.read(deadline);
		}
		catch (IOException ex) {
			// no server processes a request whose body is incomplete
			throw new UnsentRequestException("the server closed the connection while the request was being sent",
					failure);
		}
		finally {
			close();
		}
	}

	void close() {
		Watchdog.close(this.socket);
	}

}

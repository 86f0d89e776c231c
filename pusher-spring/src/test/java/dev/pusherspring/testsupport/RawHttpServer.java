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

package dev.pusherspring.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Server that writes to each request whatever a test says, byte for byte, never ends a
 * response by itself, and knows which connections clients have left open.
 */
public final class RawHttpServer implements AutoCloseable {

	private final ServerSocket server;

	private final UnaryOperator<String> answers;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger accepted = new AtomicInteger();

	/**
	 * Start the server.
	 * @param answers makes the bytes to write of the head of a request; they need not be
	 * a whole response
	 */
	public RawHttpServer(UnaryOperator<String> answers) {
		this.answers = answers;
		try {
			this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "raw-http");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.open.add(socket);
				this.accepted.incrementAndGet();
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			InputStream input = socket.getInputStream();
			OutputStream output = socket.getOutputStream();
			StringBuilder head = new StringBuilder();
			for (int next = input.read(); next != -1; next = input.read()) {
				head.append((char) next);
				if (head.toString().endsWith("\r\n\r\n")) {
					output.write(this.answers.apply(head.toString()).getBytes(StandardCharsets.UTF_8));
					output.flush();
					head.setLength(0);
				}
			}
		}
		catch (IOException ex) {
			// reset by the client
		}
		finally {
			this.open.remove(socket);
		}
	}

	public int getPort() {
		return this.server.getLocalPort();
	}

	/**
	 * Return how many connections clients have not ended.
	 * @return the number of sockets
	 */
	public int countOpen() {
		return this.open.size();
	}

	/**
	 * Return how many connections there were.
	 * @return the number of sockets ever accepted
	 */
	public int countAccepted() {
		return this.accepted.get();
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.open) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

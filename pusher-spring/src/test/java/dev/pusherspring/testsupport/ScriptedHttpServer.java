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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Server for the HTTP transports on which a test says every word.
 */
public final class ScriptedHttpServer implements AutoCloseable {

	private static final long TIMEOUT_SECONDS = 10;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "scripted-http");
		thread.setDaemon(true);
		return thread;
	});

	private final BlockingQueue<Request> receiving = new LinkedBlockingQueue<>();

	private final BlockingQueue<Request> sending = new LinkedBlockingQueue<>();

	public ScriptedHttpServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		Request request = new Request(exchange, body);
		(exchange.getRequestURI().getPath().endsWith("/xhr_send") ? this.sending : this.receiving).add(request);
	}

	public int getPort() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Wait for the next request that wants to receive.
	 * @return the request, to which nothing has been said yet
	 */
	public Request takeReceiving() {
		return take(this.receiving);
	}

	/**
	 * Wait for the next request that brings messages.
	 * @return the request, to which nothing has been said yet
	 */
	public Request takeSending() {
		return take(this.sending);
	}

	public boolean isSending() {
		return !this.sending.isEmpty();
	}

	private static Request take(BlockingQueue<Request> queue) {
		try {
			Request request = queue.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
			if (request == null) {
				throw new AssertionError("No request came");
			}
			return request;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * A request.
	 */
	public static final class Request {

		private final HttpExchange exchange;

		private final String body;

		private Request(HttpExchange exchange, String body) {
			this.exchange = exchange;
			this.body = body;
		}

		public URI getUri() {
			return this.exchange.getRequestURI();
		}

		public String getBody() {
			return this.body;
		}

		/**
		 * Return a header.
		 * @param name the header's name
		 * @return its first value, or {@code null}
		 */
		public String header(String name) {
			return this.exchange.getRequestHeaders().getFirst(name);
		}

		/**
		 * Answer with a status and no more.
		 * @param status the status
		 */
		public void answer(int status) {
			try {
				this.exchange.sendResponseHeaders(status, -1);
				this.exchange.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/**
		 * Start the response, or go on with it.
		 * @param text text to write
		 * @return this request
		 */
		public Request write(String text) {
			try {
				if (this.exchange.getResponseCode() < 0) {
					this.exchange.sendResponseHeaders(200, 0);
				}
				OutputStream out = this.exchange.getResponseBody();
				out.write(text.getBytes(StandardCharsets.UTF_8));
				out.flush();
				return this;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/**
		 * End the response.
		 */
		public void end() {
			this.exchange.close();
		}

	}

}

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

package dev.pusherspring.client.auth.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An authorization endpoint on the loopback interface that does what a test tells it and
 * remembers what it was asked.
 */
public final class AuthEndpoint implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final CountDownLatch gone = new CountDownLatch(1);

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private volatile Responder responder = (exchange) -> send(exchange, 404, "");

	public AuthEndpoint() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI(),
				exchange.getRequestHeaders(), body));
		this.responder.respond(exchange);
	}

	public URI uri(String pathAndQuery) {
		return URI.create("http://localhost:" + this.server.getAddress().getPort() + pathAndQuery);
	}

	public AuthEndpoint answer(int status, String body) {
		return respond((exchange) -> send(exchange, status, body));
	}

	/**
	 * Answer the first requests with these statuses, all others with the last one.
	 * @param body the body of every answer
	 * @param statuses the statuses
	 */
	void answerInTurn(String body, int... statuses) {
		respond((exchange) -> send(exchange, statuses[Math.min(this.received.size(), statuses.length) - 1], body));
	}

	/**
	 * Never answer.
	 */
	void hang() {
		respond((exchange) -> awaitClose());
	}

	/**
	 * Answer with a status and a body of which a blank arrives every few milliseconds,
	 * until the other side goes or the endpoint is closed.
	 * @param status the status
	 */
	void drip(int status) {
		respond((exchange) -> {
			exchange.sendResponseHeaders(status, 0);
			try {
				while (!this.closed.await(20, TimeUnit.MILLISECONDS)) {
					exchange.getResponseBody().write(' ');
					exchange.getResponseBody().flush();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				this.gone.countDown();
			}
		});
	}

	boolean awaitOtherSideGone() throws InterruptedException {
		return this.gone.await(10, TimeUnit.SECONDS);
	}

	AuthEndpoint respond(Responder responder) {
		this.responder = responder;
		return this;
	}

	public List<Received> received() {
		return this.received;
	}

	public Received onlyRequest() {
		if (this.received.size() != 1) {
			throw new AssertionError("Expected one request, but received " + this.received);
		}
		return this.received.get(0);
	}

	static void send(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length != 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private void awaitClose() {
		try {
			this.closed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	@FunctionalInterface
	interface Responder {

		void respond(HttpExchange exchange) throws IOException;

	}

	record Received(String method, URI uri, Headers headers, String body) {

	}

}

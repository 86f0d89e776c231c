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

package dev.pusherspring.stress.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An authorization endpoint that fails on request.
 */
final class AuthEndpoint {

	private final HttpServer server;

	private final Queue<HttpExchange> held = new ConcurrentLinkedQueue<>();

	private volatile String mode = "fine";

	AuthEndpoint() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool(Server::daemon));
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Set how to answer.
	 * @param mode {@code fine}, {@code 500}, {@code hang} or {@code garbage}
	 */
	void setMode(String mode) {
		this.mode = mode;
		if (!mode.equals("hang")) {
			for (HttpExchange exchange = this.held.poll(); exchange != null; exchange = this.held.poll()) {
				exchange.close();
			}
		}
	}

	private void handle(HttpExchange exchange) throws IOException {
		String request = URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
				StandardCharsets.UTF_8);
		switch (this.mode) {
			case "500" -> answer(exchange, 500, "out of order");
			case "garbage" -> answer(exchange, 200, "{\"auth\":[[");
			case "hang" -> this.held.add(exchange);
			default -> answer(exchange, 200,
					request.contains("presence-")
							? "{\"auth\":\"key:00\",\"channel_data\":\"{\\\"user_id\\\":\\\"u\\\"}\"}"
							: "{\"auth\":\"key:00\"}");
		}
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		try (exchange) {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(status, bytes.length);
			exchange.getResponseBody().write(bytes);
		}
	}

}

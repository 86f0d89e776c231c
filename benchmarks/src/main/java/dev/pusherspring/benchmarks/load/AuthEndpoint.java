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

package dev.pusherspring.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An authorization endpoint with a configurable response time in milliseconds, which is
 * part of the path, as in {@code /auth/20}. Supports one channel or, in the format of the
 * pusher-js-auth plugin, several channels.
 */
final class AuthEndpoint {

	private static final String ANSWER = "{\"auth\":\"key:0123456789abcdef\"}";

	private static final Pattern IN_BATCH = Pattern.compile("channel_name\\[\\d+]=([^&]+)");

	private final HttpServer server;

	private final ScheduledExecutorService answering = Executors.newScheduledThreadPool(8, AuthEndpoint::daemon);

	AuthEndpoint() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(Executors.newCachedThreadPool(AuthEndpoint::daemon));
		this.server.createContext("/auth/", this::handle);
		this.server.start();
	}

	private static Thread daemon(Runnable task) {
		Thread thread = new Thread(task, "auth-endpoint");
		thread.setDaemon(true);
		return thread;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
		int delay = Integer.parseInt(exchange.getRequestURI().getPath().substring("/auth/".length()));
		this.answering.schedule(() -> answer(exchange, form), delay, TimeUnit.MILLISECONDS);
	}

	private void answer(HttpExchange exchange, String form) {
		String batch = IN_BATCH.matcher(form)
			.results()
			.map((channel) -> "\"%s\":{\"status\":200,\"data\":%s}".formatted(channel.group(1), ANSWER))
			.collect(Collectors.joining(",", "{", "}"));
		byte[] answer = (form.contains("[") ? batch : ANSWER).getBytes(StandardCharsets.US_ASCII);
		try (exchange) {
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.server.getAddress().getPort();
	}

}

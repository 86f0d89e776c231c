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

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

/**
 * {@link WebSocketClient} without a network: each attempt to connect becomes a
 * {@link FakeWebSocket}, on which a test plays the server.
 */
public final class FakeWebSocketClient implements WebSocketClient {

	private final ManualEventLoop loop;

	private final List<FakeWebSocket> sockets = new CopyOnWriteArrayList<>();

	public FakeWebSocketClient(ManualEventLoop loop) {
		this.loop = loop;
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, String uriTemplate,
			@Nullable Object... uriVariables) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, @Nullable WebSocketHttpHeaders headers,
			URI uri) {
		FakeWebSocket socket = new FakeWebSocket(this.loop, handler, uri);
		this.sockets.add(socket);
		return socket.getResult();
	}

	/**
	 * Return the socket that was asked for last.
	 * @return the socket
	 */
	public FakeWebSocket last() {
		return this.sockets.get(this.sockets.size() - 1);
	}

	/**
	 * Return how many sockets were asked for.
	 * @return the number of attempts to connect
	 */
	public int count() {
		return this.sockets.size();
	}

}

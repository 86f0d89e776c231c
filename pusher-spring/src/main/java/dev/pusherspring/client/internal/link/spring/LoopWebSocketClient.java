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

package dev.pusherspring.client.internal.link.spring;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Stands for an engine that is made for an event loop, until there is one.
 */
public final class LoopWebSocketClient implements WebSocketClient {

	private final Function<EventLoop, WebSocketClient> factory;

	public LoopWebSocketClient(Function<EventLoop, WebSocketClient> factory) {
		this.factory = factory;
	}

	public WebSocketClient create(EventLoop loop) {
		return this.factory.apply(loop);
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, String uriTemplate,
			@Nullable Object... uriVariables) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CompletableFuture<WebSocketSession> execute(WebSocketHandler handler, @Nullable WebSocketHttpHeaders headers,
			URI uri) {
		throw new UnsupportedOperationException();
	}

}

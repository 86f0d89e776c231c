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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;

/**
 * A WebSocket on which a test plays the server. What the client sends arrives from a
 * thread of its own, as with any engine that blocks: it is to be awaited.
 */
public final class FakeWebSocket {

	private final ManualEventLoop loop;

	private final WebSocketHandler handler;

	private final URI uri;

	private final WebSocketSession session = Mockito.mock(WebSocketSession.class);

	private final CompletableFuture<WebSocketSession> result = new CompletableFuture<>();

	private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

	FakeWebSocket(ManualEventLoop loop, WebSocketHandler handler, URI uri) {
		this.loop = loop;
		this.handler = handler;
		this.uri = uri;
		try {
			BDDMockito.willAnswer((invocation) -> {
				TextMessage message = invocation.getArgument(0);
				return this.sent.add(message.getPayload());
			}).given(this.session).sendMessage(Mockito.any());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	CompletableFuture<WebSocketSession> getResult() {
		return this.result;
	}

	public URI getUri() {
		return this.uri;
	}

	/**
	 * Open the socket.
	 * @return this socket
	 */
	public FakeWebSocket open() {
		call(() -> this.handler.afterConnectionEstablished(this.session));
		this.result.complete(this.session);
		return this;
	}

	/**
	 * Open the socket and complete the handshake of the protocol.
	 * @param socketId id of the connection
	 * @return this socket
	 */
	public FakeWebSocket establish(String socketId) {
		open();
		receive(ServerMessages.established(socketId));
		return this;
	}

	/**
	 * Refuse to open the socket.
	 * @param ex why
	 */
	public void refuse(Exception ex) {
		this.result.completeExceptionally(ex);
		this.loop.runQueued();
	}

	/**
	 * Deliver messages of the server.
	 * @param texts texts of the messages
	 */
	public void receive(String... texts) {
		for (String text : texts) {
			call(() -> this.handler.handleMessage(this.session, new TextMessage(text)));
		}
	}

	/**
	 * Close the socket as the server does.
	 * @param code the close code
	 * @param reason text with it
	 */
	public void close(int code, @Nullable String reason) {
		call(() -> this.handler.afterConnectionClosed(this.session, new CloseStatus(code, reason)));
	}

	/**
	 * Return the next message of the client.
	 * @return its text
	 */
	public String awaitSent() {
		try {
			String text = this.sent.poll(20, TimeUnit.SECONDS);
			if (text == null) {
				throw new AssertionError("The client has sent nothing");
			}
			return text;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return what has arrived from the client and was not awaited yet.
	 * @return texts of the messages
	 */
	public List<String> getSent() {
		return List.copyOf(this.sent);
	}

	private void call(Call call) {
		this.loop.call(() -> {
			try {
				call.run();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private interface Call {

		void run() throws Exception;

	}

}

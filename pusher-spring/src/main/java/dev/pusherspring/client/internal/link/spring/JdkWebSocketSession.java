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
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Spring's session on the JDK's {@link WebSocket}. Puts partial messages together, and
 * asks for the next part only when it wants one, so that reading can pause.
 */
final class JdkWebSocketSession extends LoopSession<WebSocket> implements WebSocket.Listener {

	private final EngineExecutor executor;

	// the following are touched on the loop only

	private final MessageAssembly assembly;

	private boolean paused;

	private boolean requestWithheld;

	JdkWebSocketSession(WebSocketHandler handler, URI uri, HttpHeaders headers, EventLoop loop, int maxMessageLength,
			EngineExecutor executor) {
		super(handler, uri, headers, loop, maxMessageLength);
		this.executor = executor;
		this.assembly = new MessageAssembly(maxMessageLength);
	}

	@Override
	public void onOpen(WebSocket webSocket) {
		opened(webSocket);
		this.executor.sessionOpened();
		getLoop().execute(() -> {
			established();
			requestNext();
		});
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
		if (getLoop().inEventLoop()) {
			receive(data, last);
		}
		else {
			// the JDK may reuse its buffer when this method returns
			String part = data.toString();
			getLoop().execute(() -> receive(part, last));
		}
		return null;
	}

	private void receive(CharSequence data, boolean last) {
		String message = this.assembly.add(data, last);
		if (message != null) {
			received(message);
		}
		if (last && this.assembly.endTooLong()) {
			skippedTooLong();
		}
		requestNext();
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
		getLoop().run(() -> {
			if (last) {
				skippedBinary();
			}
			requestNext();
		});
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
		getLoop().run(this::requestNext);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
		getLoop().run(this::requestNext);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
		getLoop().run(() -> {
			// the JDK answers the close frame after this callback; that gets its time,
			// but not on the loop, whose thread would have to stay for it
			CompletableFuture.delayedExecutor(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
				.execute(webSocket::abort);
			closedByServer(statusCode, reason);
		});
		return null;
	}

	@Override
	public void onError(WebSocket webSocket, Throwable error) {
		getLoop().run(() -> failed(error));
	}

	private void requestNext() {
		if (this.paused) {
			this.requestWithheld = true;
		}
		else {
			getNativeSession().request(1);
		}
	}

	@Override
	public void pause() {
		this.paused = true;
	}

	@Override
	public void resume() {
		this.paused = false;
		if (this.requestWithheld) {
			this.requestWithheld = false;
			getNativeSession().request(1);
		}
	}

	@Override
	CompletableFuture<?> write(String text) {
		return getNativeSession().sendText(text, true);
	}

	@Override
	CompletableFuture<?> writeClose(int code, String reason) {
		return getNativeSession().sendClose(code, reason);
	}

	@Override
	void abort() {
		getNativeSession().abort();
	}

	@Override
	void released() {
		this.assembly.clear();
		this.executor.sessionClosed();
	}

	@Override
	protected void sendPingMessage(PingMessage message) {
		getNativeSession().sendPing(message.getPayload());
	}

	@Override
	protected void sendPongMessage(PongMessage message) {
		getNativeSession().sendPong(message.getPayload());
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return getNativeSession().getSubprotocol();
	}

}

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

package dev.pusherspring.client.transport;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.AbstractWebSocketSession;

import dev.pusherspring.client.loop.EventLoop;
import dev.pusherspring.client.protocol.CloseAction;

/**
 * Spring's session on the JDK's {@link WebSocket}. Puts partial messages together, sends
 * one message at a time, lets reading pause, and ends for certain: a server that does not
 * answer the close frame is cut off.
 * <p>
 * The session lives on the event loop: the JDK's callbacks come there, and sends from
 * other threads are brought there.
 */
final class JdkWebSocketSession extends AbstractWebSocketSession<WebSocket>
		implements NonBlockingSession, WebSocket.Listener {

	private static final Log logger = LogFactory.getLog(JdkWebSocketSession.class);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final String id = UUID.randomUUID().toString();

	private final WebSocketHandler handler;

	private final URI uri;

	private final HttpHeaders headers;

	private final EventLoop loop;

	private final int maxMessageLength;

	private final EngineExecutor executor;

	private volatile boolean open;

	// the following are touched on the loop only

	private final MessageAssembly assembly;

	private final SendQueue unsent;

	private boolean paused;

	private boolean requestWithheld;

	private boolean ended;

	private EventLoop.@Nullable Timer closeTimer;

	JdkWebSocketSession(WebSocketHandler handler, URI uri, HttpHeaders headers, EventLoop loop, int maxMessageLength,
			EngineExecutor executor) {
		super(null);
		this.handler = handler;
		this.uri = uri;
		this.headers = headers;
		this.loop = loop;
		this.maxMessageLength = maxMessageLength;
		this.executor = executor;
		this.assembly = new MessageAssembly(maxMessageLength);
		this.unsent = new SendQueue(loop, (text) -> getNativeSession().sendText(text, true),
				(ex) -> onError(getNativeSession(), ex));
	}

	@Override
	public void onOpen(WebSocket webSocket) {
		initializeNativeSession(webSocket);
		this.open = true;
		this.executor.sessionOpened();
		// asking for the first message from the loop makes the JDK read on the loop
		this.loop.execute(() -> {
			call(() -> this.handler.afterConnectionEstablished(this));
			requestNext();
		});
	}

	@Override
	public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
		if (this.loop.inEventLoop()) {
			receive(data, last);
		}
		else {
			// the JDK may reuse its buffer when this method returns
			String part = data.toString();
			this.loop.execute(() -> receive(part, last));
		}
		return null;
	}

	private void receive(CharSequence data, boolean last) {
		String message = this.assembly.add(data, last);
		if (message != null && !this.ended) {
			call(() -> this.handler.handleMessage(this, new TextMessage(message)));
		}
		if (last && this.assembly.endTooLong()) {
			discarded("A message of more than %d characters was discarded".formatted(this.maxMessageLength));
		}
		requestNext();
	}

	@Override
	public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
		this.loop.run(() -> {
			if (last) {
				discarded("A binary message was discarded");
			}
			requestNext();
		});
		return null;
	}

	private void discarded(String reason) {
		call(() -> this.handler.handleTransportError(this, new DiscardedMessageException(reason)));
	}

	@Override
	public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
		this.loop.run(this::requestNext);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
		this.loop.run(this::requestNext);
		return null;
	}

	@Override
	public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
		this.loop.run(() -> {
			// the JDK answers the close frame after this callback; that gets its time,
			// but not on the loop, whose thread would have to stay for it
			CompletableFuture.delayedExecutor(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
				.execute(webSocket::abort);
			end(closeStatus(statusCode, reason));
		});
		return null;
	}

	// the JDK lets codes pass that nobody has defined, Spring does not
	private static CloseStatus closeStatus(int code, String reason) {
		return new CloseStatus((code >= 1000 && code < 5000) ? code : CloseAction.ABNORMAL, reason);
	}

	@Override
	public void onError(WebSocket webSocket, Throwable error) {
		this.loop.run(() -> {
			if (!this.ended) {
				call(() -> this.handler.handleTransportError(this, error));
			}
			breakOff(new CloseStatus(CloseAction.ABNORMAL));
		});
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
	protected void sendTextMessage(TextMessage message) {
		String text = message.getPayload();
		this.loop.run(() -> this.unsent.add(text));
	}

	@Override
	protected void sendBinaryMessage(BinaryMessage message) {
		throw new IllegalArgumentException("The Channels protocol has no binary messages");
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
	protected void closeInternal(CloseStatus status) {
		this.loop.run(() -> {
			if (this.ended || this.closeTimer != null) {
				return;
			}
			this.open = false;
			this.unsent.close();
			this.closeTimer = this.loop.schedule(CLOSE_TIMEOUT, () -> breakOff(status));
			getNativeSession().sendClose(sendable(status), reason(status)).whenComplete((webSocket, ex) -> {
				if (ex != null) {
					this.loop.execute(() -> breakOff(status));
				}
			});
			// the server's close frame can only be read when reading goes on
			resume();
		});
	}

	private static int sendable(CloseStatus status) {
		int code = status.getCode();
		return (code >= 3000) ? code : CloseStatus.NORMAL.getCode();
	}

	private static String reason(CloseStatus status) {
		return (status.getReason() != null) ? status.getReason() : "";
	}

	private void breakOff(CloseStatus status) {
		end(status);
		getNativeSession().abort();
	}

	private void end(CloseStatus status) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.open = false;
		this.assembly.clear();
		this.unsent.close();
		this.executor.sessionClosed();
		if (this.closeTimer != null) {
			this.closeTimer.cancel();
		}
		call(() -> this.handler.afterConnectionClosed(this, status));
	}

	// an exception would make the JDK break the connection
	private void call(HandlerCall call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("Failure in the handler of " + this, ex);
		}
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public URI getUri() {
		return this.uri;
	}

	@Override
	public HttpHeaders getHandshakeHeaders() {
		return this.headers;
	}

	@Override
	public boolean isOpen() {
		return this.open;
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return getNativeSession().getSubprotocol();
	}

	@Override
	public List<WebSocketExtension> getExtensions() {
		return Collections.emptyList();
	}

	@Override
	public @Nullable Principal getPrincipal() {
		return null;
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return null;
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return null;
	}

	@Override
	public void setTextMessageSizeLimit(int messageSizeLimit) {
		throw new IllegalStateException("The limit is set for all sessions of the client");
	}

	@Override
	public int getTextMessageSizeLimit() {
		return this.maxMessageLength;
	}

	@Override
	public void setBinaryMessageSizeLimit(int messageSizeLimit) {
		throw new IllegalStateException("The Channels protocol has no binary messages");
	}

	@Override
	public int getBinaryMessageSizeLimit() {
		return 0;
	}

	@FunctionalInterface
	private interface HandlerCall {

		void run() throws Exception;

	}

}

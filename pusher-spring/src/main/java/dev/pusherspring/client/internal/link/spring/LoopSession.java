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

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.AbstractWebSocketSession;

import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * A session that lives on the event loop: the engine's callbacks come there, and sends
 * from other threads are brought there. Sends one message at a time, and ends for
 * certain: a server that does not answer the close frame is cut off.
 *
 * @param <T> the engine's own session
 */
abstract class LoopSession<T> extends AbstractWebSocketSession<T> implements NonBlockingSession {

	static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private static final Log logger = LogFactory.getLog(LoopSession.class);

	private final String id = UUID.randomUUID().toString();

	private final WebSocketHandler handler;

	private final URI uri;

	private final HttpHeaders headers;

	private final EventLoop loop;

	private final int maxMessageLength;

	private volatile boolean open;

	// the following are touched on the loop only

	private final SendQueue unsent;

	private boolean ended;

	private @Nullable CloseStatus closing;

	private EventLoop.@Nullable Timer closeTimer;

	LoopSession(WebSocketHandler handler, URI uri, HttpHeaders headers, EventLoop loop, int maxMessageLength) {
		super(null);
		this.handler = handler;
		this.uri = uri;
		this.headers = headers;
		this.loop = loop;
		this.maxMessageLength = maxMessageLength;
		this.unsent = new SendQueue(loop, this::write, this::failed);
	}

	/**
	 * Send a text message. Is called again only when the result is complete.
	 * @param text the message
	 * @return the outcome
	 */
	abstract CompletableFuture<?> write(String text);

	/**
	 * Send a close frame.
	 * @param code the code
	 * @param reason the reason, may be empty
	 * @return the outcome
	 */
	abstract CompletableFuture<?> writeClose(int code, String reason);

	/**
	 * Cut the connection off.
	 */
	abstract void abort();

	/**
	 * The session has ended: let go of what it kept.
	 */
	abstract void released();

	EventLoop getLoop() {
		return this.loop;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * The connection is there. To be called before anything else happens, on any thread.
	 * @param nativeSession the engine's session
	 */
	void opened(T nativeSession) {
		initializeNativeSession(nativeSession);
		this.open = true;
	}

	void established() {
		call(() -> this.handler.afterConnectionEstablished(this));
	}

	void received(String text) {
		if (!this.ended) {
			call(() -> this.handler.handleMessage(this, new TextMessage(text)));
		}
	}

	void skippedBinary() {
		skipped("A binary message was discarded");
	}

	void skippedTooLong() {
		skipped("A message of more than %d characters was discarded".formatted(this.maxMessageLength));
	}

	private void skipped(String reason) {
		if (!this.ended) {
			call(() -> this.handler.handleTransportError(this, new DiscardedMessageException(reason)));
		}
	}

	// the server may send codes that nobody has defined, Spring does not know them
	void closedByServer(int code, String reason) {
		end(new CloseStatus((code >= 1000 && code < 5000) ? code : CloseAction.ABNORMAL, reason));
	}

	/**
	 * The connection has failed or ended.
	 * @param cause why
	 */
	void failed(Throwable cause) {
		if (this.closing != null) {
			breakOff(this.closing);
			return;
		}
		if (!this.ended) {
			call(() -> this.handler.handleTransportError(this, cause));
		}
		breakOff(new CloseStatus(CloseAction.ABNORMAL));
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
	protected void closeInternal(CloseStatus status) {
		this.loop.run(() -> {
			if (this.ended || this.closing != null) {
				return;
			}
			this.open = false;
			this.closing = status;
			this.unsent.close();
			this.closeTimer = this.loop.schedule(CLOSE_TIMEOUT, () -> breakOff(status));
			writeClose(sendable(status), (status.getReason() != null) ? status.getReason() : "")
				.whenComplete((ignored, ex) -> {
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

	private void breakOff(CloseStatus status) {
		end(status);
		abort();
	}

	private void end(CloseStatus status) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.open = false;
		this.unsent.close();
		if (this.closeTimer != null) {
			this.closeTimer.cancel();
		}
		released();
		call(() -> this.handler.afterConnectionClosed(this, status));
	}

	// an exception would make the engine break the connection
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

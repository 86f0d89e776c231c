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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
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
 * Spring's session on a channel of Netty. It lives on the event loop, as the JDK's does;
 * {@link NettyWire} is its part on Netty's thread.
 */
final class NettyWebSocketSession extends AbstractWebSocketSession<Channel> implements NonBlockingSession {

	private static final Log logger = LogFactory.getLog(NettyWebSocketSession.class);

	static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	private final String id = UUID.randomUUID().toString();

	private final WebSocketHandler handler;

	private final URI uri;

	private final HttpHeaders headers;

	private final EventLoop loop;

	private final int maxMessageLength;

	private final Handover handover;

	private final NettyWire wire;

	private volatile boolean open;

	private volatile @Nullable String acceptedProtocol;

	// the following are touched on the loop only

	private final SendQueue unsent;

	private boolean ended;

	private @Nullable CloseStatus closing;

	private EventLoop.@Nullable Timer closeTimer;

	NettyWebSocketSession(Channel channel, WebSocketHandler handler, URI uri, HttpHeaders headers, EventLoop loop,
			int maxMessageLength) {
		super(null);
		this.handler = handler;
		this.uri = uri;
		this.headers = headers;
		this.loop = loop;
		this.maxMessageLength = maxMessageLength;
		this.handover = new Handover(loop, this::readingChanged);
		this.wire = new NettyWire(channel, this, this.handover);
		this.unsent = new SendQueue(loop, this::send, this::fail);
		initializeNativeSession(channel);
	}

	private void readingChanged() {
		this.wire.readingChanged();
	}

	/**
	 * Take over a socket that has become a WebSocket. To be called on Netty's thread.
	 * @param acceptedProtocol the protocol that the server has chosen, or {@code null}
	 */
	void opened(@Nullable String acceptedProtocol) {
		this.acceptedProtocol = acceptedProtocol;
		this.open = true;
		this.handover.add(0, () -> call(() -> this.handler.afterConnectionEstablished(this)));
	}

	NettyFrames getFrames() {
		return this.wire;
	}

	void received(String text) {
		if (!this.ended) {
			call(() -> this.handler.handleMessage(this, new TextMessage(text)));
		}
	}

	void skipped(String reason) {
		if (!this.ended) {
			call(() -> this.handler.handleTransportError(this, new DiscardedMessageException(reason)));
		}
	}

	// the server may send codes that nobody has defined, Spring does not know them
	void closedByServer(int code, String reason) {
		end(new CloseStatus((code >= 1000 && code < 5000) ? code : CloseAction.ABNORMAL, reason));
	}

	/**
	 * Take note that the connection has failed or ended.
	 * @param cause why
	 */
	void fail(Throwable cause) {
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
	public void pause() {
		this.handover.pause();
	}

	@Override
	public void resume() {
		this.handover.resume();
	}

	@Override
	protected void sendTextMessage(TextMessage message) {
		String text = message.getPayload();
		this.loop.run(() -> this.unsent.add(text));
	}

	private CompletableFuture<?> send(String text) {
		Channel channel = getNativeSession();
		CompletableFuture<Void> sent = new CompletableFuture<>();
		if (!channel.isActive()) {
			sent.completeExceptionally(new IOException("The connection is closed"));
			return sent;
		}
		channel.writeAndFlush(new TextWebSocketFrame(text)).addListener((done) -> {
			if (done.cause() != null) {
				sent.completeExceptionally(done.cause());
			}
			else {
				sent.complete(null);
			}
		});
		return sent;
	}

	@Override
	protected void sendBinaryMessage(BinaryMessage message) {
		throw new IllegalArgumentException("The Channels protocol has no binary messages");
	}

	@Override
	protected void sendPingMessage(PingMessage message) {
		this.wire.sendPing(message.getPayload());
	}

	@Override
	protected void sendPongMessage(PongMessage message) {
		this.wire.sendPong(message.getPayload());
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
			this.wire.sendClose(sendable(status), (status.getReason() != null) ? status.getReason() : "");
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
		getNativeSession().close();
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
		call(() -> this.handler.afterConnectionClosed(this, status));
	}

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
		return this.acceptedProtocol;
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

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

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketHandler;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Spring's session on a channel of Netty, whose thread takes its turn on the event loop
 * with what it has read.
 */
final class NettyWebSocketSession extends LoopSession<Channel> implements NettyFrames {

	private static final int NO_CODE = 1005;

	private volatile @Nullable String acceptedProtocol;

	// the following are touched on the loop only

	private boolean reading = true;

	private boolean closeSent;

	NettyWebSocketSession(WebSocketHandler handler, URI uri, HttpHeaders headers, EventLoop loop,
			int maxMessageLength) {
		super(handler, uri, headers, loop, maxMessageLength);
	}

	/**
	 * The socket has become a WebSocket.
	 * @param channel the channel
	 * @param acceptedProtocol the protocol that the server has chosen, or {@code null}
	 */
	void upgraded(Channel channel, @Nullable String acceptedProtocol) {
		this.acceptedProtocol = acceptedProtocol;
		opened(channel);
		getLoop().runHere(this::established);
	}

	@Override
	public boolean isReading() {
		return this.reading;
	}

	@Override
	public void text(String text) {
		received(text);
	}

	@Override
	public void binary() {
		skippedBinary();
	}

	@Override
	public void tooLong() {
		skippedTooLong();
	}

	@Override
	public void ping(byte[] payload) {
		// a server that reads nothing must not fill the memory with pongs
		if (!this.closeSent && getNativeSession().isWritable()) {
			getNativeSession().writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
		}
	}

	@Override
	public void closed(int code, String reason) {
		Channel channel = getNativeSession();
		if (this.closeSent) {
			channel.close();
		}
		else {
			this.closeSent = true;
			channel.writeAndFlush((code != NO_CODE) ? new CloseWebSocketFrame(code, "") : new CloseWebSocketFrame());
			// the server closes; cutting it off could destroy what it has not read yet
			channel.eventLoop().schedule(() -> channel.close(), CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		closedByServer(code, reason);
	}

	@Override
	public void broken(Throwable cause) {
		failed(cause);
	}

	@Override
	public void pause() {
		this.reading = false;
		unlessGone(() -> getNativeSession().config().setAutoRead(false));
	}

	@Override
	public void resume() {
		if (this.reading) {
			return;
		}
		this.reading = true;
		Channel channel = getNativeSession();
		unlessGone(() -> {
			channel.config().setAutoRead(true);
			// what has been read already comes first, but not within what calls this
			channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(NettyFrameDecoder.GO_ON));
		});
	}

	private static void unlessGone(Runnable task) {
		try {
			task.run();
		}
		catch (RejectedExecutionException ex) {
			// the socket is closed and Netty's thread has gone
		}
	}

	@Override
	CompletableFuture<?> write(String text) {
		return write(new TextWebSocketFrame(text));
	}

	@Override
	CompletableFuture<?> writeClose(int code, String reason) {
		if (this.closeSent) {
			return CompletableFuture.completedFuture(null);
		}
		this.closeSent = true;
		return write(new CloseWebSocketFrame(code, reason));
	}

	private CompletableFuture<?> write(WebSocketFrame frame) {
		CompletableFuture<Void> written = new CompletableFuture<>();
		getNativeSession().writeAndFlush(frame).addListener((done) -> {
			if (done.cause() != null) {
				written.completeExceptionally(new IOException("The connection is closed", done.cause()));
			}
			else {
				written.complete(null);
			}
		});
		return written;
	}

	@Override
	void abort() {
		getNativeSession().close();
	}

	@Override
	void released() {
		// nothing is kept
	}

	@Override
	protected void sendPingMessage(PingMessage message) {
		write(new PingWebSocketFrame(Unpooled.wrappedBuffer(message.getPayload())));
	}

	@Override
	protected void sendPongMessage(PongMessage message) {
		write(new PongWebSocketFrame(Unpooled.wrappedBuffer(message.getPayload())));
	}

	@Override
	public @Nullable String getAcceptedProtocol() {
		return this.acceptedProtocol;
	}

}

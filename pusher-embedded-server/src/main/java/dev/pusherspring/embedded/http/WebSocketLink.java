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

package dev.pusherspring.embedded.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.hub.Connection;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.Link;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * A client on a WebSocket.
 */
final class WebSocketLink extends SimpleChannelInboundHandler<WebSocketFrame> implements Link {

	private static final Log logger = LogFactory.getLog(WebSocketLink.class);

	private static final int MAX_REASON_BYTES = 123;

	private static final long CLOSE_TIMEOUT_SECONDS = 2;

	private final Channel channel;

	private final Hub hub;

	private final FaultPlan faults;

	private final Map<Long, Runnable> deliveries = new LinkedHashMap<>();

	private long lastDelivery;

	private @Nullable Connection connection;

	private boolean closing;

	WebSocketLink(Channel channel, Hub hub, FaultPlan faults) {
		this.channel = channel;
		this.hub = hub;
		this.faults = faults;
	}

	void connected(@Nullable Connection connection) {
		this.connection = connection;
		if (this.closing) {
			left();
		}
	}

	@Override
	public String transport() {
		return "ws";
	}

	@Override
	public void send(ServerFrame frame) {
		if (this.closing || !this.channel.isActive()) {
			return;
		}
		if (!this.channel.isWritable()) {
			logger.warn(
					"Closing the connection of a client that reads too slowly, since its frames would fill the memory");
			drop();
			return;
		}
		this.channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame.bytes())),
				this.channel.voidPromise());
	}

	@Override
	public void sendBytes(byte[] bytes) {
		// the encoder only handles WebSocket frames and lets bytes pass
		this.channel.writeAndFlush(Unpooled.copiedBuffer(bytes));
	}

	@Override
	public void close(int code, String reason) {
		if (this.closing) {
			return;
		}
		this.closing = true;
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		int length = Math.min(text.length, MAX_REASON_BYTES);
		while (length > 0 && length < text.length && (text[length] & 0xC0) == 0x80) {
			// do not cut within a character
			length--;
		}
		ByteBuf payload = Unpooled.buffer(2 + length).writeShort(code).writeBytes(text, 0, length);
		// built by hand, since tests need codes that are not allowed on the wire
		this.channel.writeAndFlush(new CloseWebSocketFrame(true, 0, payload));
		// let the client close first: a reset could destroy data that it has not read yet
		this.channel.eventLoop().schedule(() -> this.channel.close(), CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
		left();
	}

	@Override
	public void drop() {
		this.closing = true;
		Abort.abort(this.channel);
		left();
	}

	@Override
	public void whenDelivered(Runnable action) {
		if (this.closing) {
			action.run();
			return;
		}
		long number = ++this.lastDelivery;
		this.deliveries.put(number, action);
		this.channel.writeAndFlush(new PingWebSocketFrame(Unpooled.buffer(Long.BYTES).writeLong(number)));
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
		Connection connection = this.connection;
		if (frame instanceof CloseWebSocketFrame close) {
			answerClose(close);
		}
		else if (this.closing || connection == null) {
			return;
		}
		else if (frame instanceof TextWebSocketFrame text) {
			this.hub.receive(connection, text.text());
		}
		else if (frame instanceof PingWebSocketFrame) {
			this.hub.heard(connection);
			if (!this.faults.isIgnorePings()) {
				this.channel.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
			}
		}
		else if (frame instanceof PongWebSocketFrame) {
			this.hub.heard(connection);
			delivered(frame.content());
		}
		else if (frame instanceof BinaryWebSocketFrame) {
			close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "Binary messages are not supported");
		}
	}

	private void answerClose(CloseWebSocketFrame close) {
		if (this.closing) {
			this.channel.close();
			return;
		}
		this.closing = true;
		this.channel.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
		left();
	}

	private void delivered(ByteBuf pong) {
		Runnable action = (pong.readableBytes() == Long.BYTES) ? this.deliveries.remove(pong.readLong()) : null;
		if (action != null) {
			action.run();
		}
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.closing = true;
		left();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof TooLongFrameException) {
			close(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), "Message too big");
			return;
		}
		logger.debug("WebSocket failed", cause);
		context.close();
	}

	private void left() {
		Connection connection = this.connection;
		if (connection != null) {
			this.connection = null;
			this.hub.closed(connection);
		}
		List<Runnable> waiting = List.copyOf(this.deliveries.values());
		this.deliveries.clear();
		waiting.forEach(Runnable::run);
	}

}

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

import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;

/**
 * What a session does on Netty's thread: it answers pings and close frames there, and
 * hands all else over to the event loop.
 */
final class NettyWire implements NettyFrames {

	private static final int NO_CODE = 1005;

	private final Channel channel;

	private final NettyWebSocketSession session;

	private final Handover handover;

	// touched on Netty's thread only
	private boolean closeSent;

	NettyWire(Channel channel, NettyWebSocketSession session, Handover handover) {
		this.channel = channel;
		this.session = session;
		this.handover = handover;
	}

	@Override
	public void text(String text) {
		this.handover.add(text.length(), () -> this.session.received(text));
	}

	@Override
	public void skipped(String reason) {
		this.handover.add(0, () -> this.session.skipped(reason));
	}

	@Override
	public void ping(byte[] payload) {
		// a server that reads nothing must not fill the memory with pongs
		if (!this.closeSent && this.channel.isWritable()) {
			this.channel.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
		}
	}

	@Override
	public void closed(int code, String reason) {
		if (this.closeSent) {
			this.channel.close();
		}
		else {
			this.closeSent = true;
			this.channel.writeAndFlush(answer(code));
			// the server closes; cutting it off could destroy what it has not read yet
			this.channel.eventLoop()
				.schedule(() -> this.channel.close(), NettyWebSocketSession.CLOSE_TIMEOUT.toMillis(),
						TimeUnit.MILLISECONDS);
		}
		this.handover.add(0, () -> this.session.closedByServer(code, reason));
	}

	private static CloseWebSocketFrame answer(int code) {
		if (code == NO_CODE) {
			return new CloseWebSocketFrame();
		}
		return new CloseWebSocketFrame(code, "");
	}

	@Override
	public void failed(Throwable cause) {
		this.channel.close();
		this.handover.add(0, () -> this.session.fail(cause));
	}

	void sendPing(ByteBuffer payload) {
		this.channel.writeAndFlush(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
	}

	void sendPong(ByteBuffer payload) {
		this.channel.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
	}

	/**
	 * Send a close frame unless one was sent. To be called on any thread.
	 * @param code the code
	 * @param reason the reason
	 */
	void sendClose(int code, String reason) {
		execute(() -> {
			if (!this.closeSent) {
				this.closeSent = true;
				this.channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
			}
		});
	}

	/**
	 * Read or do not, as the event loop now wants. To be called on any thread.
	 */
	void readingChanged() {
		execute(() -> this.channel.config().setAutoRead(this.handover.isReading()));
	}

	private void execute(Runnable task) {
		if (this.channel.eventLoop().inEventLoop()) {
			task.run();
			return;
		}
		try {
			this.channel.eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// the socket is closed and the thread has gone
		}
	}

}

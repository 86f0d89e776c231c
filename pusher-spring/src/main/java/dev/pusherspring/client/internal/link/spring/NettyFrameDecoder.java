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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Decodes the frames of a server as their bytes arrive. Unlike Netty's own decoder it
 * does not wait for the end of a frame, so that a message that is too long can be skipped
 * without being kept, and stops at once when no more is wanted.
 * <p>
 * It is called on Netty's thread, and takes one turn on the event loop for all frames
 * that have arrived together.
 */
final class NettyFrameDecoder extends ByteToMessageDecoder implements WebSocketFrameDecoder {

	/**
	 * The event that makes the decoder go on with what it has kept.
	 */
	static final Object GO_ON = new Object();

	private static final int CONTINUATION = 0;

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	private static final int MAX_CONTROL_LENGTH = 125;

	private static final int NO_CODE = 1005;

	private final EventLoop loop;

	private final NettyFrames frames;

	private final Utf8Message message;

	private int opcode;

	private boolean last;

	private long remaining;

	private boolean inFrame;

	// that of the message whose frames arrive, or 0
	private int messageOpcode;

	private boolean inputEnded;

	private boolean done;

	NettyFrameDecoder(EventLoop loop, NettyFrames frames, int maxMessageLength) {
		this.loop = loop;
		this.frames = frames;
		this.message = new Utf8Message(maxMessageLength);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.loop.runHere(() -> {
			try {
				super.channelRead(context, message);
			}
			catch (Exception ex) {
				fail(ex);
			}
		});
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext context) throws Exception {
		if (context.channel().config().isAutoRead()) {
			super.channelReadComplete(context);
		}
		else {
			// the superclass would ask for more, as nothing has come out of it
			context.fireChannelReadComplete();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event == GO_ON) {
			channelRead(context, Unpooled.EMPTY_BUFFER);
		}
		else {
			context.fireUserEventTriggered(event);
		}
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
		try {
			boolean more = true;
			while (more && !this.done && isWanted()) {
				more = this.inFrame ? readPayload(in) : readHeader(in);
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
		if (this.done) {
			in.skipBytes(in.readableBytes());
		}
	}

	// nothing is left to wait for at the end
	private boolean isWanted() {
		return this.inputEnded || this.frames.isReading();
	}

	private boolean readHeader(ByteBuf in) throws IOException {
		if (in.readableBytes() < 2) {
			return false;
		}
		int start = in.readerIndex();
		int second = in.getUnsignedByte(start + 1);
		int length = second & 0x7F;
		int headerLength = 2;
		if (length == 126) {
			headerLength = 4;
		}
		else if (length == 127) {
			headerLength = 10;
		}
		if (in.readableBytes() < headerLength) {
			return false;
		}
		int first = in.getUnsignedByte(start);
		this.last = (first & 0x80) != 0;
		this.opcode = first & 0x0F;
		this.remaining = switch (headerLength) {
			case 4 -> in.getUnsignedShort(start + 2);
			case 10 -> in.getLong(start + 2);
			default -> length;
		};
		in.skipBytes(headerLength);
		check((first & 0x70) == 0, "a frame uses an extension");
		check((second & 0x80) == 0, "a frame is masked");
		check(this.remaining >= 0, "a frame has no valid length");
		checkOpcode();
		this.inFrame = true;
		return true;
	}

	private void checkOpcode() throws IOException {
		switch (this.opcode) {
			case CONTINUATION -> check(this.messageOpcode != 0, "a frame continues nothing");
			case TEXT, BINARY -> {
				check(this.messageOpcode == 0, "a message begins within another");
				this.messageOpcode = this.opcode;
			}
			case CLOSE, PING, PONG ->
				check(this.last && this.remaining <= MAX_CONTROL_LENGTH, "a control frame is too long");
			default -> check(false, "a frame has the unknown opcode " + this.opcode);
		}
	}

	private static void check(boolean valid, String problem) throws IOException {
		if (!valid) {
			throw new IOException("The server broke the WebSocket protocol: " + problem);
		}
	}

	private boolean readPayload(ByteBuf in) throws IOException {
		if (this.opcode >= CLOSE) {
			return readControl(in);
		}
		if (this.opcode == TEXT && this.last && !this.message.isStarted() && in.readableBytes() >= this.remaining) {
			// the usual case: nothing has to be put together
			finish(this.message.read(in, (int) this.remaining));
			return true;
		}
		int available = (int) Math.min(in.readableBytes(), this.remaining);
		if (this.messageOpcode == TEXT) {
			this.message.add(in, available);
		}
		else {
			in.skipBytes(available);
		}
		this.remaining -= available;
		if (this.remaining > 0) {
			return false;
		}
		if (!this.last) {
			this.inFrame = false;
		}
		else if (this.messageOpcode == TEXT) {
			finish(this.message.end());
		}
		else {
			frameOfMessageEnded();
			this.frames.binary();
		}
		return true;
	}

	private void finish(@Nullable String text) {
		frameOfMessageEnded();
		if (text != null) {
			this.frames.text(text);
		}
		else {
			this.frames.tooLong();
		}
	}

	private void frameOfMessageEnded() {
		this.inFrame = false;
		this.messageOpcode = 0;
	}

	private boolean readControl(ByteBuf in) throws IOException {
		if (in.readableBytes() < this.remaining) {
			return false;
		}
		byte[] payload = new byte[(int) this.remaining];
		in.readBytes(payload);
		this.inFrame = false;
		if (this.opcode == PING) {
			this.frames.ping(payload);
		}
		else if (this.opcode == CLOSE) {
			check(payload.length != 1, "a close frame has half a code");
			if (payload.length == 0) {
				this.frames.closed(NO_CODE, "");
			}
			else {
				int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
				check(WebSocketCloseStatus.isValidStatusCode(code), "a close frame has the code " + code);
				this.frames.closed(code,
						new String(Arrays.copyOfRange(payload, 2, payload.length), StandardCharsets.UTF_8));
			}
			this.done = true;
		}
		return true;
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		this.loop.runHere(() -> {
			this.inputEnded = true;
			try {
				// what has arrived before comes first
				super.channelInactive(context);
			}
			catch (Exception ex) {
				fail(ex);
			}
			fail(new IOException("The server ended the connection"));
		});
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.loop.runHere(() -> fail(cause));
	}

	private void fail(Throwable cause) {
		if (!this.done) {
			this.done = true;
			this.frames.broken(cause);
		}
	}

}

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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Sends one byte at a time to the client, with a pause after each.
 */
final class SlowBytes extends ChannelOutboundHandlerAdapter {

	private final long intervalNanos;

	private final Deque<Write> writes = new ArrayDeque<>();

	private boolean running;

	SlowBytes(Duration interval) {
		this.intervalNanos = interval.toNanos();
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		this.writes.add(new Write((ByteBuf) message, promise));
		if (!this.running) {
			this.running = true;
			step(context);
		}
	}

	private void step(ChannelHandlerContext context) {
		Write write = this.writes.peek();
		if (write == null || !context.channel().isActive()) {
			this.running = false;
			discard();
			return;
		}
		if (write.bytes().readableBytes() > 1) {
			context.writeAndFlush(write.bytes().readRetainedSlice(1));
		}
		else {
			this.writes.remove();
			context.writeAndFlush(write.bytes(), write.promise());
		}
		context.executor().schedule(() -> step(context), this.intervalNanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		discard();
		context.close(promise);
	}

	private void discard() {
		this.writes.forEach((write) -> {
			write.bytes().release();
			write.promise().tryFailure(new IllegalStateException("Closed"));
		});
		this.writes.clear();
	}

	private record Write(ByteBuf bytes, ChannelPromise promise) {

	}

}

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
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * The request on which a client of an HTTP transport waits for frames. A streaming
 * request is answered bit by bit, a polling request all at once.
 */
final class Receiver {

	private static final String PRELUDE = "h".repeat(2048) + "\n";

	private final Channel channel;

	private final boolean streaming;

	private final boolean keepAlive;

	private final Map<String, String> cors;

	Receiver(Channel channel, boolean streaming, boolean keepAlive, Map<String, String> cors) {
		this.channel = channel;
		this.streaming = streaming;
		this.keepAlive = keepAlive;
		this.cors = cors;
	}

	boolean isStreaming() {
		return this.streaming;
	}

	void start() {
		if (this.streaming) {
			this.channel.write(head());
			this.channel.writeAndFlush(new DefaultHttpContent(bytes(PRELUDE)));
		}
	}

	void whenGone(Runnable action) {
		this.channel.closeFuture().addListener((closed) -> action.run());
	}

	boolean isWritable() {
		return this.channel.isWritable() || !this.channel.isActive();
	}

	/**
	 * Write frames. This completes a polling request.
	 * @param frames the frames, each with its line end
	 * @return a future that completes when the frames have been written
	 */
	ChannelFuture write(String frames) {
		if (this.streaming) {
			return this.channel.writeAndFlush(new DefaultHttpContent(bytes(frames)));
		}
		this.channel.write(head());
		this.channel.write(new DefaultHttpContent(bytes(frames)));
		return end();
	}

	/**
	 * Write raw bytes, bypassing the encoding of HTTP.
	 * @param bytes the bytes
	 */
	void writeRaw(byte[] bytes) {
		this.channel.pipeline().firstContext().writeAndFlush(Unpooled.copiedBuffer(bytes));
	}

	ChannelFuture end() {
		ChannelFuture ended = this.channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
		return this.keepAlive ? ended : ended.addListener(ChannelFutureListener.CLOSE);
	}

	void drop() {
		Abort.abort(this.channel);
	}

	private HttpResponse head() {
		HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
		this.cors.forEach(head.headers()::set);
		head.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/javascript; charset=utf-8");
		head.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store, no-transform");
		HttpUtil.setTransferEncodingChunked(head, true);
		HttpUtil.setKeepAlive(head, this.keepAlive);
		return head;
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
	}

}

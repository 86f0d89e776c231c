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

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * A complete answer to an HTTP request.
 *
 * @param status the status
 * @param contentType the type of the body
 * @param body the body
 * @param headers further headers
 */
record HttpAnswer(int status, String contentType, String body, Map<String, String> headers) {

	static final String TEXT = "text/plain; charset=utf-8";

	static final String JSON = "application/json";

	static HttpAnswer error(int status, String message) {
		return new HttpAnswer(status, TEXT, message + "\n", Map.of());
	}

	void send(Channel channel, boolean keepAlive) {
		boolean empty = this.status == HttpResponseStatus.NO_CONTENT.code();
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.valueOf(this.status),
				Unpooled.wrappedBuffer(this.body.getBytes(StandardCharsets.UTF_8)));
		this.headers.forEach(response.headers()::set);
		if (!empty) {
			response.headers().set(HttpHeaderNames.CONTENT_TYPE, this.contentType);
			HttpUtil.setContentLength(response, response.content().readableBytes());
		}
		HttpUtil.setKeepAlive(response, keepAlive);
		ChannelFuture written = channel.writeAndFlush(response);
		if (!keepAlive) {
			written.addListener(ChannelFutureListener.CLOSE);
		}
	}

}

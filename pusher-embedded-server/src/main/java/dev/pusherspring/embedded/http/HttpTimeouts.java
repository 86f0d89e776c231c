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
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.hub.HttpSettings;

/**
 * Closes HTTP connections that would otherwise stay open without a use: those whose
 * request does not arrive in time, those without a further request, and those whose
 * client does not read the answers. It does not limit the time until a request is
 * answered or the duration of a stream, and does not apply to WebSockets.
 */
final class HttpTimeouts extends ChannelDuplexHandler {

	private static final Log logger = LogFactory.getLog(HttpTimeouts.class);

	private final long requestNanos;

	private final long idleNanos;

	private @Nullable ScheduledFuture<?> timer;

	// the head of a request has arrived, but not its end
	private boolean arriving;

	// the arriving request has already been answered, for example because it is too large
	private boolean answeredEarly;

	private int unanswered;

	HttpTimeouts(HttpSettings settings) {
		this.requestNanos = settings.requestTimeout().toNanos();
		this.idleNanos = settings.idleTimeout().toNanos();
	}

	@Override
	public void handlerAdded(ChannelHandlerContext context) {
		closeAfter(this.requestNanos, context);
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		stopTimer();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (message instanceof HttpRequest) {
			this.arriving = true;
			this.answeredEarly = false;
			closeAfter(this.requestNanos, context);
		}
		if (message instanceof LastHttpContent) {
			this.arriving = false;
			stopTimer();
			if (this.answeredEarly) {
				closeAfter(this.idleNanos, context);
			}
			else {
				this.unanswered++;
			}
		}
		context.fireChannelRead(message);
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (message instanceof HttpResponse response) {
			if (!context.channel().isWritable()) {
				logger.warn("Closing the connection of a client that does not read the answers to its requests");
				ReferenceCountUtil.release(message);
				promise.tryFailure(new IllegalStateException("The client does not read"));
				Abort.abort(context.channel());
				return;
			}
			if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
				context.write(message, promise);
				if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
					context.pipeline().remove(this);
				}
				return;
			}
		}
		if (message instanceof LastHttpContent) {
			answered(context);
		}
		context.write(message, promise);
	}

	private void answered(ChannelHandlerContext context) {
		if (this.unanswered > 0) {
			this.unanswered--;
		}
		else {
			this.answeredEarly = true;
		}
		if (this.unanswered == 0 && !this.arriving) {
			closeAfter(this.idleNanos, context);
		}
	}

	private void closeAfter(long nanos, ChannelHandlerContext context) {
		stopTimer();
		this.timer = context.executor().schedule(() -> close(context), nanos, TimeUnit.NANOSECONDS);
	}

	private void stopTimer() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

	private void close(ChannelHandlerContext context) {
		if (this.arriving && !this.answeredEarly && this.unanswered == 0) {
			context.writeAndFlush(requestTimeout());
		}
		// do not wait for the write, which would never complete if the client reads
		// nothing
		context.close();
	}

	private static FullHttpResponse requestTimeout() {
		ByteBuf text = Unpooled.copiedBuffer("The request did not arrive in time\n", StandardCharsets.US_ASCII);
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
				HttpResponseStatus.REQUEST_TIMEOUT, text);
		response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpAnswer.TEXT);
		response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		HttpUtil.setContentLength(response, text.readableBytes());
		return response;
	}

}

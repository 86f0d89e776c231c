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
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.WebSocketSession;

import dev.pusherspring.client.internal.link.ConnectFailure;

/**
 * What happens on a socket until it is a WebSocket, with a limit of time from the moment
 * it is connected.
 */
final class NettyHandshake extends SimpleChannelInboundHandler<HttpObject> {

	private final NettyHandshaker handshaker;

	private final NettyWebSocketSession session;

	private final Duration timeout;

	private final CompletableFuture<WebSocketSession> opened;

	private @Nullable HttpResponse response;

	private @Nullable Future<?> timer;

	NettyHandshake(NettyHandshaker handshaker, NettyWebSocketSession session, Duration timeout,
			CompletableFuture<WebSocketSession> opened) {
		this.handshaker = handshaker;
		this.session = session;
		this.timeout = timeout;
		this.opened = opened;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.timer = context.executor()
			.schedule(() -> fail(context, new TimeoutException()), this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		// waits for tunnel and TLS
		this.handshaker.handshake(context.channel()).addListener((sent) -> {
			if (sent.cause() != null) {
				fail(context, sent.cause());
			}
		});
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
		if (message.decoderResult().isFailure()) {
			fail(context, message.decoderResult().cause());
			return;
		}
		if (message instanceof HttpResponse head) {
			if (!HttpResponseStatus.SWITCHING_PROTOCOLS.equals(head.status())) {
				end(context, new IOException(ConnectFailure.refusal(this.handshaker.getUri(), "the WebSocket handshake",
						head.status().code())));
				return;
			}
			this.response = head;
		}
		if (message instanceof LastHttpContent && this.response != null) {
			upgrade(context, this.response);
		}
	}

	private void upgrade(ChannelHandlerContext context, HttpResponse response) {
		cancelTimer();
		this.handshaker.setDecoder(
				new NettyFrameDecoder(this.session.getLoop(), this.session, this.session.getTextMessageSizeLimit()));
		try {
			this.handshaker.finishHandshake(context.channel(), new DefaultFullHttpResponse(response.protocolVersion(),
					response.status(), Unpooled.EMPTY_BUFFER, response.headers(), new DefaultHttpHeaders()));
		}
		catch (RuntimeException ex) {
			fail(context, ex);
			return;
		}
		context.pipeline().remove(this);
		this.session.upgraded(context.channel(), this.handshaker.actualSubprotocol());
		this.opened.complete(this.session);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		fail(context, new IOException("the connection was closed"));
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		fail(context, cause);
	}

	private void fail(ChannelHandlerContext context, Throwable cause) {
		end(context, ConnectFailure.explain(translate(cause), this.handshaker.getUri()));
	}

	private void end(ChannelHandlerContext context, IOException failure) {
		cancelTimer();
		this.opened.completeExceptionally(failure);
		context.close();
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
	}

	// a proxy that refuses is an exception within one of TLS
	static Throwable translate(Throwable failure) {
		if (failure instanceof ConnectTimeoutException) {
			return new TimeoutException();
		}
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException) {
				return cause;
			}
		}
		return failure;
	}

}

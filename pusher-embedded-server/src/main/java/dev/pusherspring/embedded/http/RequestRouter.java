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

import java.util.Map;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.pusherspring.embedded.rest.RestApi;
import dev.pusherspring.embedded.rest.RestReply;
import dev.pusherspring.embedded.rest.RestRequest;

/**
 * Routes each HTTP request to the part of the server that handles it.
 */
final class RequestRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final Log logger = LogFactory.getLog(RequestRouter.class);

	private final WebSocketUpgrade webSocket;

	private final RestApi rest;

	private final AuthorizationEndpoint authorization;

	private final HttpTransports transports;

	RequestRouter(WebSocketUpgrade webSocket, RestApi rest, AuthorizationEndpoint authorization,
			HttpTransports transports) {
		this.webSocket = webSocket;
		this.rest = rest;
		this.authorization = authorization;
		this.transports = transports;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		if (request.decoderResult().isFailure()) {
			HttpAnswer.error(400, "Malformed request").send(context.channel(), false);
			return;
		}
		try {
			route(context, request, new QueryStringDecoder(request.uri()));
		}
		catch (IllegalArgumentException ex) {
			// for example because of a broken escape sequence
			HttpAnswer.error(400, "Malformed request").send(context.channel(), false);
		}
	}

	private void route(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
		String path = uri.path();
		boolean keepAlive = HttpUtil.isKeepAlive(request);
		if (WebSocketUpgrade.isWanted(request)) {
			this.webSocket.handle(context, request, uri);
		}
		else if (path.equals(AuthorizationEndpoint.CHANNELS) || path.equals(AuthorizationEndpoint.USERS)) {
			if (request.method().equals(HttpMethod.OPTIONS)) {
				preflight(context, keepAlive, Cors.forLoopbackOrigin(request.headers()));
				return;
			}
			this.authorization.handle(context.channel(), request, uri);
		}
		else if (path.startsWith("/apps/")) {
			RestReply reply = this.rest.handle(new RestRequest(request.method().name(), uri.rawPath(), path,
					uri.parameters(), ByteBufUtil.getBytes(request.content())));
			new HttpAnswer(reply.status(), reply.contentType(), reply.body(), Map.of()).send(context.channel(),
					keepAlive);
		}
		else if (HttpTransports.isMeant(path)) {
			if (request.method().equals(HttpMethod.OPTIONS)) {
				preflight(context, keepAlive, Cors.forAnyOrigin(request.headers()));
				return;
			}
			this.transports.handle(context.channel(), request, uri);
		}
		else {
			HttpAnswer.error(404, "Not found").send(context.channel(), keepAlive);
		}
	}

	private static void preflight(ChannelHandlerContext context, boolean keepAlive, Map<String, String> headers) {
		new HttpAnswer(204, HttpAnswer.TEXT, "", headers).send(context.channel(), keepAlive);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		logger.debug("HTTP connection failed", cause);
		context.close();
	}

}

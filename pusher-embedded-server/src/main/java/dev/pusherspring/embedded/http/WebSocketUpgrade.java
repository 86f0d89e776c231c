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

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Refusal;

/**
 * Upgrades an HTTP connection to a WebSocket and registers the client with the hub.
 */
final class WebSocketUpgrade {

	private static final int ENVELOPE_BYTES = 64 * 1024;

	private final Hub hub;

	private final FaultPlan faults;

	private final Pattern path;

	private final int maxMessage;

	WebSocketUpgrade(ServerSettings settings, Hub hub, FaultPlan faults) {
		this.hub = hub;
		this.faults = faults;
		this.path = Pattern.compile(Pattern.quote(settings.path()) + "/app/([^/]+)/?");
		this.maxMessage = 2 * settings.maxEventData() + ENVELOPE_BYTES;
	}

	static boolean isWanted(FullHttpRequest request) {
		HttpHeaders headers = request.headers();
		return headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
				&& headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
	}

	void handle(ChannelHandlerContext context, FullHttpRequest request, QueryStringDecoder uri) {
		if (this.faults.isHttpOnly()) {
			Abort.abort(context.channel());
			return;
		}
		if (this.faults.isHoldUpgrades()) {
			return;
		}
		WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory("", null,
				WebSocketDecoderConfig.newBuilder()
					.allowExtensions(false)
					.maxFramePayloadLength(this.maxMessage)
					.build())
			.newHandshaker(request);
		if (handshaker == null) {
			WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
			return;
		}
		ChannelPipeline pipeline = context.pipeline();
		WebSocketLink link = new WebSocketLink(context.channel(), this.hub, this.faults);
		try {
			handshaker.handshake(context.channel(), request).addListener((upgraded) -> {
				if (upgraded.isSuccess()) {
					welcome(link, uri);
				}
			});
		}
		catch (WebSocketHandshakeException ex) {
			HttpAnswer.error(400, "Malformed WebSocket handshake").send(context.channel(), false);
			return;
		}
		pipeline.addLast(new Utf8FrameValidator(), new WebSocketFrameAggregator(this.maxMessage), link);
		pipeline.remove(context.handler());
	}

	private void welcome(WebSocketLink link, QueryStringDecoder uri) {
		Matcher matcher = this.path.matcher(uri.path());
		if (matcher.matches()) {
			link.connected(this.hub.open(link, handshake(matcher.group(1), uri)));
		}
		else {
			this.hub.turnAway(link, Refusal.connection(ErrorCode.PATH_NOT_FOUND.code(), "Path not found"));
		}
	}

	static Handshake handshake(String key, QueryStringDecoder uri) {
		Map<String, List<String>> query = uri.parameters();
		return new Handshake(key, first(query, "protocol"), first(query, "client"), first(query, "version"));
	}

	private static @Nullable String first(Map<String, List<String>> query, String name) {
		List<String> values = query.get(name);
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

}

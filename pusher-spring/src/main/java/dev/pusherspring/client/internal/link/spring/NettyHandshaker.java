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

import java.net.URI;
import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import org.jspecify.annotations.Nullable;

/**
 * Netty's handshake, with the headers that are asked for and no others, and a decoder
 * that can skip a message.
 */
final class NettyHandshaker extends WebSocketClientHandshaker13 {

	private final URI uri;

	private final @Nullable String origin;

	private @Nullable NettyFrameDecoder decoder;

	NettyHandshaker(URI uri, List<String> subProtocols, org.springframework.http.HttpHeaders headers) {
		super(uri, WebSocketVersion.V13, subProtocols.isEmpty() ? null : String.join(",", subProtocols), false,
				convert(headers), 0);
		this.uri = uri;
		this.origin = headers.getOrigin();
	}

	private static HttpHeaders convert(org.springframework.http.HttpHeaders headers) {
		HttpHeaders converted = new DefaultHttpHeaders();
		headers.forEach((name, values) -> values.forEach((value) -> converted.add(name, value)));
		return converted;
	}

	URI getUri() {
		return this.uri;
	}

	void setDecoder(NettyFrameDecoder decoder) {
		this.decoder = decoder;
	}

	@Override
	protected FullHttpRequest newHandshakeRequest() {
		FullHttpRequest request = super.newHandshakeRequest();
		// Netty makes one up
		request.headers().remove(HttpHeaderNames.ORIGIN);
		if (this.origin != null) {
			request.headers().set(HttpHeaderNames.ORIGIN, this.origin);
		}
		return request;
	}

	@Override
	protected WebSocketFrameDecoder newWebsocketDecoder() {
		return (this.decoder != null) ? this.decoder : super.newWebsocketDecoder();
	}

}

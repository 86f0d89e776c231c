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

package dev.pusherspring.client.internal.core;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportFactory;
import dev.pusherspring.client.internal.link.http.HttpTransport;
import dev.pusherspring.client.internal.link.spring.WebSocketTransport;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Makes transports as the options say.
 */
public final class ConfiguredTransports implements TransportFactory {

	private final PusherOptions options;

	private final WebSocketClient engine;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final EventLoop loop;

	public ConfiguredTransports(PusherOptions options, WebSocketClient engine,
			Supplier<@Nullable SSLContext> sslContext, EventLoop loop) {
		this.options = options;
		this.engine = engine;
		this.sslContext = sslContext;
		this.loop = loop;
	}

	@Override
	public Transport webSocket(boolean tls) {
		return new WebSocketTransport(this.engine, this.options.getServerAddress(tls).webSocketUri(tls),
				this.options::getHandshakeHeaders, this.loop);
	}

	@Override
	public @Nullable Transport webSocketFallback() {
		// an explicit port is the plain one
		return (this.options.getPort() == null) ? webSocket(true) : null;
	}

	@Override
	public @Nullable Transport http(boolean streaming, boolean tls) {
		if (!this.options.isHttpPermitted()) {
			return null;
		}
		return new HttpTransport(this.options.getHttpServerAddress(), tls, streaming, this.options.getConnectTimeout(),
				this.options.getMaxFrameLength(), this.options::getHandshakeHeaders, this.sslContext,
				this.options.getProxy(), this.loop);
	}

}

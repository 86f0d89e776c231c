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

import java.net.URI;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportFactory;
import dev.pusherspring.client.internal.link.http.HttpTransport;
import dev.pusherspring.client.internal.link.socket.SocketSettings;
import dev.pusherspring.client.internal.link.socket.SocketTransport;
import dev.pusherspring.client.internal.link.spring.WebSocketTransport;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Makes transports as the options say.
 */
public final class ConfiguredTransports implements TransportFactory {

	private final PusherOptions options;

	private final @Nullable WebSocketClient engine;

	private final String threadPrefix;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final EventLoop loop;

	/**
	 * Create a new {@link ConfiguredTransports} instance.
	 * @param options the options
	 * @param engine the engine for WebSockets, or {@code null} for our own
	 * @param sslContext the SSL context for the next link, {@code null} for the JVM's
	 * default
	 * @param threadPrefix first part of the names of threads
	 * @param loop the event loop
	 */
	public ConfiguredTransports(PusherOptions options, @Nullable WebSocketClient engine,
			Supplier<@Nullable SSLContext> sslContext, String threadPrefix, EventLoop loop) {
		this.options = options;
		this.engine = engine;
		this.sslContext = sslContext;
		this.threadPrefix = threadPrefix;
		this.loop = loop;
	}

	@Override
	public Transport webSocket(boolean tls) {
		URI uri = this.options.getServerAddress(tls).webSocketUri(tls);
		if (this.engine != null) {
			return new WebSocketTransport(this.engine, uri, this.options::getHandshakeHeaders, this.threadPrefix,
					this.loop);
		}
		// a character takes up to three bytes
		int maxMessageSize = (int) Math.min(Integer.MAX_VALUE - 8, 3L * this.options.getMaxFrameLength() / 2);
		return new SocketTransport(uri, new SocketSettings(this.threadPrefix, this.options.getConnectTimeout(),
				maxMessageSize, this.options::getHandshakeHeaders, this.sslContext, this.options.getProxy()),
				this.loop);
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

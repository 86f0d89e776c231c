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
import java.util.function.BiFunction;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.HandshakeOptions;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportFactory;
import dev.pusherspring.client.internal.link.http.HttpTransport;
import dev.pusherspring.client.internal.link.http.JdkHttpClients;
import dev.pusherspring.client.internal.link.socket.SocketSettings;
import dev.pusherspring.client.internal.link.socket.SocketTransport;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link TransportFactory} that creates transports according to the options.
 */
public final class ConfiguredTransports implements TransportFactory {

	private final PusherOptions options;

	private final ServerOptions server;

	private final @Nullable BiFunction<URI, Supplier<HttpHeaders>, Transport> webSockets;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final JdkHttpClients httpClients;

	private final String threadPrefix;

	private final EventLoop loop;

	/**
	 * Create a new {@link ConfiguredTransports} instance.
	 * @param options options of the client
	 * @param webSockets creates a WebSocket transport from an address and the headers of
	 * its handshake; {@code null} for the client's own engine
	 * @param sslContext the supplier of the SSL context, which returns {@code null} for
	 * the JVM's default
	 * @param threadPrefix the prefix of the names of threads
	 * @param loop the event loop
	 */
	public ConfiguredTransports(PusherOptions options,
			@Nullable BiFunction<URI, Supplier<HttpHeaders>, Transport> webSockets,
			Supplier<@Nullable SSLContext> sslContext, String threadPrefix, EventLoop loop) {
		this.options = options;
		this.server = options.server();
		this.webSockets = webSockets;
		this.sslContext = sslContext;
		this.httpClients = new JdkHttpClients(options.connection().connectTimeout(), sslContext, options.proxy());
		this.threadPrefix = threadPrefix;
		this.loop = loop;
	}

	@Override
	public Transport webSocket(boolean tls) {
		// without forced TLS, a configured port is the one without TLS
		Integer port = (tls && !this.server.forceTls()) ? null : this.server.port();
		URI uri = new ServerAddress(this.server.webSocketHost(), port, this.server.path(), this.options.key())
			.webSocketUri(tls);
		if (this.webSockets != null) {
			return this.webSockets.apply(uri, this::headers);
		}
		// a character takes up to three bytes
		int maxMessageSize = (int) Math.min(Integer.MAX_VALUE - 8, 3L * this.options.maxFrameLength() / 2);
		return new SocketTransport(uri,
				new SocketSettings(this.threadPrefix, this.options.connection().connectTimeout(), maxMessageSize,
						this::headers, this.sslContext, this.options.proxy()),
				this.loop);
	}

	@Override
	public @Nullable Transport webSocketFallback() {
		// a configured port is the one without TLS
		return (this.server.port() == null) ? webSocket(true) : null;
	}

	@Override
	public @Nullable Transport http(boolean streaming, boolean tls) {
		if (!this.server.permitsHttp()) {
			return null;
		}
		ServerAddress address = new ServerAddress(this.server.httpHost(), this.server.http().port(),
				this.server.http().path(), this.options.key());
		return new HttpTransport(address, tls, streaming, this.options.connection().connectTimeout(),
				this.options.maxFrameLength(), this::headers, this.httpClients, this.loop);
	}

	// a new copy each time, since an engine may add headers
	private HttpHeaders headers() {
		HandshakeOptions handshake = this.options.handshake();
		HttpHeaders headers = new HttpHeaders();
		if (handshake.origin() != null) {
			headers.setOrigin(handshake.origin());
		}
		handshake.headers().forEach(headers::set);
		return headers;
	}

}

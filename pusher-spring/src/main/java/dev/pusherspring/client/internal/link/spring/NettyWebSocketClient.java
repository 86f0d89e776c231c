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
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.AbstractWebSocketClient;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.ShortLivedThreads;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Spring's {@code WebSocketClient} on Netty, which decodes text faster than the JDK does.
 * Needs {@code netty-codec-http}, and {@code netty-handler-proxy} for a proxy.
 * <p>
 * Sockets are read on a daemon thread that is there while a session is and takes its turn
 * on the event loop with what it has read. Name resolution and the SSL context may block
 * and have threads of their own.
 *
 * @since 1.0.0
 */
public final class NettyWebSocketClient extends AbstractWebSocketClient {

	private static final int HTTP_PORT = 80;

	private static final int HTTPS_PORT = 443;

	private final EventLoop loop;

	private final Duration connectTimeout;

	private final int maxMessageLength;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final @Nullable ProxySettings proxy;

	private final NettyThread thread = new NettyThread();

	private final Executor openers = new ShortLivedThreads("pusher-connect", 2);

	/**
	 * Create a new {@link NettyWebSocketClient} instance.
	 * @param loop the event loop, on which sessions call their handler
	 * @param connectTimeout longest time for opening the TCP connection, and again for
	 * all handshakes together
	 * @param maxMessageLength longest message to keep, in characters; a longer one is
	 * skipped and reported to the handler as transport error
	 * @param sslContext the SSL context for the next session, {@code null} for the JVM's
	 * default
	 * @param proxy the proxy to connect through, or {@code null}
	 */
	public NettyWebSocketClient(EventLoop loop, Duration connectTimeout, int maxMessageLength,
			Supplier<@Nullable SSLContext> sslContext, @Nullable ProxySettings proxy) {
		this.loop = loop;
		this.connectTimeout = connectTimeout;
		this.maxMessageLength = maxMessageLength;
		this.sslContext = sslContext;
		this.proxy = proxy;
	}

	@Override
	protected CompletableFuture<WebSocketSession> executeInternal(WebSocketHandler handler, HttpHeaders headers,
			URI uri, List<String> subProtocols, List<WebSocketExtension> extensions, Map<String, Object> attributes) {
		CompletableFuture<WebSocketSession> opened = new CompletableFuture<>();
		EventLoopGroup group = this.thread.acquire();
		this.openers.execute(() -> {
			try {
				NettyHandshaker handshaker = new NettyHandshaker(uri, subProtocols, headers);
				connect(group, uri, (channel) -> {
					NettyWebSocketSession session = new NettyWebSocketSession(handler, uri, headers, this.loop,
							this.maxMessageLength);
					channel.pipeline()
						.addLast(new HttpClientCodec())
						.addLast(new NettyHandshake(handshaker, session, this.connectTimeout, opened));
				}, opened);
			}
			catch (Throwable ex) {
				this.thread.release();
				opened.completeExceptionally(ConnectFailure.explain(ex, uri));
			}
		});
		return opened;
	}

	private void connect(EventLoopGroup group, URI uri, ChannelSetup setup, CompletableFuture<?> opened)
			throws IOException, NoSuchAlgorithmException {
		boolean tls = "wss".equalsIgnoreCase(uri.getScheme());
		int port = (uri.getPort() >= 0) ? uri.getPort() : (tls ? HTTPS_PORT : HTTP_PORT);
		SSLContext context = this.sslContext.get();
		SSLEngine sslEngine = tls ? sslEngine(context, uri.getHost(), port) : null;
		InetSocketAddress proxyAddress = (this.proxy != null) ? proxyAddress(this.proxy) : null;
		InetSocketAddress address = (proxyAddress != null) ? InetSocketAddress.createUnresolved(uri.getHost(), port)
				: address(uri.getHost(), port);
		ChannelFuture connected = new Bootstrap().group(group)
			.channel(NioSocketChannel.class)
			.resolver(NoopAddressResolverGroup.INSTANCE)
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS,
					(int) Math.min(Integer.MAX_VALUE, this.connectTimeout.toMillis()))
			.handler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					if (NettyWebSocketClient.this.proxy != null && proxyAddress != null) {
						channel.pipeline()
							.addLast(NettyProxy.handler(proxyAddress, NettyWebSocketClient.this.proxy,
									NettyWebSocketClient.this.connectTimeout));
					}
					if (sslEngine != null) {
						SslHandler sslHandler = new SslHandler(sslEngine);
						// all handshakes together have a limit of their own
						sslHandler.setHandshakeTimeoutMillis(0);
						channel.pipeline().addLast(sslHandler);
					}
					setup.apply(channel);
				}

			})
			.connect(address);
		connected.channel().closeFuture().addListener((closed) -> this.thread.release());
		connected.addListener((done) -> {
			if (done.cause() != null) {
				opened.completeExceptionally(ConnectFailure.explain(NettyHandshake.translate(done.cause()), uri));
			}
		});
	}

	private static SSLEngine sslEngine(@Nullable SSLContext context, String host, int port)
			throws NoSuchAlgorithmException {
		SSLEngine engine = ((context != null) ? context : SSLContext.getDefault()).createSSLEngine(host, port);
		engine.setUseClientMode(true);
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		engine.setSSLParameters(parameters);
		return engine;
	}

	private static InetSocketAddress address(String host, int port) throws UnknownHostException {
		InetSocketAddress address = new InetSocketAddress(host, port);
		if (address.isUnresolved()) {
			throw new UnknownHostException(host);
		}
		return address;
	}

	private static InetSocketAddress proxyAddress(ProxySettings proxy) throws IOException {
		InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
		if (address.isUnresolved()) {
			throw new IOException("the name of the proxy '%s' cannot be resolved".formatted(proxy.host()));
		}
		return address;
	}

	@FunctionalInterface
	private interface ChannelSetup {

		void apply(Channel channel);

	}

}

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
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.AbstractWebSocketClient;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.http.JdkHttpClients;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Spring's {@code WebSocketClient} on the JDK's {@link WebSocket}: no further library,
 * the same behaviour in every kind of application.
 * <p>
 * While a session is open the JDK's thread takes its turn on the event loop with each
 * message, which therefore needs no change of threads. Before that, name resolution and
 * the TLS handshake may block and run elsewhere.
 *
 * @since 1.0.0
 */
public final class JdkWebSocketClient extends AbstractWebSocketClient {

	private final EventLoop loop;

	private final Duration connectTimeout;

	private final int maxMessageLength;

	private final EngineExecutor executor;

	private final JdkHttpClients httpClients;

	/**
	 * Create a new {@link JdkWebSocketClient} instance.
	 * @param loop the event loop, on which sessions call their handler
	 * @param connectTimeout longest time for opening the TCP connection, and again for
	 * the WebSocket handshake
	 * @param maxMessageLength longest message to keep, in characters; a longer one is
	 * skipped and reported to the handler as transport error
	 * @param sslContext the SSL context for the next session, {@code null} for the JVM's
	 * default
	 * @param proxy the proxy to connect through, or {@code null}
	 */
	public JdkWebSocketClient(EventLoop loop, Duration connectTimeout, int maxMessageLength,
			Supplier<@Nullable SSLContext> sslContext, @Nullable ProxySettings proxy) {
		this.loop = loop;
		this.connectTimeout = connectTimeout;
		this.maxMessageLength = maxMessageLength;
		this.executor = new EngineExecutor(loop);
		this.httpClients = new JdkHttpClients(connectTimeout, sslContext, proxy, this.executor);
	}

	@Override
	protected CompletableFuture<WebSocketSession> executeInternal(WebSocketHandler handler, HttpHeaders headers,
			URI uri, List<String> subProtocols, List<WebSocketExtension> extensions, Map<String, Object> attributes) {
		WebSocket.Builder builder = this.httpClients.get().newWebSocketBuilder().connectTimeout(this.connectTimeout);
		headers.forEach((name, values) -> values.forEach((value) -> builder.header(name, value)));
		if (!subProtocols.isEmpty()) {
			builder.subprotocols(subProtocols.get(0), subProtocols.stream().skip(1).toArray(String[]::new));
		}
		JdkWebSocketSession session = new JdkWebSocketSession(handler, uri, headers, this.loop, this.maxMessageLength,
				this.executor);
		this.executor.openingStarted();
		return build(builder, uri, session).handle((webSocket, ex) -> {
			this.executor.openingEnded();
			if (ex != null) {
				throw new CompletionException(explain(ex, uri));
			}
			return session;
		});
	}

	private static CompletableFuture<WebSocket> build(WebSocket.Builder builder, URI uri, WebSocket.Listener listener) {
		try {
			return builder.buildAsync(uri, listener);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Let go of the threads kept for the next session.
	 */
	public void release() {
		this.httpClients.release();
	}

	private static Throwable explain(Throwable ex, URI uri) {
		Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
		if (cause instanceof WebSocketHandshakeException handshakeException) {
			int status = handshakeException.getResponse().statusCode();
			return new IOException(ConnectFailure.refusal(uri, "the WebSocket handshake", status), cause);
		}
		return ConnectFailure.explain(cause, uri);
	}

}

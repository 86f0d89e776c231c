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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import jakarta.websocket.WebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.AbstractWebSocketClient;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

import dev.pusherspring.client.internal.link.ConnectFailure;

/**
 * Spring's {@code WebSocketClient} on a {@code jakarta.websocket} container, configured
 * for long-lived connections: messages may be long, idle sessions are not closed,
 * redirects are not followed, and each session uses the current SSL context.
 * <p>
 * Such a container closes a session with 1009 if a message is too long, uses the proxy
 * settings of the JVM, and blocks a sender until its message has been sent.
 *
 * @since 1.0.0
 */
public final class ContainerWebSocketClient extends AbstractWebSocketClient {

	// Tomcat reads from the socket into a buffer of this size
	private static final int BINARY_BUFFER_SIZE = 64 * 1024;

	private static final String IO_TIMEOUT = "org.apache.tomcat.websocket.IO_TIMEOUT_MS";

	// Tomcat keeps a session, including its message buffer, for half a minute if the
	// server does not answer the close frame
	private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

	private static final String MAX_REDIRECTIONS = "org.apache.tomcat.websocket.MAX_REDIRECTIONS";

	private final WebSocketContainer container;

	private final Duration connectTimeout;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final SimpleAsyncTaskExecutor connectors = new SimpleAsyncTaskExecutor("pusher-connect-");

	/**
	 * Create a new {@link ContainerWebSocketClient} instance.
	 * @param container the container, which must not be shared with other clients since
	 * its defaults are changed
	 * @param connectTimeout maximum time for opening the TCP connection, and for each
	 * step of the WebSocket handshake; only supported by Tomcat
	 * @param maxMessageLength maximum length of a message in characters
	 * @param sslContext the supplier of the SSL context for the next session, which
	 * returns {@code null} for the JVM's default
	 */
	public ContainerWebSocketClient(WebSocketContainer container, Duration connectTimeout, int maxMessageLength,
			Supplier<@Nullable SSLContext> sslContext) {
		container.setDefaultMaxTextMessageBufferSize(maxMessageLength);
		container.setDefaultMaxBinaryMessageBufferSize(BINARY_BUFFER_SIZE);
		container.setDefaultMaxSessionIdleTimeout(0);
		this.container = container;
		this.connectTimeout = connectTimeout;
		this.sslContext = sslContext;
		this.connectors.setDaemon(true);
	}

	@Override
	protected CompletableFuture<WebSocketSession> executeInternal(WebSocketHandler handler, HttpHeaders headers,
			URI uri, List<String> subProtocols, List<WebSocketExtension> extensions, Map<String, Object> attributes) {
		WebSocketHttpHeaders handshakeHeaders = new WebSocketHttpHeaders(headers);
		if (!subProtocols.isEmpty()) {
			handshakeHeaders.setSecWebSocketProtocol(subProtocols);
		}
		return delegate().execute(handler, handshakeHeaders, uri).handle((session, ex) -> {
			if (ex != null) {
				Throwable cause = (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
				throw new CompletionException(ConnectFailure.explain(cause, uri));
			}
			return session;
		});
	}

	// a new client for each session, since the SSL context may have changed
	private StandardWebSocketClient delegate() {
		StandardWebSocketClient client = new StandardWebSocketClient(this.container);
		// Tomcat expects strings for some properties and a number for another
		client.setUserProperties(Map.of(IO_TIMEOUT, Long.toString(this.connectTimeout.toMillis()), MAX_REDIRECTIONS,
				"0", CLOSE_TIMEOUT, 2_000L));
		client.setSslContext(this.sslContext.get());
		client.setTaskExecutor(this.connectors);
		return client;
	}

}

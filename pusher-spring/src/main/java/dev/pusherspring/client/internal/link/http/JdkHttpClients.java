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

package dev.pusherspring.client.internal.link.http;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.auth.http.ProxyAuthenticator;
import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.ShortLivedThreads;

/**
 * Provides the JDK's HTTP client for a server, which is kept from one connection to the
 * next and replaced when the SSL context has changed.
 */
public final class JdkHttpClients {

	private static final Log logger = LogFactory.getLog(JdkHttpClients.class);

	private final Duration connectTimeout;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final @Nullable ProxySettings proxy;

	private final Executor executor = new ShortLivedThreads("pusher-http", 2);

	private @Nullable HttpClient current;

	// a released client, which cannot be closed before Java 21
	private WeakReference<@Nullable HttpClient> released = new WeakReference<>(null);

	private @Nullable SSLContext currentSslContext;

	/**
	 * Create a new {@link JdkHttpClients} instance.
	 * @param connectTimeout maximum time for opening a TCP connection
	 * @param sslContext the supplier of the SSL context for the next link, which returns
	 * {@code null} for the JVM's default
	 * @param proxy the proxy to connect through, or {@code null}
	 */
	public JdkHttpClients(Duration connectTimeout, Supplier<@Nullable SSLContext> sslContext,
			@Nullable ProxySettings proxy) {
		this.connectTimeout = connectTimeout;
		this.sslContext = sslContext;
		this.proxy = proxy;
	}

	synchronized HttpClient get() {
		SSLContext sslContext = this.sslContext.get();
		HttpClient client = (this.current != null) ? this.current : this.released.get();
		if (client == null || this.currentSslContext != sslContext) {
			client = create(sslContext);
			this.currentSslContext = sslContext;
		}
		this.current = client;
		return client;
	}

	private HttpClient create(@Nullable SSLContext sslContext) {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(this.connectTimeout)
			.executor(this.executor);
		if (sslContext != null) {
			builder.sslContext(sslContext);
		}
		if (this.proxy != null) {
			builder.proxy(ProxySelector.of(new InetSocketAddress(this.proxy.host(), this.proxy.port())));
			if (this.proxy.username() != null) {
				builder.authenticator(new ProxyAuthenticator(this.proxy.username(), this.proxy.password()));
			}
		}
		return builder.build();
	}

	/**
	 * Describe why a server could not be reached.
	 * @param failure the exception of the client
	 * @param uri the server
	 * @return an exception with the description, which names the proxy if the proxy
	 * cannot be reached
	 */
	IOException explain(Throwable failure, URI uri) {
		if (this.proxy != null && failure instanceof ConnectException) {
			return new IOException("Failed to connect to %s: the proxy %s:%d cannot be reached"
				.formatted(ConnectFailure.server(uri), this.proxy.host(), this.proxy.port()), failure);
		}
		return ConnectFailure.explain(failure, uri);
	}

	/**
	 * Release the client, whose requests are all completed or cancelled. It can be closed
	 * from Java 21 on. Before, its thread and its idle connections last until it is
	 * garbage-collected. It is therefore reused if it is needed before that, since
	 * otherwise each disconnect would leave another client behind.
	 */
	synchronized void release() {
		HttpClient client = this.current;
		this.current = null;
		if (client == null) {
			return;
		}
		if (client instanceof AutoCloseable closeable) {
			this.executor.execute(() -> close(closeable));
		}
		else {
			this.released = new WeakReference<>(client);
		}
	}

	private static void close(AutoCloseable client) {
		// makes the client cancel pending work instead of waiting for it
		Thread.currentThread().interrupt();
		try {
			client.close();
		}
		catch (Exception ex) {
			logger.debug("An HTTP client could not be closed", ex);
		}
		finally {
			Thread.interrupted();
		}
	}

}

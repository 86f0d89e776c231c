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
 * The JDK's HTTP client for a server: kept from one connection to the next, and made anew
 * when the SSL context has changed.
 */
public final class JdkHttpClients {

	private static final Log logger = LogFactory.getLog(JdkHttpClients.class);

	private final Duration connectTimeout;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final @Nullable ProxySettings proxy;

	private final Executor executor = new ShortLivedThreads("pusher-http", 2);

	private @Nullable HttpClient current;

	// one that was released, and that nobody else can end
	private WeakReference<@Nullable HttpClient> released = new WeakReference<>(null);

	private @Nullable SSLContext currentSslContext;

	/**
	 * Create a new {@link JdkHttpClients} instance.
	 * @param connectTimeout longest time for opening a TCP connection
	 * @param sslContext the SSL context for the next link, {@code null} for the JVM's
	 * default
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
	 * Put into words why a server could not be reached.
	 * @param failure what the client says
	 * @param uri the server
	 * @return the explanation, which names the proxy if it is the proxy that is not there
	 */
	IOException explain(Throwable failure, URI uri) {
		if (this.proxy != null && failure instanceof ConnectException) {
			return new IOException("Failed to connect to %s: the proxy %s:%d cannot be reached"
				.formatted(ConnectFailure.server(uri), this.proxy.host(), this.proxy.port()), failure);
		}
		return ConnectFailure.explain(failure, uri);
	}

	/**
	 * Let go of the client, whose requests are all done or cancelled. From Java 21 on it
	 * can be closed. Before, its thread and its idle connections last until nothing
	 * refers to it any more: so it is taken up again if it is needed before the garbage
	 * collector has come by, else each disconnect would leave another one behind.
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
		// makes it end what is under way rather than wait for it
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

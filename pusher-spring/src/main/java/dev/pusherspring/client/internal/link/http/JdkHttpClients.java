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
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.auth.http.ProxyAuthenticator;
import dev.pusherspring.client.internal.link.ConnectFailure;

/**
 * The JDK's HTTP client for a server: kept from one connection to the next, and made anew
 * when the SSL context has changed.
 */
public final class JdkHttpClients {

	private final Duration connectTimeout;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final @Nullable ProxySettings proxy;

	private final Executor executor;

	private @Nullable HttpClient current;

	private @Nullable SSLContext currentSslContext;

	public JdkHttpClients(Duration connectTimeout, Supplier<@Nullable SSLContext> sslContext,
			@Nullable ProxySettings proxy, Executor executor) {
		this.connectTimeout = connectTimeout;
		this.sslContext = sslContext;
		this.proxy = proxy;
		this.executor = executor;
	}

	public synchronized HttpClient get() {
		SSLContext sslContext = this.sslContext.get();
		HttpClient client = this.current;
		if (client == null || this.currentSslContext != sslContext) {
			client = create(sslContext);
			this.current = client;
			this.currentSslContext = sslContext;
		}
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
	 * Let go of the client. Its thread ends when nothing refers to it any more.
	 */
	public synchronized void release() {
		this.current = null;
	}

}

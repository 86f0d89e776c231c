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

package dev.pusherspring.publish.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.Assert;

/**
 * {@link ClientHttpRequestFactory} for small requests to one server at a high rate. It
 * uses HTTP/1.1 over blocking sockets that are kept open between requests. Requests and
 * answers are held in memory. Redirects are not followed, and requests are not retried. A
 * request that is known not to have been sent completely fails with an
 * {@link UnsentRequestException}. This class is thread-safe: each concurrent request uses
 * a connection of its own.
 *
 * @since 1.0.0
 */
public final class SocketRequestFactory implements ClientHttpRequestFactory, AutoCloseable {

	private final Duration connectTimeout;

	private final Duration readTimeout;

	private final Supplier<@Nullable SSLContext> sslContext;

	private final IdleConnections idle = new IdleConnections();

	/**
	 * Create a new {@link SocketRequestFactory} instance.
	 * @param connectTimeout maximum time to connect, including the TLS handshake
	 * @param readTimeout maximum time for sending a request and reading its answer
	 * @param sslContext the SSL context for the next request, {@code null} for the JVM's
	 * default
	 */
	public SocketRequestFactory(Duration connectTimeout, Duration readTimeout,
			Supplier<@Nullable SSLContext> sslContext) {
		positive("connectTimeout", connectTimeout);
		positive("readTimeout", readTimeout);
		this.connectTimeout = connectTimeout;
		this.readTimeout = readTimeout;
		this.sslContext = sslContext;
	}

	private static void positive(String name, Duration duration) {
		Assert.isTrue(duration.toMillis() > 0, () -> "'%s' must be positive but is %s".formatted(name, duration));
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new SocketRequest(this, uri, method);
	}

	/**
	 * Send a request, on an open connection or on a new one.
	 * @param uri the URL
	 * @param request the bytes of the request
	 * @return the answer
	 */
	SocketResponse exchange(URI uri, byte[] request) throws IOException {
		Origin origin = Origin.of(uri);
		SSLContext context = origin.secure() ? sslContext() : null;
		HttpConnection connection = this.idle.take(origin, context);
		if (connection == null) {
			connection = connect(origin, context);
		}
		boolean reusable = false;
		try {
			SocketResponse response = connection.exchange(request, this.readTimeout);
			reusable = response.isReusable();
			return response;
		}
		finally {
			if (reusable) {
				this.idle.add(connection);
			}
			else {
				connection.close();
			}
		}
	}

	private SSLContext sslContext() throws UnsentRequestException {
		SSLContext context = this.sslContext.get();
		try {
			return (context != null) ? context : SSLContext.getDefault();
		}
		catch (GeneralSecurityException ex) {
			throw new UnsentRequestException("the JVM has no default SSL context", new IOException(ex));
		}
	}

	// each address gets an equal share of the timeout
	private HttpConnection connect(Origin origin, @Nullable SSLContext context) throws UnsentRequestException {
		try {
			InetAddress[] addresses = InetAddress.getAllByName(origin.host());
			int timeout = Math.toIntExact(Math.min(Integer.MAX_VALUE, this.connectTimeout.toMillis()));
			IOException failure = new IOException("the host name has no address");
			for (InetAddress address : addresses) {
				try {
					return connect(new InetSocketAddress(address, origin.port()), origin, context,
							Math.max(1, timeout / addresses.length));
				}
				catch (IOException ex) {
					failure = ex;
				}
			}
			throw failure;
		}
		catch (UnknownHostException ex) {
			throw new UnsentRequestException("host '%s' cannot be resolved".formatted(origin.host()), ex);
		}
		catch (IOException ex) {
			throw new UnsentRequestException("connecting failed: " + ex.getMessage(), ex);
		}
	}

	private static HttpConnection connect(InetSocketAddress address, Origin origin, @Nullable SSLContext context,
			int timeout) throws IOException {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			socket.connect(address, timeout);
			return new HttpConnection(socket, (context != null) ? startTls(socket, origin, context, deadline) : socket,
					origin, context);
		}
		catch (IOException | RuntimeException ex) {
			Watchdog.close(socket);
			throw ex;
		}
	}

	private static Socket startTls(Socket socket, Origin origin, SSLContext context, long deadline) throws IOException {
		SSLSocket secure = (SSLSocket) context.getSocketFactory()
			.createSocket(socket, origin.host(), origin.port(), true);
		SSLParameters parameters = secure.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secure.setSSLParameters(parameters);
		try (Watchdog watchdog = new Watchdog(socket, deadline - System.nanoTime())) {
			try {
				secure.startHandshake();
			}
			catch (IOException ex) {
				throw watchdog.isExpired() ? new SocketTimeoutException("the TLS handshake was not complete in time")
						: ex;
			}
		}
		return secure;
	}

	/**
	 * Close idle connections. Active connections are closed when their request has
	 * completed.
	 */
	@Override
	public void close() {
		this.idle.close();
	}

}

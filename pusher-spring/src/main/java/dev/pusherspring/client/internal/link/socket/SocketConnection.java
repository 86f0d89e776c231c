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

package dev.pusherspring.client.internal.link.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * A TCP connection to a server, optionally through a proxy and with TLS. Any thread can
 * abort it at any time, even if another thread is blocked on it.
 */
final class SocketConnection {

	private final URI uri;

	private final String host;

	private final int port;

	private final SocketSettings settings;

	private final EventLoop loop;

	private @Nullable Socket tcp;

	private boolean aborted;

	SocketConnection(URI uri, SocketSettings settings, EventLoop loop) {
		this.uri = uri;
		this.host = withoutBrackets(Authority.host(uri));
		this.port = (Authority.port(uri) != -1) ? Authority.port(uri) : (isSecure() ? 443 : 80);
		this.settings = settings;
		this.loop = loop;
	}

	private static String withoutBrackets(String host) {
		return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
	}

	private boolean isSecure() {
		return "wss".equals(this.uri.getScheme());
	}

	/**
	 * Connect. Reads from the socket are subject to the connect timeout until
	 * {@link Socket#setSoTimeout(int)} is called.
	 * @return the socket to read from and write to, which handles TLS if it is used
	 */
	Socket open() throws IOException {
		long deadline = this.loop.nanoTime() + this.settings.connectTimeout().toNanos();
		ProxySettings proxy = this.settings.proxy();
		Socket socket = (proxy != null) ? connectTo(proxy, deadline) : connect(this.host, this.port, deadline);
		socket.setTcpNoDelay(true);
		socket.setKeepAlive(true);
		socket.setSoTimeout(millisUntil(deadline));
		if (proxy != null) {
			ProxyTunnel.open(socket, proxy, this.uri, this.port);
		}
		if (isSecure()) {
			socket = startTls(socket);
		}
		socket.setSoTimeout(millisUntil(deadline));
		return socket;
	}

	private Socket connectTo(ProxySettings proxy, long deadline) throws IOException {
		try {
			return connect(proxy.host(), proxy.port(), deadline);
		}
		catch (UnknownHostException ex) {
			throw new HandshakeException("Failed to connect to %s: the name of the proxy '%s' cannot be resolved"
				.formatted(ConnectFailure.server(this.uri), proxy.host()), ex);
		}
		catch (IOException ex) {
			throw new HandshakeException("Failed to connect to %s: the proxy %s:%d cannot be reached: %s"
				.formatted(ConnectFailure.server(this.uri), proxy.host(), proxy.port(), ex.getMessage()), ex);
		}
	}

	private Socket connect(String host, int port, long deadline) throws IOException {
		return connect(InetAddress.getAllByName(host), port, deadline);
	}

	// each address gets an equal share of the remaining time
	Socket connect(InetAddress[] addresses, int port, long deadline) throws IOException {
		IOException failure = new IOException("the name of the host has no address");
		for (int i = 0; i < addresses.length; i++) {
			Socket socket = nextSocket();
			try {
				int share = Math.max(1, millisUntil(deadline) / (addresses.length - i));
				socket.connect(new InetSocketAddress(addresses[i], port), share);
				return socket;
			}
			catch (IOException ex) {
				socket.close();
				failure = ex;
			}
		}
		throw failure;
	}

	private int millisUntil(long deadline) throws SocketTimeoutException {
		long millis = TimeUnit.NANOSECONDS.toMillis(deadline - this.loop.nanoTime());
		if (millis <= 0) {
			throw new SocketTimeoutException();
		}
		return (int) Math.min(Integer.MAX_VALUE, millis);
	}

	private Socket startTls(Socket socket) throws IOException {
		SSLSocket secure = (SSLSocket) sslContext().getSocketFactory().createSocket(socket, this.host, this.port, true);
		SSLParameters parameters = secure.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		secure.setSSLParameters(parameters);
		secure.startHandshake();
		return secure;
	}

	private SSLContext sslContext() throws IOException {
		SSLContext sslContext = this.settings.sslContext().get();
		try {
			return (sslContext != null) ? sslContext : SSLContext.getDefault();
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("the JVM has no default SSL context", ex);
		}
	}

	private synchronized Socket nextSocket() throws SocketException {
		if (this.aborted) {
			throw new SocketException("the link was closed");
		}
		this.tcp = new Socket();
		return this.tcp;
	}

	/**
	 * Abort the connection. Does not block: closes the TCP socket, since closing TLS
	 * would wait for a blocked writer.
	 */
	synchronized void abort() {
		this.aborted = true;
		if (this.tcp != null) {
			try {
				this.tcp.close();
			}
			catch (IOException ex) {
				// the socket is closed nevertheless
			}
		}
	}

}

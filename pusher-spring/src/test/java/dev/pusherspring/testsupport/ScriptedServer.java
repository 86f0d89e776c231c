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

package dev.pusherspring.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * A socket on the loopback interface behind which a test plays the WebSocket server, step
 * by step and as badly as it likes.
 */
public final class ScriptedServer implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final ServerSocket socket;

	private final List<ScriptedPeer> peers = new CopyOnWriteArrayList<>();

	private final @Nullable SSLContext tls;

	public ScriptedServer() {
		this(null);
	}

	/**
	 * Create a new {@link ScriptedServer} instance.
	 * @param tls the server's key, or {@code null} for a server without TLS
	 */
	public ScriptedServer(@Nullable SSLContext tls) {
		this.tls = tls;
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the address for a WebSocket.
	 * @return the address
	 */
	public URI getUri() {
		String server = (this.tls != null) ? "wss://localhost:" : "ws://127.0.0.1:";
		return URI.create(server + getPort() + "/app/key?protocol=7&client=a%20b");
	}

	public int getPort() {
		return this.socket.getLocalPort();
	}

	/**
	 * Wait for the next client.
	 * @return the connection to it, about which nothing has been said yet
	 */
	public ScriptedPeer accept() {
		try {
			ScriptedPeer peer = new ScriptedPeer(this.socket.accept(), this.tls);
			this.peers.add(peer);
			return peer;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Wait for the next client and complete the WebSocket handshake with it.
	 * @return the connection to it
	 */
	public ScriptedPeer acceptWebSocket() {
		ScriptedPeer peer = accept();
		peer.readRequest();
		peer.upgrade();
		return peer;
	}

	/**
	 * Return whether a client has come that nobody has accepted.
	 * @return whether there is one, which is gone then
	 */
	public boolean hasPending() {
		try {
			this.socket.setSoTimeout(1);
			this.socket.accept().close();
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			for (ScriptedPeer peer : this.peers) {
				peer.drop();
			}
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

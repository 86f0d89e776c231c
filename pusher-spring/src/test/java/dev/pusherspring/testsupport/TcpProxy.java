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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

import org.jspecify.annotations.Nullable;

/**
 * Network between a client and a server, which can be as bad as a test wants it: slow,
 * cut or a black hole. Takes over TLS for a server that has none.
 */
public final class TcpProxy implements AutoCloseable {

	private static final int RECORDED = 64 * 1024;

	private final ServerSocket socket;

	private volatile int target;

	private final List<Pipe> pipes = new CopyOnWriteArrayList<>();

	private volatile Duration delay = Duration.ZERO;

	private volatile Duration byteInterval = Duration.ZERO;

	private volatile boolean blackHole;

	/**
	 * Create a new {@link TcpProxy} instance that takes connections in the clear.
	 * @param target port of the server on this machine
	 */
	public TcpProxy(int target) {
		this(target, null, false);
	}

	/**
	 * Create a new {@link TcpProxy} instance.
	 * @param target port of the server on this machine, which speaks no TLS
	 * @param tls what to accept TLS with, or {@code null} for connections in the clear
	 * @param clientCertificate whether the client must show a certificate
	 */
	public TcpProxy(int target, @Nullable SSLContext tls, boolean clientCertificate) {
		this.target = target;
		try {
			this.socket = socket(tls, clientCertificate);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start("accept", this::accept);
	}

	private static ServerSocket socket(@Nullable SSLContext tls, boolean clientCertificate) throws IOException {
		InetAddress address = InetAddress.getLoopbackAddress();
		if (tls == null) {
			return new ServerSocket(0, 50, address);
		}
		SSLServerSocket socket = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 50, address);
		socket.setNeedClientAuth(clientCertificate);
		return socket;
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, "tcp-proxy-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Pipe pipe = new Pipe(this.socket.accept());
				this.pipes.add(pipe);
				start("pipe", pipe::connect);
			}
			catch (IOException ex) {
				// closed
			}
		}
	}

	public int getPort() {
		return this.socket.getLocalPort();
	}

	/**
	 * Send further connections elsewhere.
	 * @param target port of another server on this machine
	 */
	public void retarget(int target) {
		this.target = target;
	}

	/**
	 * Return how many connections clients have opened.
	 * @return the number
	 */
	public int getAccepted() {
		return this.pipes.size();
	}

	/**
	 * Return what clients have sent, TLS taken off.
	 * @return the bytes of all connections as text
	 */
	public String getSent() {
		StringBuilder sent = new StringBuilder();
		this.pipes.forEach((pipe) -> sent.append(pipe.sent()));
		return sent.toString();
	}

	/**
	 * Let bytes take their time, in both directions.
	 * @param delay time that each portion waits
	 */
	public void delay(Duration delay) {
		this.delay = delay;
	}

	/**
	 * Bring bytes to the client one by one.
	 * @param interval time between two
	 */
	public void slowBytes(Duration interval) {
		this.byteInterval = interval;
	}

	/**
	 * Let whatever is sent from now on vanish, in both directions, without a word. A
	 * connection that has lost something stays dead.
	 * @param blackHole whether to
	 */
	public void blackHole(boolean blackHole) {
		this.blackHole = blackHole;
		if (blackHole) {
			this.pipes.forEach((pipe) -> pipe.dead = true);
		}
	}

	/**
	 * Cut all connections, by a reset on both sides.
	 */
	public void cut() {
		this.pipes.forEach((pipe) -> pipe.end(true));
	}

	/**
	 * Let go of what earlier connections have sent.
	 */
	public void forget() {
		this.pipes.removeIf((pipe) -> pipe.client.isClosed());
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		cut();
	}

	/**
	 * A connection through the proxy.
	 */
	private final class Pipe {

		private final Socket client;

		private final Socket server = new Socket();

		private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

		private volatile boolean dead = TcpProxy.this.blackHole;

		private Pipe(Socket client) {
			this.client = client;
		}

		private void connect() {
			try {
				this.client.setTcpNoDelay(true);
				this.server.setTcpNoDelay(true);
				this.server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), TcpProxy.this.target));
			}
			catch (IOException ex) {
				end(true);
				return;
			}
			start("down", () -> pump(this.server, this.client, false));
			pump(this.client, this.server, true);
		}

		private void pump(Socket from, Socket to, boolean up) {
			byte[] buffer = new byte[16 * 1024];
			try {
				InputStream in = from.getInputStream();
				OutputStream out = to.getOutputStream();
				for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
					if (up) {
						record(buffer, length);
					}
					if (!this.dead) {
						pass(buffer, length, out, up);
					}
				}
			}
			catch (IOException ex) {
				// the end all the same
			}
			// what the server does on a dead connection the client cannot know
			if (up || !this.dead) {
				end(false);
			}
		}

		private void pass(byte[] buffer, int length, OutputStream out, boolean up) throws IOException {
			pause(TcpProxy.this.delay);
			Duration interval = TcpProxy.this.byteInterval;
			if (up || interval.isZero()) {
				out.write(buffer, 0, length);
				return;
			}
			for (int i = 0; i < length; i++) {
				out.write(buffer[i]);
				pause(interval);
			}
		}

		private void pause(Duration duration) {
			long end = System.nanoTime() + duration.toNanos();
			for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
		}

		private synchronized void record(byte[] buffer, int length) {
			this.sent.write(buffer, 0, Math.min(length, RECORDED - this.sent.size()));
		}

		private synchronized String sent() {
			return this.sent.toString(StandardCharsets.UTF_8);
		}

		private void end(boolean reset) {
			for (Socket side : new Socket[] { this.client, this.server }) {
				try {
					if (reset && !side.isClosed() && side.isConnected()) {
						side.setSoLinger(true, 0);
					}
					side.close();
				}
				catch (IOException ex) {
					// closed all the same
				}
			}
		}

	}

}

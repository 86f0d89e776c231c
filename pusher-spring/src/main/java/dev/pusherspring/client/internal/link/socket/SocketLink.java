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
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.SendBacklog;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.FrameWriter;

/**
 * {@link Link} over a {@link SocketConnection}. Its thread waits for bytes and then takes
 * a single turn on the event loop, in which it passes on all messages that have become
 * complete.
 */
final class SocketLink implements Link, MessageReader.Handler {

	static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	// limited, so that timers and other tasks get their turn
	private static final int MAX_FRAMES_PER_TURN = 256;

	private static final String PING = FrameWriter.ping();

	private final URI uri;

	private final SocketSettings settings;

	private final SecureRandom random;

	private final Executor senders;

	private final EventLoop loop;

	private final SocketConnection connection;

	private volatile boolean paused;

	// the following fields are confined to the event loop

	private LinkListener listener;

	private @Nullable MessageWriter writer;

	// whether the listener is not called any more
	private boolean ended;

	// whether a close frame has been sent, after which nothing may be sent
	private boolean closing;

	private @Nullable Timer closeTimer;

	// the following fields are confined to the link's thread

	// whether there may be frames in the buffer
	private boolean backlog;

	// whether everything that the server sends is ignored
	private boolean finished;

	SocketLink(URI uri, SocketSettings settings, SecureRandom random, Executor senders, EventLoop loop,
			LinkListener listener) {
		this.uri = uri;
		this.settings = settings;
		this.random = random;
		this.senders = senders;
		this.loop = loop;
		this.listener = listener;
		this.connection = new SocketConnection(uri, settings, loop);
	}

	/**
	 * Open the link and read from it until it ends.
	 */
	void run() {
		try {
			read(open());
		}
		catch (IOException | RuntimeException | Error ex) {
			this.loop.runHere(() -> end(LinkEnd.failed(ex)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.loop.runHere(this::release);
		}
	}

	private Socket open() throws IOException {
		try {
			Socket socket = this.connection.open();
			new OpeningHandshake(this.uri, this.settings.headers().get(), this.random).perform(socket);
			socket.setSoTimeout(0);
			return socket;
		}
		catch (HandshakeException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw ConnectFailure.explain(ex, this.uri);
		}
	}

	private void read(Socket socket) throws IOException, InterruptedException {
		MessageReader reader = new MessageReader(socket.getInputStream(), this.settings.maxMessageSize());
		MessageWriter writer = new MessageWriter(socket.getOutputStream(), this.random, this.senders,
				() -> this.loop.execute(this::startCloseTimer));
		this.loop.runHere(() -> opened(writer));
		while (!this.finished && reader.fill()) {
			do {
				awaitResumption();
				this.loop.runHere(() -> deliver(reader));
			}
			while (this.backlog && !this.finished);
		}
		if (this.finished) {
			reader.drain();
		}
		this.loop.runHere(() -> end(new LinkEnd(CloseAction.ABNORMAL, null, null)));
	}

	private void opened(MessageWriter writer) {
		if (this.ended) {
			this.finished = true;
			return;
		}
		this.writer = writer;
		this.listener.opened();
	}

	private void deliver(MessageReader reader) {
		this.backlog = true;
		try {
			for (int frames = 0; frames < MAX_FRAMES_PER_TURN && !this.paused && !this.finished; frames++) {
				if (!reader.next(this)) {
					this.backlog = false;
					return;
				}
			}
		}
		catch (ProtocolViolation ex) {
			this.finished = true;
			sendClose(ex.getCloseCode(), "");
			end(LinkEnd.failed(ex));
		}
	}

	@Override
	public void text(byte[] bytes, int offset, int length) {
		if (!this.ended) {
			this.listener.received(bytes, offset, length);
		}
	}

	@Override
	public void discarded(String reason) {
		if (!this.ended) {
			this.listener.discarded(reason);
		}
	}

	@Override
	public void ping(byte[] payload) {
		write(Opcode.PONG, payload);
		pong();
	}

	@Override
	public void pong() {
		if (!this.ended) {
			this.listener.alive();
		}
	}

	@Override
	public void close(int code, String reason, int answer) {
		this.finished = true;
		sendClose(answer, "");
		end(new LinkEnd(code, reason, null));
	}

	@Override
	public void handOver(LinkListener listener) {
		this.listener = listener;
	}

	@Override
	public void send(String text) {
		write(Opcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public void ping() {
		send(PING);
	}

	private void write(int opcode, byte[] payload) {
		if (this.writer != null && !this.closing && !this.writer.write(opcode, payload)) {
			this.connection.abort();
			end(SendBacklog.full());
		}
	}

	@Override
	public void close(int code, String reason) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		resume();
		if (this.writer != null) {
			sendClose(code, reason);
		}
		else {
			this.connection.abort();
		}
	}

	// no close timer, since messages that are still to be read may have to wait
	@Override
	public boolean finish() {
		if (this.ended || this.writer == null) {
			return false;
		}
		writeClose(1000, "");
		return true;
	}

	private void sendClose(int code, String reason) {
		writeClose(code, reason);
		startCloseTimer();
	}

	private void writeClose(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		boolean hasCode = code != CloseAction.NO_CODE;
		write(Opcode.CLOSE,
				hasCode ? ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array() : new byte[0]);
		this.closing = true;
	}

	// the connection is cut if the server does not close it in time
	private void startCloseTimer() {
		if (this.closeTimer == null) {
			this.closeTimer = this.loop.schedule(CLOSE_TIMEOUT, this.connection::abort);
		}
	}

	private void end(LinkEnd end) {
		if (!this.ended) {
			this.ended = true;
			resume();
			this.listener.ended(end);
		}
	}

	// pending frames are still sent to a server that closed the connection, within the
	// close timeout
	private void release() {
		if (this.finished && this.writer != null) {
			this.writer.whenDone(this::cut);
		}
		else {
			cut();
		}
	}

	private void cut() {
		this.connection.abort();
		this.loop.run(() -> {
			if (this.closeTimer != null) {
				this.closeTimer.cancel();
			}
		});
	}

	@Override
	public synchronized void pause() {
		this.paused = !this.ended;
	}

	@Override
	public synchronized void resume() {
		this.paused = false;
		notifyAll();
	}

	private synchronized void awaitResumption() throws InterruptedException {
		while (this.paused) {
			wait();
		}
	}

}

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

package dev.pusherspring.stress.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The server side of one connection. Numbers the events of each channel, and tracks how
 * many of them have been written and how many the client must have read.
 */
final class Peer {

	private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)\r\n");

	private static final Pattern CHANNEL = Pattern.compile("\"channel\"\\s*:\\s*\"([^\"]+)\"");

	// more than the buffers of the operating system for a connection
	private static final int REMEMBERED = 1 << 17;

	// data that the client may have read but not processed: its read buffer and one TLS
	// record
	private static final int CLIENT_BUFFERS = (64 + 16) * 1024;

	private static final int CLOSE_TIMEOUT_MILLIS = 5_000;

	// a little less than the client's activity timeout and pong timeout
	private static final long SILENCE_NANOS = 3_800_000_000L;

	private static final String PADDING = "the quick brown fox jumps over the lazy dog";

	private final int id;

	private final CountingSocket tcp;

	private final Server server;

	private final Object writing = new Object();

	private @Nullable Socket socket;

	private @Nullable OutputStream out;

	private final boolean[] subscribed = new boolean[Server.CHANNELS.size()];

	private final int[] written = new int[Server.CHANNELS.size()];

	// the end position on the wire and the channel of each of the last events
	private long[] ends = new long[REMEMBERED];

	private byte[] channels = new byte[REMEMBERED];

	private int count;

	// the time at which the server reset the connection, or the application disconnected
	// the client
	private int @Nullable [] mustHave;

	// whether the application may disconnect the client
	private volatile boolean leaving;

	private volatile boolean gone;

	private volatile boolean slow;

	// the time at which the last message was complete: with slow bytes on a busy machine,
	// the client may have to give up
	private volatile long lastMessage = System.nanoTime();

	private volatile String fate = "alive";

	Peer(int id, CountingSocket tcp, Server server) {
		this.id = id;
		this.tcp = tcp;
		this.server = server;
	}

	boolean isAlive() {
		return this.out != null && this.fate.equals("alive");
	}

	/**
	 * Return whether the client may still read from the connection, even though the
	 * server has ended it.
	 * @return {@code false} once it has been closed on both sides
	 */
	boolean isOpen() {
		return !this.gone;
	}

	boolean hasSocketId(String socketId) {
		return socketId.equals(socketId());
	}

	private String socketId() {
		return this.id + ".1";
	}

	void setLeaving() {
		this.leaving = true;
	}

	void setSlow(boolean slow) {
		this.slow = slow;
	}

	void serve() {
		try (this.tcp) {
			this.tcp.setTcpNoDelay(true);
			Socket socket = (this.server.tls() != null) ? this.server.tls().createSocket(this.tcp, null, true)
					: this.tcp;
			this.socket = socket;
			DataInputStream in = new DataInputStream(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			shakeHands(in, out);
			this.out = out;
			send("pusher:connection_established", null,
					"{\\\"socket_id\\\":\\\"%s\\\",\\\"activity_timeout\\\":120}".formatted(socketId()));
			Server.daemon(this::pump).start();
			while (read(in)) {
				// continue
			}
		}
		catch (IOException | GeneralSecurityException ex) {
			// the client has disconnected
		}
		finally {
			left();
			this.gone = true;
			forget();
		}
	}

	private void left() {
		become((this.out == null) ? "unopened" : this.leaving ? "left-as-told"
				: (System.nanoTime() - this.lastMessage > SILENCE_NANOS) ? "unanswered" : "left");
	}

	private synchronized boolean become(String fate) {
		if (!this.fate.equals("alive")) {
			return false;
		}
		this.fate = fate;
		return true;
	}

	private synchronized void forget() {
		this.ends = new long[1];
		this.channels = new byte[1];
	}

	private static void shakeHands(DataInputStream in, OutputStream out) throws IOException, GeneralSecurityException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			request.append((char) in.readUnsignedByte());
		}
		Matcher key = KEY.matcher(request);
		if (!key.find()) {
			throw new IOException("Not a WebSocket handshake");
		}
		byte[] digest = MessageDigest.getInstance("SHA-1")
			.digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
		out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
	}

	private boolean read(DataInputStream in) throws IOException {
		int opcode = in.readUnsignedByte() & 0x0f;
		int length = in.readUnsignedByte() & 0x7f;
		byte[] mask = new byte[4];
		length = (length == 126) ? in.readUnsignedShort() : length;
		in.readFully(mask);
		byte[] payload = in.readNBytes(length);
		for (int i = 0; i < payload.length; i++) {
			payload[i] ^= mask[i & 3];
		}
		if (opcode == 8) {
			left();
			if (!this.fate.equals("half-open")) {
				synchronized (this.writing) {
					write(frame(0x88, payload));
				}
			}
			return false;
		}
		if (opcode == 1 && isAlive()) {
			received(new String(payload, StandardCharsets.UTF_8));
		}
		return true;
	}

	private void received(String text) throws IOException {
		if (text.contains("pusher:ping")) {
			send("pusher:pong", null, "{}");
			return;
		}
		Matcher channel = CHANNEL.matcher(text);
		if (!channel.find()) {
			return;
		}
		int index = Server.CHANNELS.indexOf(channel.group(1));
		if (text.contains("pusher:subscribe")) {
			send("pusher_internal:subscription_succeeded", channel.group(1),
					channel.group(1).startsWith("presence-")
							? "{\\\"presence\\\":{\\\"count\\\":1,\\\"ids\\\":[\\\"u\\\"],\\\"hash\\\":{\\\"u\\\":{}}}}"
							: "{}");
		}
		if (index >= 0) {
			synchronized (this.writing) {
				this.subscribed[index] = text.contains("pusher:subscribe");
			}
		}
	}

	private void send(String event, @Nullable String channel, String data) throws IOException {
		synchronized (this.writing) {
			write(text(event, channel, data));
		}
	}

	private static byte[] text(String event, @Nullable String channel, String data) {
		String text = "{\"event\":\"%s\",%s\"data\":\"%s\"}".formatted(event,
				(channel != null) ? "\"channel\":\"" + channel + "\"," : "", data);
		return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] frame(int head, byte[] payload) {
		ByteBuffer frame = ByteBuffer.allocate(payload.length + 4).put((byte) head);
		if (payload.length < 126) {
			frame.put((byte) payload.length);
		}
		else {
			frame.put((byte) 126).putShort((short) payload.length);
		}
		return Arrays.copyOf(frame.put(payload).array(), frame.position());
	}

	private void write(byte[] bytes) throws IOException {
		OutputStream out = this.out;
		if (out == null) {
			return;
		}
		if (this.slow) {
			for (byte value : bytes) {
				out.write(value);
				LockSupport.parkNanos(1_000_000);
			}
		}
		else {
			out.write(bytes);
		}
		this.lastMessage = System.nanoTime();
	}

	// events that could not be written in time are skipped
	private void pump() {
		int turn = 0;
		double due = 0;
		try {
			for (long last = System.nanoTime(); isAlive();) {
				LockSupport.parkNanos(2_000_000);
				long now = System.nanoTime();
				due = Math.min(due + this.server.rate() * (now - last) / 1e9, 1_000);
				last = now;
				for (; due >= 1 && isAlive(); due--) {
					event(turn++ % this.written.length);
				}
			}
		}
		catch (IOException ex) {
			// the client has disconnected
		}
	}

	private void event(int channel) throws IOException {
		synchronized (this.writing) {
			if (!this.subscribed[channel] || !isAlive()) {
				return;
			}
			write(text("soak", Server.CHANNELS.get(channel), "{\\\"c\\\":%d,\\\"n\\\":%d,\\\"x\\\":\\\"%s\\\"}"
				.formatted(this.id, this.written[channel], PADDING)));
			synchronized (this) {
				this.ends[this.count % this.ends.length] = this.tcp.written();
				this.channels[this.count++ % this.channels.length] = (byte) channel;
				this.written[channel]++;
			}
		}
	}

	/**
	 * Close the connection gracefully, so that all written data arrives.
	 * @param code the code of the close frame; 0 for none, -1 for half an event instead
	 */
	void end(int code) {
		synchronized (this.writing) {
			// before writing, as the client may answer at once
			if (this.out == null || !become((code > 0) ? "closed" : "ended")) {
				return;
			}
			try {
				if (code > 0) {
					write(frame(0x88, ByteBuffer.allocate(2).putShort((short) code).array()));
				}
				else if (code < 0) {
					write(Arrays.copyOf(text("soak", "soak-1", PADDING), 20));
				}
			}
			catch (IOException ex) {
				// the client has disconnected before
				reconsider();
				return;
			}
			try {
				if (code > 0 && this.socket != null && this.socket != this.tcp) {
					this.socket.shutdownOutput();
				}
				this.tcp.setSoTimeout(CLOSE_TIMEOUT_MILLIS);
				this.tcp.shutdownOutput();
			}
			catch (IOException ex) {
				// the client has answered already
			}
		}
	}

	private synchronized void reconsider() {
		this.fate = "alive";
		left();
	}

	/**
	 * Reset the connection. Data in the buffers of the operating system may be lost.
	 */
	void reset() {
		synchronized (this) {
			if (!become("reset")) {
				return;
			}
			require(KernelQueues.unread(this.server.port(), this.tcp.getPort()));
		}
		try {
			this.tcp.setSoLinger(true, 0);
			this.tcp.close();
		}
		catch (IOException ex) {
			// closed anyway
		}
	}

	/**
	 * Called when the application is about to disconnect the client. Data that the client
	 * has not processed by then is not counted.
	 */
	synchronized void leaving() {
		this.leaving = true;
		long unread = KernelQueues.unread(this.server.port(), this.tcp.getPort());
		require((unread < Long.MAX_VALUE) ? unread + CLIENT_BUFFERS : unread);
	}

	private void require(long unread) {
		if (this.mustHave == null) {
			this.mustHave = read(unread);
		}
	}

	/**
	 * Called when the application stays connected.
	 */
	synchronized void staying() {
		this.leaving = false;
		this.mustHave = null;
	}

	// number of events by channel, without those in the last bytes
	private int[] read(long unread) {
		int[] read = this.written.clone();
		long end = this.tcp.written() - Math.min(this.tcp.written(), unread);
		for (int i = this.count - 1; i >= Math.max(0, this.count - this.ends.length)
				&& this.ends[i % this.ends.length] > end; i--) {
			read[this.channels[i % this.channels.length]]--;
		}
		return read;
	}

	/**
	 * Stop responding without closing the connection.
	 */
	void fallSilent() {
		synchronized (this.writing) {
			become("half-open");
		}
	}

	/**
	 * Report the fate of the connection.
	 * @return its number, its fate, and for each channel the number of written events and
	 * of events that must have been received
	 */
	synchronized String report() {
		int[] mustHave = (this.mustHave != null) ? this.mustHave
				: this.fate.equals("left-as-told") ? new int[this.written.length] : this.written;
		return this.id + " " + this.fate + " " + join(this.written) + " " + join(mustHave);
	}

	private static String join(int[] numbers) {
		return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(","));
	}

}

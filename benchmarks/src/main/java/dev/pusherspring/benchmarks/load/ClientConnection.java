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

package dev.pusherspring.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.pusherspring.benchmarks.Frames;

/**
 * The connection of one client. It confirms every subscription, answers pings and
 * executes {@link Order orders}.
 */
final class ClientConnection implements Runnable {

	/**
	 * Offset that is added to the sending time, so that all ids have the same length.
	 */
	static final long ID_BASE = 1_000_000_000_000_000_000L;

	private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)\r\n");

	private static final Pattern CHANNEL = Pattern.compile("\"channel\"\\s*:\\s*\"([^\"]+)\"");

	private static final Set<String> DROPPED = ConcurrentHashMap.newKeySet();

	private final Socket socket;

	private final DataInputStream in;

	private final OutputStream out;

	ClientConnection(Socket socket) throws IOException {
		this.socket = socket;
		socket.setTcpNoDelay(true);
		this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
		this.out = socket.getOutputStream();
	}

	@Override
	public void run() {
		try (this.socket) {
			shakeHands();
			send("{\"event\":\"pusher:connection_established\",\"data\":"
					+ "\"{\\\"socket_id\\\":\\\"1.1\\\",\\\"activity_timeout\\\":120}\"}");
			while (true) {
				WireFrame frame = WireFrame.read(this.in);
				switch (frame.opcode()) {
					case WireFrame.TEXT -> received(frame.text());
					case WireFrame.PING -> write(new WireFrame(WireFrame.PONG, frame.payload()).encode());
					case WireFrame.CLOSE -> {
						write(frame.encode());
						return;
					}
					default -> {
					}
				}
			}
		}
		catch (IOException | NoSuchAlgorithmException ex) {
			// the client has disconnected
		}
	}

	private void shakeHands() throws IOException, NoSuchAlgorithmException {
		StringBuilder request = new StringBuilder();
		while (request.indexOf("\r\n\r\n") < 0) {
			request.append((char) this.in.readUnsignedByte());
		}
		Matcher matcher = KEY.matcher(request);
		if (!matcher.find()) {
			throw new IOException("Not a WebSocket handshake");
		}
		byte[] digest = MessageDigest.getInstance("SHA-1")
			.digest((matcher.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
		write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
	}

	private void received(String text) throws IOException {
		if (text.contains("pusher:ping")) {
			send("{\"event\":\"pusher:pong\",\"data\":{}}");
			return;
		}
		Matcher matcher = CHANNEL.matcher(text);
		if (!text.contains("pusher:subscribe") || !matcher.find()) {
			return;
		}
		String channel = matcher.group(1);
		String[] order = Order.parse(channel);
		boolean drop = order != null && order[0].equals("drop");
		if (drop && DROPPED.add(channel)) {
			this.socket.close();
			return;
		}
		send("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"" + channel + "\",\"data\":\"{}\"}");
		if (order != null && !drop) {
			Thread stream = new Thread(() -> carryOut(order), "stream");
			stream.setDaemon(true);
			stream.start();
		}
	}

	private void carryOut(String[] order) {
		int length = Integer.parseInt(order[1]);
		int channels = Integer.parseInt(order[2]);
		try {
			if (order[0].equals("burst")) {
				Block block = Block.of(length, channels);
				synchronized (this.out) {
					block.write(this.out, Integer.parseInt(order[3]));
				}
			}
			else {
				pace(length, channels, Integer.parseInt(order[3]), Integer.parseInt(order[4]));
			}
		}
		catch (IOException ex) {
			// the client has disconnected
		}
	}

	private void pace(int length, int channels, int rate, int count) throws IOException {
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			long due = start + i * 1_000_000_000L / rate;
			for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
				LockSupport.parkNanos(due - now);
			}
			write(WireFrame.text(Frames.frame(Frames.channel(i % channels), ID_BASE + System.nanoTime(), length)));
		}
	}

	private void send(String text) throws IOException {
		write(WireFrame.text(text));
	}

	private void write(byte[] bytes) throws IOException {
		synchronized (this.out) {
			this.out.write(bytes);
		}
	}

}

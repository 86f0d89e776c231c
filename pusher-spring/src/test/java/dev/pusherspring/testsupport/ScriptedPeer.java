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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection to a {@link ScriptedServer}: HTTP and RFC 6455, by
 * hand. Not for use by several threads, but one may write while another reads.
 */
public final class ScriptedPeer {

	private static final int TEXT = 1;

	private static final int BINARY = 2;

	private static final int CLOSE = 8;

	private static final int PING = 9;

	private static final int PONG = 10;

	private static final int TIMEOUT_MILLIS = 10_000;

	private final Socket tcp;

	private final Socket socket;

	private final DataInputStream in;

	private final OutputStream out;

	private String requestLine = "";

	private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

	ScriptedPeer(Socket tcp, @Nullable SSLContext tls) throws IOException {
		this.tcp = tcp;
		this.socket = (tls != null) ? secure(tcp, tls) : tcp;
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.socket.setTcpNoDelay(true);
		this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream()));
		this.out = this.socket.getOutputStream();
	}

	// TCP stays within reach, so that it can end without a word of TLS
	private static Socket secure(Socket tcp, SSLContext tls) throws IOException {
		SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
		socket.setUseClientMode(false);
		return socket;
	}

	/**
	 * Read the client's HTTP request.
	 */
	public void readRequest() {
		io(() -> {
			this.requestLine = readLine();
			for (String line = readLine(); !line.isEmpty(); line = readLine()) {
				int colon = line.indexOf(':');
				this.headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
			}
		});
	}

	private String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = this.in.readUnsignedByte(); c != '\n'; c = this.in.readUnsignedByte()) {
			line.append((char) c);
		}
		return line.toString().trim();
	}

	public String getRequestLine() {
		return this.requestLine;
	}

	public Map<String, String> getHeaders() {
		return this.headers;
	}

	/**
	 * Answer the request with a switch to WebSocket.
	 */
	public void upgrade() {
		upgrade("");
	}

	/**
	 * Answer the request with a switch to WebSocket and with what follows it.
	 * @param text what follows, in ISO-8859-1
	 */
	public void upgrade(String text) {
		respond("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
				+ accept() + "\r\n\r\n" + text);
	}

	/**
	 * Return the answer to the client's key.
	 * @return the value of {@code Sec-WebSocket-Accept}
	 */
	public String accept() {
		return accept(this.headers.getOrDefault("Sec-WebSocket-Key", ""));
	}

	private static String accept(String key) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-1")
				.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
			return Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Answer the request with a refusal.
	 * @param status the HTTP status
	 * @param headers further header lines
	 */
	public void refuse(int status, String... headers) {
		StringBuilder response = new StringBuilder("HTTP/1.1 %d Refused\r\nContent-Length: 0\r\n".formatted(status));
		for (String header : headers) {
			response.append(header).append("\r\n");
		}
		respond(response.append("\r\n").toString());
	}

	/**
	 * Send bytes.
	 * @param response the bytes as ISO-8859-1
	 */
	public void respond(String response) {
		io(() -> this.out.write(response.getBytes(StandardCharsets.ISO_8859_1)));
	}

	/**
	 * Send a text message in one frame.
	 * @param text the text
	 */
	public void text(String text) {
		frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Send a text message in many frames, which may well end within a character.
	 * @param text the text
	 * @param fragment bytes of a frame
	 */
	public void text(String text, int fragment) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		for (int start = 0; start < bytes.length; start += fragment) {
			int end = Math.min(bytes.length, start + fragment);
			byte[] part = Arrays.copyOfRange(bytes, start, end);
			frame((start == 0) ? TEXT : 0, end == bytes.length, part);
		}
	}

	/**
	 * Send a text message whose bytes are no text.
	 */
	public void invalidText() {
		frame(TEXT, true, new byte[] { (byte) 0xff, (byte) 0xfe });
	}

	public void binary(byte[] bytes) {
		frame(BINARY, true, bytes);
	}

	public void ping(String text) {
		frame(PING, true, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Send a close frame, and leave the connection open.
	 * @param code the close code
	 * @param reason the text with it
	 */
	public void close(int code, String reason) {
		byte[] text = reason.getBytes(StandardCharsets.UTF_8);
		frame(CLOSE, true, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
	}

	/**
	 * Send a close frame without a code, and leave the connection open.
	 */
	public void closeWithoutCode() {
		frame(CLOSE, true, new byte[0]);
	}

	private void frame(int opcode, boolean last, byte[] payload) {
		io(() -> {
			ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
			frame.put((byte) ((last ? 0x80 : 0) | opcode));
			if (payload.length < 126) {
				frame.put((byte) payload.length);
			}
			else if (payload.length < 65_536) {
				frame.put((byte) 126).putShort((short) payload.length);
			}
			else {
				frame.put((byte) 127).putLong(payload.length);
			}
			frame.put(payload);
			this.out.write(frame.array(), 0, frame.position());
		});
	}

	/**
	 * Send bytes, whatever they mean.
	 * @param bytes the bytes
	 */
	public void bytes(byte... bytes) {
		io(() -> this.out.write(bytes));
	}

	/**
	 * Read a message of the client, in one frame or in many.
	 * @return its kind and its text, such as {@code text hello}, {@code pong abc} or
	 * {@code close 1000 bye}, or {@code end} if the client has gone
	 */
	public String read() {
		try {
			int head = this.in.readUnsignedByte();
			ByteArrayOutputStream payload = new ByteArrayOutputStream();
			readPayload(payload);
			int opcode = head & 0x0f;
			while ((head & 0x80) == 0) {
				head = this.in.readUnsignedByte();
				readPayload(payload);
			}
			return describe(opcode, payload.toByteArray());
		}
		catch (EOFException | SocketException ex) {
			return "end";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void readPayload(ByteArrayOutputStream target) throws IOException {
		int length = this.in.readUnsignedByte() & 0x7f;
		if (length == 126) {
			length = this.in.readUnsignedShort();
		}
		else if (length == 127) {
			length = (int) this.in.readLong();
		}
		byte[] mask = this.in.readNBytes(4);
		byte[] payload = this.in.readNBytes(length);
		for (int i = 0; i < payload.length; i++) {
			payload[i] ^= mask[i % 4];
		}
		target.write(payload);
	}

	private static String describe(int opcode, byte[] payload) {
		if (opcode == CLOSE && payload.length >= 2) {
			int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
			return "close %d %s".formatted(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8))
				.trim();
		}
		String kind = switch (opcode) {
			case TEXT -> "text";
			case CLOSE -> "close";
			case PING -> "ping";
			case PONG -> "pong";
			default -> "opcode " + opcode;
		};
		return (kind + " " + new String(payload, StandardCharsets.UTF_8)).trim();
	}

	/**
	 * End the server's half of the TCP connection.
	 */
	public void endOutput() {
		io(this.tcp::shutdownOutput);
	}

	/**
	 * End the TCP connection without a WebSocket close, and without one of TLS.
	 */
	public void drop() {
		io(this.tcp::close);
	}

	/**
	 * Break the TCP connection with a reset.
	 */
	public void reset() {
		io(() -> {
			this.tcp.setSoLinger(true, 0);
			this.tcp.close();
		});
	}

	private static void io(IoTask task) {
		try {
			task.run();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@FunctionalInterface
	private interface IoTask {

		void run() throws IOException;

	}

}

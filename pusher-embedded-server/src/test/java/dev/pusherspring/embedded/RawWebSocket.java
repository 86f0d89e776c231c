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

package dev.pusherspring.embedded;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket client that sees single frames and may leave out to answer them.
 */
final class RawWebSocket implements AutoCloseable {

	static final int TEXT = 1;

	static final int PING = 9;

	static final int PONG = 10;

	private final Socket socket;

	private final DataInputStream in;

	private RawWebSocket(Socket socket) throws IOException {
		this.socket = socket;
		this.in = new DataInputStream(socket.getInputStream());
	}

	static RawWebSocket connect(EmbeddedPusherServer server) throws IOException {
		RawWebSocket client = new RawWebSocket(new Socket("127.0.0.1", server.getPort()));
		client.socket.setSoTimeout((int) ScriptedClient.TIMEOUT.toMillis());
		client.socket.getOutputStream()
			.write(("GET /app/" + server.getKey() + "?protocol=7 HTTP/1.1\r\nUpgrade: websocket\r\n"
					+ "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
					+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		StringBuilder head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			head.append((char) client.in.readUnsignedByte());
		}
		client.nextOpcode();
		return client;
	}

	void ping() throws IOException {
		this.socket.getOutputStream().write(new byte[] { (byte) (0x80 | PING), (byte) 0x80, 0, 0, 0, 0 });
	}

	/**
	 * Send pings, each with 125 bytes, without reading the answers.
	 * @param count number of pings
	 */
	void pings(int count) throws IOException {
		byte[] ping = new byte[6 + 125];
		ping[0] = (byte) (0x80 | PING);
		ping[1] = (byte) (0x80 | 125);
		OutputStream out = new BufferedOutputStream(this.socket.getOutputStream(), 64 * 1024);
		for (int i = 0; i < count; i++) {
			out.write(ping);
		}
		out.flush();
	}

	void text(String text) throws IOException {
		byte[] head = { (byte) (0x80 | TEXT), (byte) (0x80 | text.length()), 0, 0, 0, 0 };
		this.socket.getOutputStream().write(head);
		this.socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
	}

	int nextOpcode() throws IOException {
		int opcode = this.in.readUnsignedByte() & 0x0F;
		int length = this.in.readUnsignedByte();
		if (length == 126) {
			length = this.in.readUnsignedShort();
		}
		this.in.readNBytes(length);
		return opcode;
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}

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

package dev.pusherspring.benchmarks.contender;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * A blocking reader for this specific stream, without fragments, control frames or
 * checks. A faster result would indicate an error in the measurement.
 */
final class SocketContender implements Contender {

	private static final int BUFFER = 256 * 1024;

	private final boolean decoding;

	private @Nullable OutputStream out;

	SocketContender(boolean decoding) {
		this.decoding = decoding;
	}

	@Override
	public void connect(Target target, Sink sink) throws IOException, InterruptedException {
		Socket socket = target.tls() ? SSLSocketFactory.getDefault().createSocket("localhost", target.tlsPort())
				: new Socket("localhost", target.port());
		socket.setTcpNoDelay(true);
		this.out = socket.getOutputStream();
		this.out.write(("GET /app/key HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
				+ "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + Base64.getEncoder().encodeToString(new byte[16])
				+ "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII));
		DataInputStream head = new DataInputStream(socket.getInputStream());
		int end = 0;
		while (end != 0x0d0a0d0a) {
			end = end << 8 | head.readUnsignedByte();
		}
		Subscribing subscribing = new Subscribing(sink, this.decoding);
		Thread reader = new Thread(() -> read(head, subscribing), "socket-reader");
		reader.setDaemon(true);
		reader.start();
		subscribing.awaitConnected();
	}

	private static void read(InputStream in, Subscribing subscribing) {
		ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
		try {
			for (int count = in.read(buffer.array(), 0, BUFFER); count >= 0;) {
				buffer.position(buffer.position() + count).flip();
				for (String text = next(buffer); text != null; text = next(buffer)) {
					subscribing.received(text);
				}
				buffer.compact();
				count = in.read(buffer.array(), buffer.position(), buffer.remaining());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static @Nullable String next(ByteBuffer buffer) {
		int start = buffer.position();
		if (buffer.remaining() < 4) {
			return null;
		}
		int length = buffer.get(start + 1);
		int head = 2;
		if (length == 126) {
			length = buffer.getShort(start + 2) & 0xffff;
			head = 4;
		}
		if (buffer.remaining() < head + length) {
			return null;
		}
		String text = new String(buffer.array(), start + head, length, StandardCharsets.UTF_8);
		buffer.position(start + head + length);
		return text;
	}

	@Override
	public void subscribe(String channel) {
		byte[] message = Subscribing.message(channel).getBytes(StandardCharsets.UTF_8);
		ByteBuffer frame = ByteBuffer.allocate(message.length + 8);
		frame.put((byte) 0x81);
		if (message.length < 126) {
			frame.put((byte) (0x80 | message.length));
		}
		else {
			frame.put((byte) (0x80 | 126)).putShort((short) message.length);
		}
		// a mask of zeros has no effect
		frame.putInt(0).put(message);
		try {
			if (this.out != null) {
				this.out.write(frame.array(), 0, frame.position());
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

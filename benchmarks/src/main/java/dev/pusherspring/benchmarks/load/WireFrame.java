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

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame of the WebSocket protocol. Supports only unfragmented text and control frames.
 *
 * @param opcode the opcode
 * @param payload the payload
 */
record WireFrame(int opcode, byte[] payload) {

	static final int TEXT = 1;

	static final int CLOSE = 8;

	static final int PING = 9;

	static final int PONG = 10;

	static byte[] text(String text) {
		return new WireFrame(TEXT, text.getBytes(StandardCharsets.UTF_8)).encode();
	}

	byte[] encode() {
		int length = this.payload.length;
		ByteBuffer frame = ByteBuffer.allocate(length + 10);
		frame.put((byte) (0x80 | this.opcode));
		if (length < 126) {
			frame.put((byte) length);
		}
		else if (length < 65_536) {
			frame.put((byte) 126).putShort((short) length);
		}
		else {
			frame.put((byte) 127).putLong(length);
		}
		frame.put(this.payload);
		byte[] bytes = new byte[frame.position()];
		frame.flip().get(bytes);
		return bytes;
	}

	/**
	 * Read a frame from a client.
	 * @param in the stream to read from
	 * @return the frame
	 * @throws IOException if there are no more frames
	 */
	static WireFrame read(DataInputStream in) throws IOException {
		int opcode = in.readUnsignedByte() & 0x0f;
		int length = in.readUnsignedByte() & 0x7f;
		if (length == 126) {
			length = in.readUnsignedShort();
		}
		else if (length == 127) {
			length = Math.toIntExact(in.readLong());
		}
		byte[] mask = in.readNBytes(4);
		byte[] payload = in.readNBytes(length);
		for (int i = 0; i < payload.length; i++) {
			payload[i] ^= mask[i & 3];
		}
		return new WireFrame(opcode, payload);
	}

	String text() {
		return new String(this.payload, StandardCharsets.UTF_8);
	}

}

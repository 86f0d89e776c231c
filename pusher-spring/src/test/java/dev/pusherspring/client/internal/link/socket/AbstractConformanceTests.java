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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests that send frames byte by byte.
 */
abstract class AbstractConformanceTests extends AbstractSocketLinkTests {

	static final int TEXT = 1;

	static final int BINARY = 2;

	static final int PING = 9;

	static final int PONG = 10;

	static byte[] frame(boolean last, int opcode, byte[] payload) {
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
		return Arrays.copyOf(frame.array(), frame.position());
	}

	static byte[] frame(boolean last, int opcode, String payload) {
		return frame(last, opcode, payload.getBytes(StandardCharsets.UTF_8));
	}

	static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	// one byte at a time, so that each is a read of its own
	static void drip(ScriptedPeer peer, byte... bytes) {
		for (byte next : bytes) {
			peer.bytes(next);
		}
	}

	void assertFails(ScriptedPeer peer, int code, String violation) throws Exception {
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe())
			.isEqualTo("the server violated the WebSocket protocol: " + violation);
		assertThat(peer.read()).isEqualTo("close " + code);
		peer.drop();
		assertThat(this.listener.size()).isZero();
	}

}

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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What RFC 6455 demands of a client, in its order, against bytes that a test writes.
 */
class ConformanceTests extends AbstractConformanceTests {

	// 5.2 framing

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 124, 125, 126, 127, 128, 65_535, 65_536, 65_537, 131_072, MAX_SIZE })
	void textOfEachLength(int length) throws Exception {
		ScriptedPeer peer = open();
		String text = "*".repeat(length);
		peer.bytes(concat(frame(true, TEXT, text), frame(true, TEXT, "next")));
		assertThat(this.listener.next()).isEqualTo(text);
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 127, 500 })
	void textByteByByte(int length) throws Exception {
		ScriptedPeer peer = open();
		String text = "é".repeat(length / 2) + "x".repeat(length % 2);
		drip(peer, frame(true, TEXT, text));
		assertThat(this.listener.next()).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 125, 126, 65_535, 65_536, 16 * 1024 * 1024 })
	void binaryOfEachLengthIsDiscarded(int length) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(true, BINARY, new byte[length]));
		peer.text("next");
		assertThat(this.listener.next()).isEqualTo("discarded A binary message was discarded");
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@Test
	void textOfSixteenMegabytesIsDiscardedAndTheLinkGoesOn() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(true, TEXT, new byte[16 * 1024 * 1024]));
		peer.text("next");
		assertThat(this.listener.next()).isEqualTo("discarded A message of more than 1200000 bytes was discarded");
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@ParameterizedTest
	@CsvSource({ "C1 00", "A1 00", "91 00", "F1 00", "C9 00", "9A 00", "A8 00" })
	void reservedBits(String frame) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(bytes(frame));
		assertFails(peer, 1002, "a frame has a reserved bit set");
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 })
	void reservedOpcodes(int opcode) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(true, opcode, "x"));
		assertFails(peer, 1002, "a frame has an unknown opcode");
	}

	@ParameterizedTest
	@ValueSource(strings = { "81 85 37 fa 21 3d 7f 9f 4d 51 58", "89 80 01 02 03 04", "88 80 01 02 03 04" })
	void maskedFrames(String frame) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(bytes(frame));
		assertFails(peer, 1002, "a frame is masked");
	}

	@ParameterizedTest
	@ValueSource(strings = { "81 7E 00 00", "81 7E 00 7D", "81 7F 00 00 00 00 00 00 00 05",
			"81 7F 00 00 00 00 00 00 FF FF", "82 7E 00 01" })
	void lengthsThatAreNotMinimal(String header) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(bytes(header));
		assertFails(peer, 1002, "the length of a frame has more bytes than it needs");
	}

	@Test
	void lengthWithTheHighestBit() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(bytes("81 7F 80 00 00 00 00 00 00 05"));
		assertFails(peer, 1002, "the length of a frame has its highest bit set");
	}

	// 5.4 fragmentation

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 100, 65_536 })
	void fragmentsWithPingsBetweenThem(int fragment) throws Exception {
		ScriptedPeer peer = open();
		byte[] text = "é你😀x".repeat(20_000 / fragment + 50).getBytes(StandardCharsets.UTF_8);
		int pings = 0;
		for (int start = 0; start < text.length; start += fragment) {
			int end = Math.min(text.length, start + fragment);
			peer.bytes(frame(end == text.length, (start == 0) ? TEXT : 0, Arrays.copyOfRange(text, start, end)));
			if (pings < 10) {
				peer.ping("ping " + pings++);
			}
		}
		for (int i = 0; i < pings; i++) {
			assertThat(peer.read()).isEqualTo("pong ping " + i);
		}
		assertThat(this.listener.next()).isEqualTo(new String(text, StandardCharsets.UTF_8));
	}

	@Test
	void emptyFragments() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(false, TEXT, ""), frame(false, 0, ""), frame(true, 0, "")));
		assertThat(this.listener.next()).isEmpty();
		peer.bytes(concat(frame(false, TEXT, ""), frame(false, 0, "middle"), frame(true, 0, "")));
		assertThat(this.listener.next()).isEqualTo("middle");
	}

	@Test
	void fragmentsOfABinaryMessageAreDiscardedAsOne() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(false, BINARY, "a"), frame(false, 0, "b"), frame(true, 0, "c"),
				frame(true, TEXT, "next")));
		assertThat(this.listener.next()).isEqualTo("discarded A binary message was discarded");
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void continuationOfNothing(boolean last) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(true, TEXT, "whole"), frame(last, 0, "rest")));
		assertThat(this.listener.next()).isEqualTo("whole");
		assertFails(peer, 1002, "a frame continues a message that has not started");
	}

	@ParameterizedTest
	@ValueSource(ints = { TEXT, BINARY })
	void messageWithinAMessage(int opcode) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(false, TEXT, "one"), frame(true, opcode, "two")));
		assertFails(peer, 1002, "a message starts before the last one has ended");
	}

	// 5.5 control frames

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 124, 125 })
	void pingIsAnsweredWithItsPayload(int length) throws Exception {
		ScriptedPeer peer = open();
		peer.ping("*".repeat(length));
		assertThat(peer.read()).isEqualTo(("pong " + "*".repeat(length)).trim());
	}

	@Test
	void tenPingsInPiecesGetTenPongs() throws Exception {
		ScriptedPeer peer = open();
		for (int i = 0; i < 10; i++) {
			drip(peer, frame(true, PING, "payload " + i));
		}
		for (int i = 0; i < 10; i++) {
			assertThat(peer.read()).isEqualTo("pong payload " + i);
		}
	}

	@Test
	void pongThatNobodyAskedForIsIgnored() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(true, PONG, "unasked"), frame(true, PING, "asked")));
		assertThat(peer.read()).isEqualTo("pong asked");
		assertThat(this.listener.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, PING, PONG })
	void fragmentedControlFrame(int opcode) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(false, opcode, ""));
		assertFails(peer, 1002, "a control frame is fragmented");
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, PING, PONG })
	void controlFrameThatIsTooLong(int opcode) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(true, opcode, "x".repeat(126)));
		assertFails(peer, 1002, "a control frame is longer than 125 bytes");
	}

	@Test
	void whatIsDueIsSentBeforeTheConnectionFails() throws Exception {
		ScriptedPeer peer = open();
		this.listener.onEvent((event) -> {
			if (event.equals("question")) {
				this.link.send("answer");
			}
		});
		peer.bytes(
				concat(frame(true, TEXT, "question"), frame(true, PING, "1"), frame(true, PING, "2"), bytes("83 00")));
		assertThat(this.listener.next()).isEqualTo("question");
		assertThat(peer.read()).isEqualTo("text answer");
		assertThat(peer.read()).isEqualTo("pong 1");
		assertThat(peer.read()).isEqualTo("pong 2");
		assertFails(peer, 1002, "a frame has an unknown opcode");
	}

	@Test
	void nothingCountsAfterAForbiddenFrame() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(bytes("83 00"), frame(true, TEXT, "late"), frame(true, PING, "late")));
		assertFails(peer, 1002, "a frame has an unknown opcode");
	}

	// 7 close

	@Test
	void closeFrameOfOneByte() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(bytes("88 01 03"));
		assertFails(peer, 1002, "a close frame has half a code");
	}

	@Test
	void closeWithTheLongestReason() throws Exception {
		ScriptedPeer peer = open();
		peer.close(1000, "*".repeat(123));
		assertThat(this.listener.next()).isEqualTo("ended 1000");
		assertThat(this.listener.getEnd().reason()).hasSize(123);
		assertThat(peer.read()).isEqualTo("close 1000");
	}

	@Test
	void closeWithinAFragmentedMessage() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(false, TEXT, "never"));
		peer.close(1001, "Going");
		assertThat(this.listener.next()).isEqualTo("ended 1001");
		assertThat(peer.read()).isEqualTo("close 1001");
	}

	@Test
	void nothingCountsAfterAClose() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(bytes("88 02 03 E8"), frame(true, TEXT, "late"), frame(true, PING, "late"), bytes("FF FF")));
		assertThat(this.listener.next()).isEqualTo("ended 1000");
		assertThat(peer.read()).isEqualTo("close 1000");
		assertThat(peer.read()).isEqualTo("end");
		assertThat(this.listener.size()).isZero();
	}

}

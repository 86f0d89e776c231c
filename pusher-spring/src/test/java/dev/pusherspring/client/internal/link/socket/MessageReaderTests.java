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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MessageReader} on bytes that arrive in pieces of any size.
 */
class MessageReaderTests {

	private static final int MAX_SIZE = 100_000;

	private static final int LAST = 0x80;

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	private final List<String> heard = new ArrayList<>();

	private int maxSize = MAX_SIZE;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 70_000, MAX_SIZE })
	void readsAMessageOfAnyLength(int length) throws Exception {
		String text = "x".repeat(length);
		frame(LAST | Opcode.TEXT, text);
		frame(LAST | Opcode.TEXT, "é");
		assertRead("text " + text, "text é");
	}

	@Test
	void readsWhatOneReadBringsOneAfterTheOther() throws Exception {
		for (int i = 0; i < 300; i++) {
			frame(LAST | Opcode.TEXT, "message " + i);
			frame(LAST | Opcode.PING, "" + i);
		}
		read(1 << 20);
		assertThat(this.heard).hasSize(600)
			.startsWith("text message 0", "ping 0")
			.endsWith("text message 299", "ping 299");
	}

	@Test
	void joinsAMessageThatComesInPartsAroundControlFrames() throws Exception {
		String big = "y".repeat(70_000);
		frame(Opcode.TEXT, "one ");
		frame(LAST | Opcode.PING, "p");
		frame(Opcode.CONTINUATION, "");
		frame(Opcode.CONTINUATION, "two ");
		frame(LAST | Opcode.PONG, "");
		frame(LAST | Opcode.CONTINUATION, big);
		frame(Opcode.TEXT, "three");
		frame(LAST | Opcode.CONTINUATION, "");
		assertRead("ping p", "pong", "text one two " + big, "text three");
	}

	@Test
	void aCharacterMayBeCutBetweenParts() throws Exception {
		byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
		frame(Opcode.TEXT, new byte[] { euro[0] });
		frame(LAST | Opcode.CONTINUATION, new byte[] { euro[1], euro[2] });
		assertRead("text €");
	}

	@Test
	void discardsWhatIsTooLongOrBinaryAndGoesOn() throws Exception {
		String tooLong = "discarded A message of more than 100000 bytes was discarded";
		frame(LAST | Opcode.TEXT, "x".repeat(MAX_SIZE + 1));
		frame(LAST | Opcode.TEXT, "next");
		frame(Opcode.TEXT, "x".repeat(MAX_SIZE));
		frame(Opcode.CONTINUATION, "");
		frame(LAST | Opcode.CONTINUATION, "x");
		frame(LAST | Opcode.BINARY, new byte[] { (byte) 0xff });
		frame(Opcode.BINARY, "a");
		frame(LAST | Opcode.CONTINUATION, "b");
		frame(Opcode.TEXT, "x".repeat(MAX_SIZE - 1));
		frame(LAST | Opcode.CONTINUATION, "y");
		assertRead(tooLong, "text next", tooLong, "discarded A binary message was discarded",
				"discarded A binary message was discarded", "text " + "x".repeat(MAX_SIZE - 1) + "y");
	}

	@ParameterizedTest
	@ValueSource(longs = { MAX_SIZE, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE - 1, Long.MAX_VALUE })
	void discardsAPartThatMakesTheMessageTooLongHoweverLongItSaysItIs(long length) throws Exception {
		frame(Opcode.TEXT, "x");
		this.bytes.write(LAST | Opcode.CONTINUATION);
		this.bytes.write(127);
		this.bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
		// a violation unless it is discarded
		this.bytes.write(0xff);
		read(1 << 20);
		assertThat(this.heard).isEmpty();
	}

	@Test
	void readsAControlFrameOfTheGreatestLength() throws Exception {
		frame(LAST | Opcode.PING, "p".repeat(125));
		assertRead("ping " + "p".repeat(125));
	}

	@Test
	void aShortMessageCanBeTooLongToo() throws Exception {
		this.maxSize = 10;
		frame(LAST | Opcode.TEXT, "x".repeat(10));
		frame(LAST | Opcode.TEXT, "x".repeat(11));
		assertRead("text " + "x".repeat(10), "discarded A message of more than 10 bytes was discarded");
	}

	@Test
	void aCharacterThatIsCutByADiscardDoesNotSpoilTheNextMessage() throws Exception {
		this.maxSize = 10;
		frame(Opcode.TEXT, new byte[] { (byte) 0xe2 });
		frame(LAST | Opcode.CONTINUATION, "x".repeat(10));
		frame(LAST | Opcode.TEXT, "next");
		assertRead("discarded A message of more than 10 bytes was discarded", "text next");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1003, 1007, 1014, 3000, 4001, 4999 })
	void readsACloseWithItsCodeAndReason(int code) throws Exception {
		close(code, "Goodbye".getBytes(StandardCharsets.UTF_8));
		assertRead("close " + code + " Goodbye " + code);
	}

	@Test
	void aCloseMayHaveNoCode() throws Exception {
		frame(LAST | Opcode.CLOSE, "");
		assertRead("close 1005  1005");
	}

	@Test
	void aCloseMayHaveNoReason() throws Exception {
		close(4200, new byte[0]);
		assertRead("close 4200  4200");
	}

	@Test
	void aReasonThatIsNotTextIsAnsweredAsSuch() throws Exception {
		close(4200, new byte[] { 'a', (byte) 0xff });
		close(4200, new byte[] { (byte) 0xe2, (byte) 0x82 });
		assertRead("close 4200 a\ufffd 1007", "close 4200 \ufffd 1007");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535 })
	void aCloseWithACodeThatMustNotBeSentIsAViolation(int code) {
		close(code, new byte[0]);
		assertViolation(1002, "a close frame has the code %d, which must not be sent".formatted(code));
	}

	static Stream<Arguments> violations() {
		return Stream.of(Arguments.of("a frame has a reserved bit set", bytes(0xc1, 0)),
				Arguments.of("a frame has a reserved bit set", bytes(0x91, 0)),
				Arguments.of("a frame has an unknown opcode", bytes(0x83, 0)),
				Arguments.of("a frame has an unknown opcode", bytes(0x87, 0)),
				Arguments.of("a frame has an unknown opcode", bytes(0x8b, 0)),
				Arguments.of("a frame is masked", bytes(0x81, 0x80)),
				Arguments.of("a control frame is fragmented", bytes(0x09, 0)),
				Arguments.of("a control frame is longer than 125 bytes", bytes(0x89, 126)),
				Arguments.of("a frame continues a message that has not started", bytes(0x80, 0)),
				Arguments.of("a message starts before the last one has ended", bytes(0x01, 1, 'a', 0x81, 0)),
				Arguments.of("the length of a frame has its highest bit set",
						bytes(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)),
				Arguments.of("the length of a frame has more bytes than it needs", bytes(0x81, 126, 0, 0)),
				Arguments.of("the length of a frame has more bytes than it needs", bytes(0x81, 126, 0, 125)),
				Arguments.of("the length of a frame has more bytes than it needs",
						bytes(0x81, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff)),
				Arguments.of("a close frame has half a code", bytes(0x88, 1, 3)));
	}

	@ParameterizedTest
	@MethodSource("violations")
	void aViolationOfTheProtocolIsNamed(String message, byte[] frames) {
		this.bytes.writeBytes(frames);
		assertViolation(1002, message);
	}

	@Test
	void textThatIsNotUtf8IsAViolationAtOnceAndAtItsEnd() {
		byte[] whole = bytes(0x81, 2, 'a', 0xff);
		byte[] incomplete = bytes(0x81, 2, 0xe2, 0x82);
		byte[] inParts = bytes(0x01, 1, 0xe2, 0x80, 1, 'a');
		byte[] incompleteInParts = bytes(0x01, 1, 0xe2, 0x80, 1, 0x82);
		byte[] unfinished = bytes(0x81, 126, 1, 0, 0xff);
		byte[] unfinishedPart = bytes(0x01, 5, 0xff);
		for (byte[] frames : List.of(whole, incomplete, inParts, incompleteInParts, unfinished, unfinishedPart)) {
			this.bytes.reset();
			this.bytes.writeBytes(frames);
			assertViolation(1007, "a text message is not UTF-8");
		}
	}

	@Test
	void aMessageStartsAnewAfterOneThatWasNotText() throws Exception {
		frame(LAST | Opcode.BINARY, new byte[] { (byte) 0xe2 });
		frame(LAST | Opcode.TEXT, "next");
		assertRead("discarded A binary message was discarded", "text next");
	}

	@Test
	void whatFollowsACloseCanBeReadAway() throws Exception {
		InputStream in = new ByteArrayInputStream(new byte[300_000]);
		new MessageReader(in, MAX_SIZE).drain();
		assertThat(in.read()).isEqualTo(-1);
	}

	private void frame(int first, String text) {
		frame(first, text.getBytes(StandardCharsets.UTF_8));
	}

	private void frame(int first, byte[] payload) {
		this.bytes.write(first);
		if (payload.length < 126) {
			this.bytes.write(payload.length);
		}
		else if (payload.length < 65_536) {
			this.bytes.writeBytes(bytes(126, payload.length >> 8, payload.length));
		}
		else {
			this.bytes.writeBytes(bytes(127, 0, 0, 0, 0, payload.length >> 24, payload.length >> 16,
					payload.length >> 8, payload.length));
		}
		this.bytes.writeBytes(payload);
	}

	private void close(int code, byte[] reason) {
		byte[] payload = new byte[2 + reason.length];
		payload[0] = (byte) (code >> 8);
		payload[1] = (byte) code;
		System.arraycopy(reason, 0, payload, 2, reason.length);
		frame(LAST | Opcode.CLOSE, payload);
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

	private void assertRead(String... expected) throws Exception {
		for (int piece : new int[] { 1 << 20, 1_000, 7, 1 }) {
			this.heard.clear();
			read(piece);
			assertThat(this.heard).containsExactly(expected);
		}
	}

	private void assertViolation(int code, String message) {
		for (int piece : new int[] { 1 << 20, 1 }) {
			assertThatExceptionOfType(ProtocolViolation.class).isThrownBy(() -> read(piece))
				.withMessage("the server violated the WebSocket protocol: " + message)
				.satisfies((ex) -> assertThat(ex.getCloseCode()).isEqualTo(code));
		}
	}

	// at most this many bytes at once
	private void read(int piece) throws Exception {
		MessageReader reader = new MessageReader(new ByteArrayInputStream(this.bytes.toByteArray()) {

			@Override
			public synchronized int read(byte[] target, int offset, int length) {
				return super.read(target, offset, Math.min(length, piece));
			}

		}, this.maxSize);
		while (reader.fill()) {
			boolean more = true;
			while (more) {
				more = reader.next(new Recorder());
			}
		}
	}

	private final class Recorder implements MessageReader.Handler {

		@Override
		public void text(byte[] bytes, int offset, int length) {
			MessageReaderTests.this.heard.add("text " + new String(bytes, offset, length, StandardCharsets.UTF_8));
		}

		@Override
		public void discarded(String reason) {
			MessageReaderTests.this.heard.add("discarded " + reason);
		}

		@Override
		public void ping(byte[] payload) {
			MessageReaderTests.this.heard.add("ping " + new String(payload, StandardCharsets.UTF_8));
		}

		@Override
		public void pong() {
			MessageReaderTests.this.heard.add("pong");
		}

		@Override
		public void close(int code, String reason, int answer) {
			MessageReaderTests.this.heard.add("close " + code + " " + reason + " " + answer);
		}

	}

}

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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Utf8Check}.
 */
class Utf8CheckTests {

	private final Utf8Check check = new Utf8Check();

	@Test
	void agreesWithTheJdkAboutEveryStartOfACharacter() {
		List<String> disagreements = new ArrayList<>();
		for (int first = 0; first < 256; first++) {
			for (int second : new int[] { 0, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff }) {
				for (int following = 0; following < 3; following++) {
					byte[] bytes = new byte[2 + following];
					Arrays.fill(bytes, (byte) 0xbf);
					bytes[0] = (byte) first;
					bytes[1] = (byte) second;
					if (isText(bytes) != isTextForJdk(bytes)) {
						disagreements.add(Arrays.toString(bytes));
					}
				}
			}
		}
		assertThat(disagreements).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x7f, 0x80, 0xbf, 0xc0, 0xff })
	void agreesWithTheJdkAboutTheLastByteOfACharacter(int last) {
		for (byte[] start : new byte[][] { { (byte) 0xe2, (byte) 0x82 }, { (byte) 0xf0, (byte) 0x9f, (byte) 0x98 },
				{ (byte) 0xed, (byte) 0x9f }, { (byte) 0xf4, (byte) 0x8f, (byte) 0xbf } }) {
			byte[] bytes = Arrays.copyOf(start, start.length + 1);
			bytes[start.length] = (byte) last;
			assertThat(isText(bytes)).as(Arrays.toString(bytes)).isEqualTo(isTextForJdk(bytes));
		}
	}

	@Test
	void findsABadByteAtEachPositionOfALongText() {
		for (int length = 1; length < 100; length++) {
			byte[] bytes = new byte[length];
			Arrays.fill(bytes, (byte) 'x');
			assertThat(isText(bytes)).isTrue();
			for (int bad = 0; bad < length; bad++) {
				bytes[bad] = (byte) 0xff;
				assertThat(isText(bytes)).isFalse();
				bytes[bad] = 'x';
			}
		}
	}

	@Test
	void aCharacterMayBeCutInPiecesButMustBeComplete() throws Exception {
		byte[] bytes = "aé€😀z".getBytes(StandardCharsets.UTF_8);
		for (int i = 0; i < bytes.length; i++) {
			this.check.check(bytes, i, i + 1);
			boolean complete = isTextForJdk(Arrays.copyOf(bytes, i + 1));
			assertThat(isComplete()).isEqualTo(complete);
		}
	}

	@Test
	void startsAnewWithEachMessage() throws Exception {
		this.check.check(new byte[] { (byte) 0xe2 }, 0, 1);
		this.check.reset();
		assertThat(isComplete()).isTrue();
		this.check.check(new byte[] { 'a' }, 0, 1);
		assertThat(isComplete()).isTrue();
	}

	private boolean isComplete() {
		try {
			this.check.checkEnd();
			return true;
		}
		catch (ProtocolViolation ex) {
			return false;
		}
	}

	private static boolean isText(byte[] bytes) {
		Utf8Check check = new Utf8Check();
		try {
			check.check(bytes, 0, bytes.length);
			check.checkEnd();
			return true;
		}
		catch (ProtocolViolation ex) {
			return false;
		}
	}

	private static boolean isTextForJdk(byte[] bytes) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}

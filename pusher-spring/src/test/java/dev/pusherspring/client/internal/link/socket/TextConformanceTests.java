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
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what RFC 6455 demands of text: only UTF-8 passes, wherever a frame ends.
 */
class TextConformanceTests extends AbstractConformanceTests {

	private static final String VALID = "7F | C2 80 | DF BF | E0 A0 80 | ED 9F BF | EE 80 80 | EF BF BD | EF BF BF |"
			+ "F0 90 80 80 | F4 8F BF BF | CE BA E1 BD B9 CF 83 CE BC CE B5 | 00 | EF BB BF 41";

	@Test
	void validTextAtEverySplit() throws Exception {
		ScriptedPeer peer = open();
		for (String hex : VALID.split("\\|")) {
			byte[] text = concat(bytes("41"), bytes(hex.trim()), bytes("42"));
			String expected = new String(text, StandardCharsets.UTF_8);
			for (int split = 0; split <= text.length; split++) {
				peer.bytes(concat(frame(false, TEXT, Arrays.copyOf(text, split)),
						frame(true, 0, Arrays.copyOfRange(text, split, text.length))));
				assertThat(this.listener.next()).isEqualTo(expected);
			}
			drip(peer, frame(true, TEXT, text));
			assertThat(this.listener.next()).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "BF", "80 BF", "C0 80", "C1 BF", "C0 AF", "E0 80 80", "E0 80 AF", "E0 9F BF",
			"F0 80 80 80", "F0 8F BF BF", "F8 88 80 80 80", "FC 84 80 80 80 80", "FE", "FF", "ED A0 80", "ED BF BF",
			"ED A0 80 ED B0 80", "F4 90 80 80", "F5 80 80 80", "C2 41", "C2 C2 80", "E1 80 41", "E1 41 80",
			"F1 80 80 41", "F1 80 41", "CE BA E1 BD B9 CF 83 CE BC CE B5 ED A0 80 65 64 69 74 65 64" })
	void damagedText(String hex) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(true, TEXT, concat("before ".getBytes(), bytes(hex), " behind".getBytes())));
		assertFails(peer, 1007, "a text message is not UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "C2", "E1", "E1 80", "F1", "F1 80", "F1 80 80" })
	void textThatEndsWithinACharacter(String hex) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(frame(true, TEXT, bytes(hex)));
		assertFails(peer, 1007, "a text message is not UTF-8");
	}

	@ParameterizedTest
	@ValueSource(strings = { "C2", "E1 80", "F1 80 80" })
	void fragmentedTextThatEndsWithinACharacter(String hex) throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(false, TEXT, bytes(hex)), frame(true, 0, "")));
		assertFails(peer, 1007, "a text message is not UTF-8");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 70_000 })
	void damageIsNoticedBeforeTheFrameIsThere(int more) throws Exception {
		ScriptedPeer peer = open();
		byte[] frame = frame(true, TEXT, concat(bytes("41 FF"), new byte[more]));
		peer.bytes(Arrays.copyOf(frame, frame.length - more));
		assertFails(peer, 1007, "a text message is not UTF-8");
	}

	@Test
	void damageIsNoticedBeforeTheLastFragment() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(false, TEXT, "fine"), frame(false, 0, bytes("F4 90"))));
		assertFails(peer, 1007, "a text message is not UTF-8");
	}

	@Test
	void aMessageAfterOneThatEndedWithinAWordIsReadFromItsStart() throws Exception {
		ScriptedPeer peer = open();
		peer.bytes(concat(frame(false, TEXT, "é"), frame(true, 0, "你"), frame(true, TEXT, "😀")));
		assertThat(this.listener.next()).isEqualTo("é你");
		assertThat(this.listener.next()).isEqualTo("😀");
	}

}

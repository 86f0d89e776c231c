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

package dev.pusherspring.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlainEnvelope}.
 */
class PlainEnvelopeTests {

	private final JsonMapper mapper = JsonMapper.shared();

	private final PlainEnvelope envelope = new PlainEnvelope(new RecurringNames());

	private Frame read(String text) {
		byte[] bytes = ("\"\\" + text + "\"\\}{").getBytes(StandardCharsets.UTF_8);
		byte[] before = bytes.clone();
		Frame frame = this.envelope.read(bytes, 2, bytes.length - 6);
		assertThat(bytes).isEqualTo(before);
		return frame;
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"event":"e","channel":"c","data":"{\\"a\\":1}","user_id":"42"}""", """
			{"user_id":"42","data":"{\\"a\\":1}","channel":"c","event":"e"}""", """
			 { "event" : "e" ,\t"channel":"c", "data" :"{\\"a\\":1}"\r\n, "user_id": "42" }\s
			""" })
	void readsTheUsualFormInWhateverOrder(String text) {
		assertThat(read(text)).isEqualTo(new Frame("e", "c", "{\"a\":1}", "42"));
	}

	@Test
	void readsEveryShortEscape() {
		assertThat(read("{\"event\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}"))
			.isEqualTo(new Frame("\"\\/\b\f\n\r\t", null, null, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "[]", "{", "{}", "{\"event\"", "{\"event\":", "{\"event\":\"", "{\"event\":\"e",
			"{\"event\":\"e\"", "{\"event\":\"e\",", "{\"event\":\"e\",}", "{\"event\":\"e\"}x", "{\"event\":\"e\"}{}",
			"{\"event\":null}", "{\"event\":\"e\",\"data\":{}}", "{\"event\":\"e\",\"data\":1}",
			"{\"event\":\"e\",\"other\":\"x\"}", "{\"event\":\"e\",\"events\":\"x\"}", "{\"channel\":\"c\"}",
			"{\"event\":\"\\u0041\"}", "{\"event\":\"\\x\"}", "{\"event\":\"\\", "{\"event\":\"a\\\"}",
			"{\"event\":\"line\nbreak\"}", "{\"event\":\"0123456789\u0000\"}", "{\"ev\\u0065nt\":\"e\"}",
			"{\"event\" \"e\"}", "{\"event\"}", "{\"exact\":\"e\"}", "{\"event\":\"e\",\"chapter\":\"c\"}",
			"{\"event\":\"e\",\"dots\":\"d\"}", "{\"event\":\"e\",\"usually\":\"u\"}", "{\"event\":\"}",
			"{\"event\":\"e\",\"channex\":\"c\"}", "{\"event\":}", "{\"event\":1,\"channel\":\"c\"}",
			"{\"event\":\"\\x,\"channel\":\"c\"}", "{\"event\":\"e\" \"data\":\"d\"}", "\uFEFF{\"event\":\"e\"}" })
	void leavesEverythingElseToTheParser(String text) {
		assertThat(read(text)).isNull();
	}

	@Test
	void leavesEveryTruncationToTheParser() {
		String text = "{\"event\":\"App\\\\Events\\\\Chat\",\"channel\":\"c\",\"data\":\"{\\\"text\\\":\\\"0123456789\\\"}\"}";
		for (int length = 0; length < text.length(); length++) {
			assertThat(read(text.substring(0, length))).isNull();
		}
		assertThat(read(text)).isEqualTo(new Frame("App\\Events\\Chat", "c", "{\"text\":\"0123456789\"}", null));
	}

	// whatever stands where: escapes and long characters at each distance from each other
	@Test
	void readsWhatAWriterHasWritten() {
		Random random = new Random(42);
		String[] pieces = { "\"", "\\", "/", "\n", "\t", "a", "bc", "0123456789abcdef", "é", "你好", "😀", "\u007f", "ÿ",
				"\u0080" };
		for (int i = 0; i < 20_000; i++) {
			StringBuilder data = new StringBuilder();
			for (int j = random.nextInt(24); j > 0; j--) {
				data.append(pieces[random.nextInt(pieces.length)]);
			}
			String text = "{\"event\":\"e\",\"data\":" + this.mapper.writeValueAsString(data.toString()) + "}";
			assertThat(read(text)).isEqualTo(new Frame("e", null, data.toString(), null));
		}
	}

	// a byte that only looks like a special one must not end the text, and vice versa
	@Test
	void tellsEveryCharacterFromTheSpecialOnes() {
		for (char current = 0; current < 0x200; current++) {
			for (int before = 0; before < 9; before++) {
				String value = "x".repeat(before) + current + "0123456789";
				Frame frame = read("{\"event\":\"e\",\"data\":\"" + value + "\"}");
				boolean plain = current >= ' ' && current != '"' && current != '\\';
				assertThat(frame).isEqualTo(plain ? new Frame("e", null, value, null) : null);
			}
		}
	}

	// from a message that fits the buffer to one for which it has to grow, and beyond the
	// size up to which it is kept
	@ParameterizedTest
	@ValueSource(ints = { 1, 63, 64, 65, 95, 96, 97, 900, 1_024, 1_100, 2_048, 70_000, 262_100, 262_144, 600_000 })
	void readsTextOfEveryLengthBehindAnEscape(int length) {
		String run = "0123456789".repeat(length / 10 + 1).substring(0, length);
		String data = "\n" + run + "\"" + run + "\\";
		String text = "{\"event\":\"e\",\"data\":" + this.mapper.writeValueAsString(data) + "}";
		assertThat(read(text)).isEqualTo(new Frame("e", null, data, null));
		assertThat(read("{\"event\":\"\\\"\"}")).isEqualTo(new Frame("\"", null, null, null));
	}

	@Test
	void readsASpecialCharacterAtEachDistanceFromAnEscape() {
		for (String special : new String[] { "\"", "\\", "\n", "\u007f", "é", "ÿ" }) {
			for (int distance = 0; distance < 140; distance++) {
				String data = "/\t" + "x".repeat(distance) + special + "y".repeat(distance % 40);
				String text = "{\"event\":\"e\",\"data\":" + this.mapper.writeValueAsString(data) + "}";
				assertThat(read(text)).isEqualTo(new Frame("e", null, data, null));
			}
		}
	}

	@Test
	void leavesAControlCharacterAtEachDistanceFromAnEscapeToTheParser() {
		for (int distance = 0; distance < 140; distance++) {
			String text = "{\"event\":\"e\",\"data\":\"\\t" + "x".repeat(distance) + "\u001f" + "y".repeat(40) + "\"}";
			assertThat(read(text)).isNull();
		}
	}

	@Test
	void keepsOneCopyOfANameWithAnEscape() {
		Frame first = read("{\"event\":\"App\\\\Events\\\\Chat\",\"channel\":\"c\",\"data\":\"a\\\\b\"}");
		Frame second = read("{\"event\":\"App\\\\Events\\\\Chat\",\"channel\":\"c\",\"data\":\"a\\\\b\"}");
		assertThat(first).isNotNull().isEqualTo(second);
		assertThat(second.event()).isSameAs(first.event());
		assertThat(second.channel()).isSameAs(first.channel());
		assertThat(second.data()).isNotSameAs(first.data());
	}

}

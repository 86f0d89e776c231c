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
			"{\"event\" \"e\"}", "{\"event\":\"e\" \"data\":\"d\"}", "\uFEFF{\"event\":\"e\"}" })
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

}

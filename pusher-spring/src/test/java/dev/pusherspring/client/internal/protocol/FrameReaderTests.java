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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FrameReader}.
 */
class FrameReaderTests {

	private static final String SECRET = "planted-secret";

	private final FrameReader reader = new FrameReader();

	@Test
	void readsTheWholeEnvelope() {
		Frame frame = this.reader.read("""
				{"event":"client-typing","channel":"presence-room","data":"{\\"a\\":1}","user_id":"42"}""");
		assertThat(frame).isEqualTo(new Frame("client-typing", "presence-room", "{\"a\":1}", "42"));
	}

	@Test
	void keepsTheContentOfDataThatIsAString() {
		assertThat(readData("\"plain text\"")).isEqualTo("plain text");
		assertThat(readData("\"\"")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{}", "[]", "{\"a\": 1.10 , \"b\":[ ]}", "[1,\t{\"x\":\"}]\"}]", "{\"a\":\"\\u00e9\\n\"}" })
	void keepsTheVeryTextOfDataThatIsAnObjectOrAnArray(String data) {
		assertThat(readData(data)).isEqualTo(data);
		assertThat(this.reader.read("{ \"data\" : " + data + " ,\"event\":\"e\" }").data()).isEqualTo(data);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1.10", "1e5", "1E+400", "12345678901234567890123456789",
			"0.1000000000000000055", "true", "false" })
	void keepsTheVeryTextOfDataThatIsANumberOrABoolean(String data) {
		assertThat(readData(data)).isEqualTo(data);
	}

	@Test
	void hasNoDataWhenItIsNullOrAbsent() {
		assertThat(readData("null")).isNull();
		assertThat(this.reader.read("{\"event\":\"e\"}")).isEqualTo(new Frame("e", null, null, null));
	}

	@Test
	void keepsDataApartFromTheTextNull() {
		assertThat(readData("\"null\"")).isEqualTo("null");
	}

	@Test
	void decodesEscapesAndKeepsUnicode() {
		Frame frame = this.reader
			.read("{\"event\":\"App\\\\Events\\\\Chat\",\"data\":\"\\u00e9\\\"\\n\\/ 你好 \\ud83d\\ude00 😀\"}");
		assertThat(frame.event()).isEqualTo("App\\Events\\Chat");
		assertThat(frame.data()).isEqualTo("é\"\n/ 你好 😀 😀");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4_000, 32_700, 32_768, 100_000, 1_100_000 })
	void readsDataOfAnySize(int length) {
		String big = "x😀".repeat(length / 3);
		assertThat(readData("\"" + big + "\"")).isEqualTo(big);
		String object = "{\"text\":\"" + big + "\",\"more\":[\"" + big + "\"]}";
		assertThat(readData(object)).isEqualTo(object);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 4_000, 32_700, 32_768, 70_000 })
	void findsDataBehindAnyAmountOfOtherText(int length) {
		String text = "{\"other\":\"" + "é".repeat(length) + "\",   \"data\":{\"a\":[1,2]}  ,\"event\":\"e\"}";
		assertThat(this.reader.read(text).data()).isEqualTo("{\"a\":[1,2]}");
	}

	@Test
	void readsManyObjectsOneAfterTheOther() {
		for (int i = 0; i < 1_000; i++) {
			String object = "{\"n\":" + i + ",\"t\":\"" + "y".repeat(i * 40) + "\"}";
			assertThat(readData(object)).isEqualTo(object);
		}
	}

	@Test
	void readsTheUserIdAsTextWhateverItsType() {
		assertThat(this.reader.read("{\"event\":\"e\",\"user_id\":42}").userId()).isEqualTo("42");
		assertThat(this.reader.read("{\"event\":\"e\",\"user_id\":\"42\"}").userId()).isEqualTo("42");
		assertThat(this.reader.read("{\"event\":\"e\",\"user_id\":null}").userId()).isNull();
	}

	@Test
	void ignoresUnknownFieldsAndWhatIsInThem() {
		Frame frame = this.reader.read("""
				{"time":1,"x":{"event":"wrong","data":[{"channel":"wrong"}]},"y":[{"event":"wrong"}],"z":null,
				"event":"right","channel":"c","data":"d","tags":{}}""");
		assertThat(frame).isEqualTo(new Frame("right", "c", "d", null));
	}

	@Test
	void takesTheLastOfDuplicateFields() {
		assertThat(this.reader.read("{\"event\":\"a\",\"data\":\"1\",\"event\":\"b\",\"data\":\"2\"}"))
			.isEqualTo(new Frame("b", null, "2", null));
	}

	@Test
	void ignoresWhitespaceAroundTheMessage() {
		assertThat(this.reader.read(" \r\n\t{ \"event\" : \"e\" }\n ").event()).isEqualTo("e");
	}

	@Test
	void treatsANullChannelAsNoChannel() {
		assertThat(this.reader.read("{\"event\":\"e\",\"channel\":null}").channel()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			``                        | starts with nothing
			`   `                     | starts with nothing
			null                      | starts with null
			true                      | starts with a boolean
			42                        | starts with a number
			"text"                    | starts with a string
			[{"event":"e"}]           | starts with an array
			{}                        | must have an 'event'
			{"data":"d"}              | must have an 'event'
			{"event":null}            | must have an 'event'
			{"event":42}              | The 'event' of a message must be a string but is a number
			{"event":{}}              | The 'event' of a message must be a string but is an object
			{"event":["e"]}           | The 'event' of a message must be a string but is an array
			{"event":true}            | The 'event' of a message must be a string but is a boolean
			{"event":"e","channel":1} | The 'channel' of a message must be a string but is a number
			{"event":"e","channel":{}}| The 'channel' of a message must be a string but is an object
			{"event":"e"}{}           | more follows it
			{"event":"e"} 1           | more follows it
			{"event":"e"}]            | Malformed JSON
			{"event":"e"} x           | Malformed JSON
			""")
	void saysWhatIsWrong(String text, String expected) {
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> this.reader.read(text))
			.withMessageContaining(expected)
			.withNoCause();
	}

	@Test
	void refusesEveryTruncationOfAMessage() {
		String text = "{\"event\":\"e\",\"x\":{\"y\":[1]},\"channel\":\"c\",\"data\":{\"a\":[\"\\u00e9\",1.5,true,null]}}";
		for (int length = 0; length < text.length(); length++) {
			String truncated = text.substring(0, length);
			assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> this.reader.read(truncated));
		}
		assertThat(this.reader.read(text).channel()).isEqualTo("c");
	}

	@Test
	void leavesTheLimitsOfDataToWhoeverReadsIt() {
		String deep = "{\"a\":".repeat(600) + "1" + "}".repeat(600);
		String digits = "{\"n\":" + "7".repeat(1200) + "}";
		assertThat(readData(deep)).isEqualTo(deep);
		assertThat(readData(digits)).isEqualTo(digits);
		assertThat(readData("7".repeat(1200))).isEqualTo("7".repeat(1200));
	}

	@Test
	void namesTheLimitThatRemains() {
		String deep = "[".repeat(100_001) + "]".repeat(100_001);
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> this.reader.read("{\"event\":\"e\",\"data\":" + deep + "}"))
			.withMessage("JSON that is nested more than 100000 levels deep");
	}

	@Test
	void keepsInfoOfMembersBeyondTheUsualLimits() {
		String deep = "{\"a\":".repeat(600) + "7".repeat(1200) + "}".repeat(600);
		Frame frame = this.reader.read("{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-c\","
				+ "\"data\":{\"user_id\":\"1\",\"user_info\":" + deep + "}}");
		assertThat(ChannelMessages.member(frame, JsonMapper.shared()).getInfo()).isEqualTo(deep);
	}

	@Test
	void namesTheLimitsOfMembers() {
		String deep = "[".repeat(2000) + "]".repeat(2000);
		Frame frame = this.reader.read("{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-c\","
				+ "\"data\":{\"user_id\":\"1\",\"user_info\":" + deep + "}}");
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> ChannelMessages.member(frame, JsonMapper.shared()))
			.withMessageContaining("nested more than 1000 levels deep")
			.withMessageContaining("10000 digits");
	}

	@ParameterizedTest
	@ValueSource(strings = { "data", "other" })
	void survivesDeeplyNestedMessages(String field) {
		String bomb = "[".repeat(200_000);
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> this.reader.read("{\"event\":\"e\",\"" + field + "\":" + bomb));
		assertThat(readData("\"after\"")).isEqualTo("after");
	}

	@ParameterizedTest
	@ValueSource(strings = { "planted-secret", "{\"event\":\"planted-secret", "{\"event\":planted-secret}",
			"{\"event\":\"e\",\"data\":\"planted-secret\\x\"}", "{\"event\":\"e\",\"data\":{\"planted-secret\":nul}}",
			"{\"event\":\"e\",planted-secret:1}", "{\"data\":\"planted-secret\"}", "\"planted-secret\"",
			"{\"event\":\"e\",\"data\":\"planted-secret\"}planted-secret",
			"{\"event\":\"e\",\"data\":\"planted-secret\"}{\"planted-secret\":1}",
			"{\"event\":\"e\",\"channel\":[\"planted-secret\"]}" })
	void neverRepeatsTheMessageInItsException(String text) {
		assertThat(text).contains(SECRET);
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> this.reader.read(text))
			.satisfies((ex) -> assertThat(stackTrace(ex)).contains("MalformedFrameException").doesNotContain(SECRET));
	}

	@Test
	void saysWhereJsonIsMalformed() {
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> this.reader.read("{\"event\":\"e\",\"data\":oops}"))
			.withMessageMatching("Malformed JSON at byte 2\\d");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"event\":\"e\",\"data\":\"\\u00e9 x\"}", "{\"data\":{\"a\":\"é\"},\"event\":\"e\"}",
			"{\"event\":\"e\",\"data\":\"a\\\"b\"}" })
	void readsAPartOfABuffer(String text) {
		byte[] bytes = ("}]" + text + "}]").getBytes(StandardCharsets.UTF_8);
		assertThat(this.reader.read(bytes, 2, bytes.length - 4)).isEqualTo(this.reader.read(text));
	}

	private String readData(String data) {
		return this.reader.read("{\"event\":\"e\",\"channel\":\"c\",\"data\":" + data + "}").data();
	}

	private static String stackTrace(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

}

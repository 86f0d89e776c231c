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

package dev.pusherspring.embedded.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientMessage}.
 */
class ClientMessageTests {

	@Test
	void messageHasAnEventAndMayHaveAChannelAndData() {
		ClientMessage message = ClientMessage
			.parse("{\"event\":\"client-x\",\"channel\":\"private-room\",\"data\":[1]}");
		assertThat(message.event()).isEqualTo("client-x");
		assertThat(message.channel()).isEqualTo("private-room");
		assertThat(message.data()).hasToString("[1]");
		message = ClientMessage.parse("{\"event\":\"pusher:ping\",\"channel\":1}");
		assertThat(message.channel()).isNull();
		assertThat(message.data()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "event", "{} {}" })
	void textThatIsNotJsonIsRefused(String text) {
		assertRefused(text, "Invalid JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "[]", "1", "null", "\"event\"", "{\"event\":null}", "{\"event\":1}" })
	void messageWithoutAnEventIsRefused(String text) {
		assertRefused(text, "Message has no event name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"channel\":\"room\",\"n\":1}", "\"{\\\"channel\\\":\\\"room\\\",\\\"n\\\":1}\"" })
	void fieldsOfTheDataAreReadAlsoIfItIsEncodedTwice(String data) {
		ClientMessage message = ClientMessage.parse("{\"event\":\"pusher:subscribe\",\"data\":" + data + "}");
		assertThat(message.field("channel")).isEqualTo("room");
		assertThat(message.field("n")).isNull();
		assertThat(message.field("missing")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"event\":\"e\"}", "{\"event\":\"e\",\"data\":null}",
			"{\"event\":\"e\",\"data\":\"channel\"}", "{\"event\":\"e\",\"data\":\"\"}" })
	void dataWithoutFieldsHasNone(String text) {
		assertThat(ClientMessage.parse(text).field("channel")).isNull();
	}

	private static void assertRefused(String text, String message) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> ClientMessage.parse(text)).satisfies((refusal) -> {
			assertThat(refusal.message()).isEqualTo(message);
			assertThat(refusal.code()).isNull();
			assertThat(refusal.isClosing()).isFalse();
		});
	}

}

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

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Established}.
 */
class EstablishedTests {

	@Test
	void readsSocketIdAndActivityTimeout() {
		assertThat(established("{\"socket_id\":\"123.456\",\"activity_timeout\":30}"))
			.isEqualTo(new Established("123.456", Duration.ofSeconds(30)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"activity_timeout\":null", ",\"activity_timeout\":0", ",\"activity_timeout\":-5",
			",\"activity_timeout\":\"soon\"", ",\"activity_timeout\":{}", ",\"activity_timeout\":1e400",
			",\"activity_timeout\":9223372036854775807" })
	void treatsAnActivityTimeoutWithoutMeaningAsAbsent(String rest) {
		assertThat(established("{\"socket_id\":\"1.1\"" + rest + "}")).isEqualTo(new Established("1.1", null));
	}

	@Test
	void readsAnActivityTimeoutWithAFraction() {
		assertThat(established("{\"socket_id\":\"1.1\",\"activity_timeout\":30.0}").activityTimeout())
			.isEqualTo(Duration.ofSeconds(30));
		assertThat(established("{\"socket_id\":\"1.1\",\"activity_timeout\":30.5}").activityTimeout())
			.isEqualTo(Duration.ofSeconds(30));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "{}", "[]", "text", "{\"socket_id\":null}", "{\"socket_id\":\"\"}",
			"{\"socket_id\":1.5}", "{\"socket_id\":\"1.1\"", "{\"socket_id\":\"1.1\"} more" })
	void refusesDataWithoutASocketId(String data) {
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> established(data))
			.withMessageContaining("'pusher:connection_established'")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", " 1.1", "1.1\\n", "\\u001b[31m", "\\u007f", "\\u2028", "\\u202e", "\u00e9" })
	void refusesASocketIdWithOtherCharactersThanPrintableAscii(String socketId) {
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> established("{\"socket_id\":\"" + socketId + "\"}"))
			.withMessage("The 'socket_id' of 'pusher:connection_established' must consist of 1 to 100 printable ASCII "
					+ "characters without spaces");
	}

	@Test
	void acceptsSocketIdsOfOtherFormsUpToALimit() {
		String longest = "x".repeat(100);
		assertThat(established("{\"socket_id\":\"a-~!:/7\"}").socketId()).isEqualTo("a-~!:/7");
		assertThat(established("{\"socket_id\":\"" + longest + "\"}").socketId()).isEqualTo(longest);
		assertThatExceptionOfType(MalformedFrameException.class)
			.isThrownBy(() -> established("{\"socket_id\":\"" + longest + "x\"}"));
	}

	@Test
	void keepsTheDataOutOfItsException() {
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> established("{planted-secret"))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain("planted-secret"));
	}

	private static Established established(String data) {
		return Established.from(new Frame(Established.EVENT, null, data, null));
	}

}

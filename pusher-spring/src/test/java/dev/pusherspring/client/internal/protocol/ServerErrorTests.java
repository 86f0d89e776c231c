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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerError}.
 */
class ServerErrorTests {

	private final FrameReader reader = new FrameReader();

	@Test
	void readsDataThatIsAnObject() {
		assertThat(error("{\"code\":4004,\"message\":\"Over quota\"}"))
			.isEqualTo(new ServerError(4004, "Over quota", null));
	}

	@Test
	void readsDataThatIsAStringOfJson() {
		assertThat(error("\"{\\\"code\\\":4009,\\\"message\\\":\\\"Unauthorized\\\"}\""))
			.isEqualTo(new ServerError(4009, "Unauthorized", null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"message\":\"m\"}", "{\"code\":null,\"message\":\"m\"}",
			"{\"code\":\"many\",\"message\":\"m\"}", "{\"code\":{},\"message\":\"m\"}",
			"{\"code\":4294971297,\"message\":\"m\"}", "{\"code\":1e300,\"message\":\"m\"}" })
	void hasNoCodeWhenTheServerGaveNoneThatMakesSense(String data) {
		assertThat(error(data)).isEqualTo(new ServerError(null, "m", null));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"code":4100}                | The server reported an error without a text
			{"code":4100,"message":null} | The server reported an error without a text
			{"code":4100,"message":17}   | The server reported an error without a text
			null                         | The server reported an error without a text
			"Something is wrong"         | Something is wrong
			""")
	void alwaysHasAText(String data, String expected) {
		assertThat(error(data).message()).isEqualTo(expected);
	}

	@Test
	void readsTheChannelWhenTheServerSaysIt() {
		Frame frame = this.reader
			.read("{\"event\":\"pusher:error\",\"channel\":\"private-a\",\"data\":{\"message\":\"m\"}}");
		assertThat(ServerError.from(frame).channel()).isEqualTo("private-a");
	}

	@ParameterizedTest
	@CsvSource({ "4299, false", "4300, true", "4301, true", "4399, true", "4400, false", "4009, false" })
	void isAboutAnEventOfTheClientInARangeOfCodes(int code, boolean expected) {
		assertThat(new ServerError(code, "m", null).isAboutEvent()).isEqualTo(expected);
	}

	@Test
	void isNotAboutAnEventWithoutACode() {
		assertThat(new ServerError(null, "m", null).isAboutEvent()).isFalse();
	}

	@Test
	void readsACodeWrittenAsText() {
		assertThat(error("{\"code\":\"4004\",\"message\":\"m\"}").code()).isEqualTo(4004);
	}

	@Test
	void hasNoCodeWhenTheValueIsNotANumberButWouldBeOneInAnotherLanguage() {
		assertThat(error("{\"code\":true,\"message\":\"m\"}").code()).isNull();
	}

	@Test
	void survivesACodeWithAFraction() {
		assertThat(error("{\"code\":4004.5,\"message\":\"m\"}").message()).isEqualTo("m");
	}

	private ServerError error(String data) {
		return ServerError.from(this.reader.read("{\"event\":\"pusher:error\",\"data\":" + data + "}"));
	}

}

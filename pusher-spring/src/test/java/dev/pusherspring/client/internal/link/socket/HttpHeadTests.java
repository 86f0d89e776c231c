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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpHead}.
 */
class HttpHeadTests {

	@Test
	void readsStatusAndHeadersWhateverTheirCaseAndLeavesTheRest() throws Exception {
		InputStream in = stream("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket , \r\nX-A:1\nx-a:\t2 \r\n"
				+ "Empty:\r\nList: a, ,B\r\n\r\nrest");
		HttpHead head = HttpHead.read(in);
		assertThat(head.getStatus()).isEqualTo(101);
		assertThat(head.get("X-a")).containsExactly("1", "2");
		assertThat(head.get("empty")).containsExactly("");
		assertThat(head.get("other")).isEmpty();
		assertThat(head.getTokens("UPGRADE")).containsExactly("websocket");
		assertThat(head.getTokens("List")).containsExactly("a", "b");
		assertThat(head.getTokens("x-a")).containsExactly("1", "2");
		assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("rest");
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200", "HTTP/1.0 200 OK", "HTTP/1.1 200 " })
	void takesAStatusWithOrWithoutAText(String line) throws Exception {
		assertThat(HttpHead.read(stream(line + "\r\n\r\n")).getStatus()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/2 200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "220 mail.example ESMTP", "" })
	void refusesWhatIsNotHttp(String line) {
		assertFailure(line + "\r\n\r\n", "the answer is not HTTP/1.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { ": value", "no colon" })
	void refusesAHeaderWithoutAName(String line) {
		assertFailure("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n", "the answer has a header without a name");
	}

	@Test
	void readsTheAnswerBehindInterimOnes() throws Exception {
		String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
		assertThat(HttpHead.read(stream(interim.repeat(10) + "HTTP/1.1 200 OK\r\n\r\n")).getStatus()).isEqualTo(200);
		assertThat(HttpHead.read(stream("HTTP/1.1 199 \r\n\r\nHTTP/1.1 403 No\r\n\r\n")).getStatus()).isEqualTo(403);
		assertFailure(interim.repeat(11) + "HTTP/1.1 200 OK\r\n\r\n", "there are more than 10 interim answers");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n\r" })
	void refusesAnAnswerThatIsNotComplete(String text) {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> HttpHead.read(stream(text)))
			.withMessage("the connection was closed before the answer was complete");
	}

	@Test
	void refusesAnAnswerThatNeverEnds() throws Exception {
		String start = "HTTP/1.1 200 OK\r\nA: ";
		String end = "\r\n\r\n";
		String fitting = start + "x".repeat(64 * 1024 - start.length() - end.length()) + end;
		assertThat(HttpHead.read(stream(fitting)).getStatus()).isEqualTo(200);
		assertFailure(start + "x" + fitting.substring(start.length()), "the headers of the answer exceed 65536 bytes");
	}

	private static void assertFailure(String text, String message) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> HttpHead.read(stream(text))).withMessage(message);
	}

	private static InputStream stream(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
	}

}

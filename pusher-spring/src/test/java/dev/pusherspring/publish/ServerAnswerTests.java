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

package dev.pusherspring.publish;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.backoff.FixedBackOff;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link PusherTemplate} makes of the answers of servers and proxies.
 */
@Timeout(30)
class ServerAnswerTests {

	private static final String OK = ApiServer.answer("200 OK", "{}");

	private final AtomicInteger calls = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(strings = { "", " \n", "{}", "{\"ok\":true}", "{\"channels\":{}}", "{\"error\":null}",
			"{\"error\":false}" })
	void answerOfAChannelsServerIsASuccess(String body) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", body))) {
			template(server).trigger("orders", "placed", 1);
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html><body>Login</body></html>", "[]", "ACCEPTED", "\"ok\"", "1", "null", "{\"ok\":" })
	void answerOfAnythingElseIsNotASuccess(String body) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", body))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.withMessage(("Event 'placed' for channel 'orders' was answered by '127.0.0.1:%d' with status 200, but "
						+ "not by a Channels server: the answer is not a JSON object. Check host, port and path. It is "
						+ "not known whether a Channels server has processed the call")
					.formatted(server.getPort()))
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isTrue())
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(200));
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "upstream connect error or disconnect/reset before headers",
			"<html>Service Temporarily Unavailable</html>", "{}" })
	void proxyThatFindsNoServerMayHaveFoundOneBefore(String body) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("503 Service Unavailable", body))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.withMessageEndingWith("The server may have processed the call")
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isTrue());
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource({ "503 Service Unavailable,,Retry-After: 0", "503 Service Unavailable,{\"error\":\"overloaded\"},X: y",
			"200 OK,'{\"error\":\"overloaded\",\"code\":503}',X: y" })
	void serverThatTurnsACallAwayIsAskedAgain(String status, String body, String header) {
		try (ApiServer server = new ApiServer((request) -> (this.calls.incrementAndGet() < 3)
				? ApiServer.answer(status, (body != null) ? body : "", header) : OK)) {
			template(server).trigger("orders", "placed", 1);
			assertThat(server.getRequests()).hasSize(3);
		}
	}

	@Test
	void requestThatTookTooLongForTheServerMayHaveArrived() {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("408 Request Timeout", ""))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isTrue());
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Retry-After: 3600                          | 1
			Retry-After: 99999999999                   | 1
			Retry-After: Thu, 01 Jan 2026 01:00:00 GMT | 1
			Retry-After: Thu, 01 Jan 2026 00:00:00 GMT | 3
			Retry-After: Wed, 31 Dec 2025 23:00:00 GMT | 3
			Retry-After: tomorrow                      | 3
			""")
	void longPauseIsNotWaitedFor(String header, int requests) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("429 Too Many Requests", "", header))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isFalse());
			assertThat(server.getRequests()).hasSize(requests);
		}
	}

	@Test
	void endOfAPauseIsATimeOfTheServer() {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("429 Too Many Requests", "",
				"Date: Thu, 01 Jan 2026 00:59:59 GMT", "Retry-After: Thu, 01 Jan 2026 00:59:59 GMT"))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1));
			assertThat(server.getRequests()).hasSize(3);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Unknown name M\\u00fcller", "Unknown name M\\xfcller", "Unknown name M&#252;ller",
			"Unknown name M&uuml;ller", "Unknown name M%C3%BCller", "Unknown name Müller" })
	void dataIsNotShownInWhateverWayAServerQuotesIt(String text) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("400 Bad Request", text))) {
			for (Object data : List.of("Müller", "M\\u00fcller")) {
				assertThatExceptionOfType(PublishRejectedException.class)
					.isThrownBy(() -> template(server).trigger("orders", "placed", data))
					.withMessageEndingWith("The message of the server is withheld, because it may quote the call");
			}
		}
	}

	@Test
	void nameWithALineBreakIsShownOnOneLine() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			for (String channel : List.of("a\nb", "a\n".repeat(200))) {
				assertThatExceptionOfType(PublishRejectedException.class)
					.isThrownBy(() -> template(server).trigger(channel, "placed", 1))
					.withMessageContaining("'a\\u000a")
					.satisfies((ex) -> assertThat(ex.getMessage()).hasLineCount(1));
			}
		}
	}

	private static PusherTemplate template(ApiServer server) {
		return new PusherTemplate(server.options().retry(new FixedBackOff(1, 2)).build(), ApiServer.requestFactory(),
				new JsonMapper(), List.of(), InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
	}

}

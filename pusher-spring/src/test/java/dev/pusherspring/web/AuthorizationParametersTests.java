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

package dev.pusherspring.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AuthorizationParameters} and {@link Jsonp}.
 */
class AuthorizationParametersTests {

	@Test
	void formNamesOneChannel() {
		AuthorizationParameters parameters = form("socket_id", "1.2", "channel_name", "private-a", "tenant", "17");
		assertThat(parameters.isBatch()).isFalse();
		assertThat(parameters.socketId()).isEqualTo("1.2");
		assertThat(parameters.channel()).isEqualTo("private-a");
		assertThat(parameters.others()).containsOnlyKeys("tenant");
	}

	@Test
	void formOfThePluginNamesSeveral() {
		AuthorizationParameters parameters = form("socket_id", "1.2", "channel_name[0]", "private-a", "channel_name[1]",
				"private-b", "channel_name[2]", "private-a");
		assertThat(parameters.isBatch()).isTrue();
		assertThat(parameters.channels()).containsExactly("private-a", "private-b");
		assertThat(parameters.others()).isEmpty();
	}

	@Test
	void jsonNamesOneOrSeveral() {
		assertThat(json("{\"socket_id\":\"1.2\",\"channel_name\":\"private-a\",\"n\":7}").channel())
			.isEqualTo("private-a");
		AuthorizationParameters several = json(
				"{\"socket_id\":\"1.2\",\"channel_name\":[\"private-a\",\"private-b\"]}");
		assertThat(several.isBatch()).isTrue();
		assertThat(several.channels()).containsExactly("private-a", "private-b");
		assertThat(json("{\"tenant\":[\"a\",7],\"deep\":{\"b\":true}}").others())
			.isEqualTo(Map.of("tenant", List.of("a", "7"), "deep", List.of("{\"b\":true}")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "7", "{", "\"a\"", "null", "{\"a\":1}{" })
	void otherJsonIsInvalid(String json) {
		assertInvalid(() -> {
			AuthorizationParameters parameters = json(json);
			parameters.socketId();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"channel_name\":null", "\"channel_name\":5", "\"channel_name\":{\"a\":1}",
			"\"channel_name\":[\"private-a\",null]", "\"channel_name\":[5]", "\"channel_name\":[true]",
			"\"channel_name\":[[\"private-a\"]]", "\"channel_name[0]\":5", "\"channel_name[0]\":[null]" })
	void valueThatIsNotAStringIsNotAChannel(String channel) {
		assertInvalid(() -> json("{\"socket_id\":\"1.2\"," + channel + "}"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\"channel_name\":\"private-b\"", "\"channel_name\":[\"private-b\"]", "\"socket_id\":\"3.4\"" })
	void jsonThatNamesAParameterTwiceIsInvalid(String second) {
		assertInvalid(() -> json("{\"socket_id\":\"1.2\",\"channel_name\":\"private-a\"," + second + "}"));
	}

	@Test
	void parameterThatIsGivenTwiceIsInvalid() {
		assertInvalid(() -> form("socket_id", "1.2", "socket_id", "3.4").socketId());
		assertInvalid(() -> form("channel_name", "private-a", "channel_name", "private-b").channel());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1:2", "1.2\n", "x", "1.2::user::" })
	void socketIdThatIsNoneIsInvalid(String socketId) {
		assertInvalid(() -> form("socket_id", socketId).socketId());
	}

	@Test
	void numberOfChannelsIsLimited() {
		String[] form = IntStream.rangeClosed(0, AuthorizationParameters.MAX_CHANNELS)
			.boxed()
			.flatMap((i) -> List.of("channel_name[" + i + "]", "private-" + i).stream())
			.toArray(String[]::new);
		assertInvalid(() -> form(form).channels());
	}

	@ParameterizedTest
	@ValueSource(strings = { "cb", "pusherAuth1", "Pusher.auth_callbacks['1']", "$.a._b" })
	void answerCallsTheFunction(String callback) {
		WebAnswer script = Jsonp.wrap(
				new WebAnswer(HttpStatus.OK, MediaType.APPLICATION_JSON, "{\"auth\":\"k:\u2028s\"}"),
				List.of(callback));
		assertThat(script.contentType()).hasToString("application/javascript;charset=UTF-8");
		assertThat(script.body()).isEqualTo("/**/" + callback + "({\"auth\":\"k:\\u2028s\"});");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "alert(1)//", "a;b", "<script>", "a['b", "a[\"b\"]", "a\n", "1a", "a..b" })
	void otherFunctionIsInvalid(String callback) {
		assertInvalid(() -> Jsonp.wrap(WebAnswer.error(HttpStatus.OK, ""), List.of(callback)));
	}

	private static void assertInvalid(ThrowingCallable call) {
		assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.answer().status()).isEqualTo(HttpStatus.BAD_REQUEST));
	}

	private static AuthorizationParameters json(String json) {
		return AuthorizationParameters.ofJson(json.getBytes(StandardCharsets.UTF_8));
	}

	private static AuthorizationParameters form(String... namesAndValues) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			form.add(namesAndValues[i], namesAndValues[i + 1]);
		}
		return AuthorizationParameters.of(form);
	}

}

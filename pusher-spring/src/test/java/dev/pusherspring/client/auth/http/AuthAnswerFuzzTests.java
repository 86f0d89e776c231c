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

package dev.pusherspring.client.auth.http;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.testsupport.Fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link AuthAnswer} with answers of chance: each is used or refused, and the
 * refusal quotes nothing of it.
 */
class AuthAnswerFuzzTests {

	private static final String SECRET = "plantedsecret";

	private static final List<String> RECORDED = List.of("{\"auth\":\"key:%s\"}".formatted(SECRET),
			"{\"auth\":\"key:%s\",\"channel_data\":\"{\\\"user_id\\\":\\\"7\\\"}\"}".formatted(SECRET),
			"{\"auth\":\"key:x\",\"shared_secret\":\"%s\"}".formatted(SECRET),
			"{\"auth\":\"key:x\",\"user_data\":\"{\\\"id\\\":\\\"%s\\\"}\"}".formatted(SECRET));

	private final AuthTarget target = new AuthTarget(URI.create("https://app.example/auth"), "1.1", "private-room");

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void answerIsUsedOrRefusedWithoutAQuotation(boolean jsonp) {
		List<String> recorded = jsonp ? RECORDED.stream().map((json) -> "callback1(" + json + ");").toList() : RECORDED;
		int[] used = new int[1];
		Fuzz.run(recorded, (number, input) -> {
			try {
				AuthAnswer answer = AuthAnswer.parse(this.target, 200, input, jsonp ? "callback1" : null);
				answer.required("auth");
				answer.optional("channel_data");
				answer.optional("shared_secret");
				used[0]++;
			}
			catch (AuthorizationException ex) {
				for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
					assertThat(cause.toString()).doesNotContain(SECRET);
				}
			}
		});
		assertThat(used[0]).as("answers that were used").isGreaterThan(Fuzz.inputs() / 50);
	}

}

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

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccess;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.signature.AuthorizationSigner;
import dev.pusherspring.signature.UserJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for requests to {@link ChannelAuthorizationEndpoint} that cannot be answered.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChannelAuthorizationEndpointTests {

	private final ChannelAuthorizationEndpoint endpoint = endpoint(
			ChannelAccessPolicy.forChannels("private-broken*", (request) -> {
				throw new IllegalStateException("no database");
			}), ChannelAccessPolicy.forChannels("private-null", (request) -> null),
			ChannelAccessPolicy.forChannels("private-denied", (request) -> {
				throw new AuthorizationDeniedException("Access Denied");
			}), (request) -> AccessDecision.grant());

	@ParameterizedTest
	@ValueSource(strings = { "private-broken", "private-null", "private-encrypted-without-a-master-key" })
	void channelThatFailsDoesNotAffectTheOthers(String failing) {
		WebAnswer answer = this.endpoint.answer(batch("private-a", failing, "private-b"), null);
		assertThat(answer.status()).isEqualTo(HttpStatus.OK);
		JsonNode body = JsonMapper.shared().readTree(answer.body());
		assertThat(body.propertyNames()).containsExactly("private-a", failing, "private-b");
		assertThat(body.path(failing)).hasToString("{\"status\":500}");
		assertThat(Stream.of("private-a", "private-b").map(body::path)).allSatisfy((element) -> {
			assertThat(element.path("status").asInt()).isEqualTo(200);
			assertThat(element.path("data").path("auth").asString()).startsWith("app-key:");
		});
	}

	@Test
	void failuresOfARequestAreLoggedOnce(CapturedOutput output) {
		this.endpoint.answer(batch("private-a", "private-broken-1", "private-broken-2"), null);
		assertThat(output).containsOnlyOnce("java.lang.IllegalStateException: no database")
			.contains("2 of 3 channels")
			.contains("'private-broken-1'");
	}

	// as a method annotated with @PreAuthorize does
	@Test
	void policyMayDenyAccessByAnExceptionOfSpringSecurity(CapturedOutput output) {
		WebAnswer answer = this.endpoint.answer(batch("private-a", "private-denied"), null);
		JsonNode body = JsonMapper.shared().readTree(answer.body());
		assertThat(body.path("private-denied")).hasToString("{\"status\":403}");
		assertThat(body.path("private-a").path("status").asInt()).isEqualTo(200);
		assertThat(output).isEmpty();
	}

	@Test
	void nothingIsLoggedUnlessSomethingFails(CapturedOutput output) {
		this.endpoint.answer(batch("private-a", "not:a:channel"), null);
		assertThat(output).isEmpty();
	}

	@Test
	void failureOfASingleChannelIsThatOfTheRequest() {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("socket_id", "1.2");
		form.add("channel_name", "private-broken");
		assertThatIllegalStateException().isThrownBy(() -> this.endpoint.answer(AuthorizationParameters.of(form), null))
			.withMessage("no database");
	}

	private static AuthorizationParameters batch(String... channels) {
		MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
		form.add("socket_id", "1.2");
		List.of(channels).forEach((channel) -> form.add("channel_name[]", channel));
		return AuthorizationParameters.of(form);
	}

	private static ChannelAuthorizationEndpoint endpoint(ChannelAccessPolicy... policies) {
		return new ChannelAuthorizationEndpoint("pusher", new ChannelAccess(List.of(policies),
				new AuthorizationSigner("app-key", "app-secret"), new UserJson(JsonMapper.shared()), null));
	}

}

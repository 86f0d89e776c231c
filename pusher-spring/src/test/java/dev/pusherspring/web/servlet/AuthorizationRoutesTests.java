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

package dev.pusherspring.web.servlet;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import dev.pusherspring.web.AuthorizationEndpoint;
import dev.pusherspring.web.WebAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthorizationRoutes}. What they answer is tested with real web servers
 * by the smoke tests.
 */
class AuthorizationRoutesTests {

	private final List<Principal> principals = new ArrayList<>();

	private final AuthorizationEndpoint endpoint = (parameters, principal) -> {
		this.principals.add(principal);
		return new WebAnswer(HttpStatus.OK, MediaType.APPLICATION_JSON, "{}");
	};

	private final MockMvcTester mvc = MockMvcTester.create(
			MockMvcBuilders.routerFunctions(new AuthorizationRoutes(true).add("/auth", this.endpoint).build()).build());

	@ParameterizedTest
	@MethodSource("dev.pusherspring.web.Users#notAuthenticated")
	void userWhoIsNotAuthenticatedIsNotPassedOn(Principal principal) {
		assertThat(principalsOfPostAndGet(principal)).containsExactly(null, null);
	}

	@ParameterizedTest
	@MethodSource("dev.pusherspring.web.Users#authenticated")
	void userWhoIsAuthenticatedIsPassedOn(Principal principal) {
		assertThat(principalsOfPostAndGet(principal)).containsExactly(principal, principal);
	}

	@ParameterizedTest
	@ValueSource(strings = { "foo", "application/json;charset=bogus", "application/x-www-form-urlencoded;charset=bogus",
			"text/plain" })
	void contentTypeThatCannotBeReadIsNotSupported(String contentType) {
		assertThat(this.mvc.post().uri("/auth").header(HttpHeaders.CONTENT_TYPE, contentType))
			.hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
			.bodyText()
			.contains("The body must be a form or JSON");
	}

	private List<Principal> principalsOfPostAndGet(Principal principal) {
		assertThat(this.mvc.post().uri("/auth").principal(principal)).hasStatusOk();
		assertThat(this.mvc.get().uri("/auth?callback=cb").principal(principal)).hasStatusOk();
		return this.principals;
	}

}

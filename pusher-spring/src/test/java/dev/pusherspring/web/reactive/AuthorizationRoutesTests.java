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

package dev.pusherspring.web.reactive;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;

import dev.pusherspring.web.AuthorizationEndpoint;
import dev.pusherspring.web.WebAnswer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthorizationRoutes}. What they answer is tested with real web servers
 * by the smoke tests.
 */
class AuthorizationRoutesTests {

	private final List<String> threads = new ArrayList<>();

	private final List<Principal> principals = new ArrayList<>();

	private final AuthorizationEndpoint endpoint = (parameters, principal) -> {
		this.principals.add(principal);
		this.threads.add(Thread.currentThread().getName());
		return new WebAnswer(HttpStatus.OK, MediaType.APPLICATION_JSON, "{}");
	};

	@Test
	void endpointIsCalledOnAThreadThatMayBlock() {
		WebTestClient client = client(null);
		client.post().uri("/auth").exchange().expectStatus().isOk();
		client.post()
			.uri("/auth")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{}")
			.exchange()
			.expectStatus()
			.isOk();
		client.get().uri("/auth?callback=cb").exchange().expectStatus().isOk();
		assertThat(this.threads).hasSize(3).allSatisfy((thread) -> assertThat(thread).startsWith("boundedElastic-"));
	}

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
		client(null).post()
			.uri("/auth")
			.header(HttpHeaders.CONTENT_TYPE, contentType)
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains("The body must be a form or JSON"));
	}

	@Test
	void formThatCannotBeDecodedIsInvalid() {
		assertThatFormIsAnsweredWith("channel_name=private-%zz", HttpStatus.BAD_REQUEST);
	}

	@Test
	void formHasTheLimitOfTheCodecs() {
		assertThatFormIsAnsweredWith("x=" + "y".repeat(300_000), HttpStatus.CONTENT_TOO_LARGE);
	}

	private void assertThatFormIsAnsweredWith(String form, HttpStatus status) {
		client(null).post()
			.uri("/auth")
			.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED_VALUE)
			.bodyValue(form)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody(String.class)
			.value((body) -> assertThat(body).startsWith("{\"error\":"));
		assertThat(this.threads).isEmpty();
	}

	private List<Principal> principalsOfPostAndGet(Principal principal) {
		client(principal).post().uri("/auth").exchange().expectStatus().isOk();
		client(principal).get().uri("/auth?callback=cb").exchange().expectStatus().isOk();
		return this.principals;
	}

	private WebTestClient client(Principal principal) {
		return WebTestClient.bindToRouterFunction(new AuthorizationRoutes(true).add("/auth", this.endpoint).build())
			.webFilter(
					(exchange, chain) -> chain.filter(exchange.mutate().principal(Mono.justOrEmpty(principal)).build()))
			.build();
	}

	@Test
	void withoutAnEndpointThereIsNoRoute() {
		WebTestClient.bindToRouterFunction(new AuthorizationRoutes(false).build())
			.build()
			.post()
			.uri("/auth")
			.exchange()
			.expectStatus()
			.isNotFound();
	}

}

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

import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.UserAuthentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpUserAuthenticator}.
 */
class HttpUserAuthenticatorTests {

	private static final String OK = "{\"auth\":\"key:signature\",\"user_data\":\"{\\\"id\\\":\\\"42\\\"}\"}";

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	@Test
	void sendsSocketIdOnly() {
		this.endpoint.answer(200, OK);
		UserAuthentication authentication = new HttpUserAuthenticator(settings(), List.of()).authenticate("1.2");
		assertThat(authentication).isEqualTo(new UserAuthentication("key:signature", "{\"id\":\"42\"}"));
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.body()).isEqualTo("socket_id=1.2");
	}

	@Test
	void customizersAreToldThatThereIsNoChannel() {
		this.endpoint.answer(200, OK);
		AuthRequestCustomizer customizer = (request) -> request.params()
			.add("channel", String.valueOf(request.getChannelName()));
		new HttpUserAuthenticator(RestClient.create(), settings(), List.of(customizer)).authenticate("1.2");
		assertThat(this.endpoint.onlyRequest().body()).isEqualTo("socket_id=1.2&channel=null");
	}

	@Test
	void failsWithoutUserData() {
		this.endpoint.answer(200, "{\"auth\":\"key:signature\"}");
		HttpUserAuthenticator authenticator = new HttpUserAuthenticator(new SimpleClientHttpRequestFactory(),
				settings(), List.of());
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authenticator.authenticate("1.2"))
			.withMessage("Authentication of the user failed: '" + this.endpoint.uri("/user-auth")
					+ "' answered with status 200 but no 'user_data'")
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(200));
	}

	private HttpAuthSettings settings() {
		return HttpAuthSettings.builder(this.endpoint.uri("/user-auth")).build();
	}

}

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link HttpChannelAuthorizer} with the {@code ajax} transport.
 */
class HttpChannelAuthorizerTests {

	private static final String OK = "{\"auth\":\"key:signature\"}";

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	@Test
	void sendsSocketIdAndChannelNameAsForm() {
		this.endpoint.answer(200, OK);
		ChannelAuthorization authorization = authorizer(settings()).authorize("private-chat", "123.456");
		assertThat(authorization).isEqualTo(new ChannelAuthorization("key:signature"));
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.uri()).hasPath("/pusher/auth").hasNoQuery();
		assertThat(request.headers().get("Content-Type")).containsExactly("application/x-www-form-urlencoded");
		assertThat(request.headers().get("Accept")).containsExactly("application/json");
		assertThat(request.headers().get("Content-Length")).containsExactly("43");
		assertThat(request.body()).isEqualTo("socket_id=123.456&channel_name=private-chat");
	}

	@Test
	void doesNotAskForHttp2() {
		try (ScriptedServer server = new ScriptedServer()) {
			HttpAuthSettings settings = HttpAuthSettings.builder(URI.create("http://127.0.0.1:" + server.getPort()))
				.build();
			CompletableFuture<?> answer = CompletableFuture
				.runAsync(() -> new HttpChannelAuthorizer(settings, List.of()).authorize("private-chat", "1.2"));
			ScriptedPeer peer = server.accept();
			peer.readRequest();
			peer.refuse(404);
			assertThat(peer.getRequestLine()).isEqualTo("POST / HTTP/1.1");
			assertThat(peer.getHeaders()).doesNotContainKeys("upgrade", "http2-settings");
			assertThat(answer).failsWithin(Duration.ofSeconds(10));
		}
	}

	@Test
	void percentEncodesParametersAsUtf8() {
		this.endpoint.answer(200, OK);
		HttpAuthSettings settings = settings().param("grüße an", "a b&c=d+é€😀").build();
		new HttpChannelAuthorizer(settings, List.of()).authorize("private-a=b@c,d.e;f", "1.2");
		assertThat(this.endpoint.onlyRequest().body())
			.isEqualTo("socket_id=1.2&channel_name=private-a%3Db%40c%2Cd.e%3Bf"
					+ "&gr%C3%BC%C3%9Fe%20an=a%20b%26c%3Dd%2B%C3%A9%E2%82%AC%F0%9F%98%80");
	}

	@Test
	void keepsQueryOfEndpoint() {
		this.endpoint.answer(200, OK);
		HttpAuthSettings settings = HttpAuthSettings.builder(this.endpoint.uri("/auth?tenant=a%20b&x=1")).build();
		new HttpChannelAuthorizer(settings, List.of()).authorize("private-chat", "1.2");
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.uri().getRawQuery()).isEqualTo("tenant=a%20b&x=1");
		assertThat(request.body()).isEqualTo("socket_id=1.2&channel_name=private-chat");
	}

	@Test
	void sendsConfiguredParametersInOrderAndConfiguredHeaders() {
		this.endpoint.answer(200, OK);
		HttpAuthSettings.Builder settings = settings().param("first", "1")
			.params(Map.of("second", "2"))
			.header("X-Tenant", "acme")
			.headers(Map.of("X-CSRF-Token", "abcd"));
		authorizer(settings).authorize("private-chat", "1.2");
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.body()).endsWith("&first=1&second=2");
		assertThat(request.headers().get("X-Tenant")).containsExactly("acme");
		assertThat(request.headers().get("X-CSRF-Token")).containsExactly("abcd");
	}

	@Test
	void customizerReplacesConfiguredHeadersAndParametersOfTheSameName() {
		this.endpoint.answer(200, OK);
		HttpAuthSettings.Builder settings = settings().param("kept", "1")
			.param("token", "old")
			.header("X-Kept", "1")
			.header("authorization", "Bearer old");
		authorizer(settings, (request) -> {
			request.params().add("token", "new");
			request.headers().add("Authorization", "Bearer new");
		}).authorize("private-chat", "1.2");
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.body()).endsWith("&kept=1&token=new");
		assertThat(request.headers().get("Authorization")).containsExactly("Bearer new");
		assertThat(request.headers().get("X-Kept")).containsExactly("1");
	}

	@Test
	void customizersRunInOrderAndSeeTheQuestion() {
		this.endpoint.answer(200, OK);
		authorizer(settings(), (request) -> request.params().add("who", request.getSocketId()),
				(request) -> request.params().add("who", String.valueOf(request.getChannelName())))
			.authorize("private-chat", "1.2");
		assertThat(this.endpoint.onlyRequest().body()).endsWith("&who=1.2&who=private-chat");
	}

	@Test
	void customizersRunForEveryRequest() {
		this.endpoint.answer(200, OK);
		int[] count = new int[1];
		HttpChannelAuthorizer authorizer = authorizer(settings(),
				(request) -> request.headers().set("X-Count", String.valueOf(++count[0])));
		authorizer.authorize("private-a", "1.2");
		authorizer.authorize("private-b", "1.2");
		assertThat(this.endpoint.received()).extracting((request) -> request.headers().getFirst("X-Count"))
			.containsExactly("1", "2");
	}

	@Test
	void configuredHeaderReplacesDefaultOne() {
		this.endpoint.answer(200, OK);
		authorizer(settings().header("accept", "application/vnd.acme+json")).authorize("private-chat", "1.2");
		assertThat(this.endpoint.onlyRequest().headers().get("Accept")).containsExactly("application/vnd.acme+json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "socket_id", "channel_name" })
	void customizerMayNotReplaceTheQuestion(String name) {
		this.endpoint.answer(200, OK);
		HttpChannelAuthorizer authorizer = authorizer(settings(), (request) -> request.params().add(name, "x"));
		assertThatExceptionOfType(AuthorizationException.class)
			.isThrownBy(() -> authorizer.authorize("private-chat", "1.2"))
			.withMessageContaining("Parameter '" + name + "' is set by the client")
			.satisfies((ex) -> assertThat(ex.isRetryable()).isFalse());
		assertThat(this.endpoint.received()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 201 })
	void acceptsStatus(int status) {
		this.endpoint.answer(status, OK);
		assertThat(authorizer(settings()).authorize("private-chat", "1.2").auth()).isEqualTo("key:signature");
	}

	@Test
	void passesOnChannelDataVerbatim() {
		String channelData = "{\"user_id\": \"1\",  \"user_info\":{\"name\":\"Zoë \\u00e9\",\"n\":1.50}}";
		this.endpoint.answer(200, "{\"auth\":\"key:signature\",\"channel_data\":\"{\\\"user_id\\\": \\\"1\\\", "
				+ " \\\"user_info\\\":{\\\"name\\\":\\\"Zoë \\\\u00e9\\\",\\\"n\\\":1.50}}\",\"more\":[1]}");
		assertThat(authorizer(settings()).authorize("presence-chat", "1.2"))
			.isEqualTo(new ChannelAuthorization("key:signature", channelData));
	}

	@Test
	void passesOnSharedSecret() {
		this.endpoint.answer(200, "{\"auth\":\"key:signature\",\"channel_data\":null,\"shared_secret\":\"c2VjcmV0\"}");
		assertThat(authorizer(settings()).authorize("private-encrypted-chat", "1.2"))
			.isEqualTo(new ChannelAuthorization("key:signature", null, "c2VjcmV0"));
	}

	@Test
	void usesRestClientOfApplication() {
		this.endpoint.answer(200, OK);
		RestClient restClient = RestClient.builder()
			.defaultHeader("X-Application", "mine")
			.defaultHeader("X-Both", "application")
			.requestInterceptor((request, body, execution) -> {
				request.getHeaders().set("X-Intercepted", "yes");
				return execution.execute(request, body);
			})
			.build();
		new HttpChannelAuthorizer(restClient, settings().header("X-Both", "settings").build(), List.of())
			.authorize("private-chat", "1.2");
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.headers().get("X-Application")).containsExactly("mine");
		assertThat(request.headers().get("X-Both")).containsExactly("settings");
		assertThat(request.headers().get("X-Intercepted")).containsExactly("yes");
		assertThat(request.body()).isEqualTo("socket_id=1.2&channel_name=private-chat");
	}

	@Test
	void usesRequestFactoryOfApplication() {
		this.endpoint.answer(200, OK);
		new HttpChannelAuthorizer(new SimpleClientHttpRequestFactory(), settings().build(), List.of())
			.authorize("private-chat", "1.2");
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.headers().getFirst("User-Agent")).startsWith("Java/");
		assertThat(request.body()).isEqualTo("socket_id=1.2&channel_name=private-chat");
	}

	private HttpAuthSettings.Builder settings() {
		return HttpAuthSettings.builder(this.endpoint.uri("/pusher/auth"));
	}

	private static HttpChannelAuthorizer authorizer(HttpAuthSettings.Builder settings,
			AuthRequestCustomizer... customizers) {
		return new HttpChannelAuthorizer(settings.build(), List.of(customizers));
	}

}

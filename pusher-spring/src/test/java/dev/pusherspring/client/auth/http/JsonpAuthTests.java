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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.UserAuthentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for HTTP authorization with the {@code jsonp} transport.
 */
@ExtendWith(OutputCaptureExtension.class)
class JsonpAuthTests {

	private static final String OK = "{\"auth\":\"key:signature\"}";

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	@Test
	void sendsParametersInTheQueryOfAGetRequest() {
		answer("CALLBACK(" + OK + ");");
		HttpAuthSettings.Builder settings = settings("/auth").param("grüße", "a b&c");
		ChannelAuthorization authorization = authorizer(settings,
				(request) -> request.params().add("token", request.getSocketId()))
			.authorize("private-chat", "1.2");
		assertThat(authorization).isEqualTo(new ChannelAuthorization("key:signature"));
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.method()).isEqualTo("GET");
		assertThat(request.uri().getRawQuery()).isEqualTo("callback=pusherAuth1&socket_id=1.2"
				+ "&channel_name=private-chat&gr%C3%BC%C3%9Fe=a%20b%26c&token=1.2");
		assertThat(request.body()).isEmpty();
	}

	@Test
	void authenticatesUser() {
		answer("CALLBACK({\"auth\":\"key:signature\",\"user_data\":\"{}\"})");
		assertThat(new HttpUserAuthenticator(settings("/auth").build(), List.of()).authenticate("1.2"))
			.isEqualTo(new UserAuthentication("key:signature", "{}"));
		assertThat(this.endpoint.onlyRequest().uri().getRawQuery()).isEqualTo("callback=pusherAuth1&socket_id=1.2");
	}

	@Test
	void appendsToQueryOfEndpoint() {
		answer("CALLBACK(" + OK + ");");
		authorizer(settings("/auth?tenant=a%20b")).authorize("private-chat", "1.2");
		authorizer(settings("/auth?tenant=1&")).authorize("private-chat", "1.2");
		authorizer(settings("/auth?")).authorize("private-chat", "1.2");
		String parameters = "callback=pusherAuth1&socket_id=1.2&channel_name=private-chat";
		assertThat(this.endpoint.received()).extracting((request) -> request.uri().getRawQuery())
			.containsExactly("tenant=a%20b&" + parameters, "tenant=1&" + parameters, parameters);
	}

	@Test
	void eachRequestNamesAnotherCallback() {
		answer("CALLBACK(" + OK + ");");
		HttpChannelAuthorizer authorizer = authorizer(settings("/auth"));
		authorizer.authorize("private-a", "1.2");
		authorizer.authorize("private-b", "1.2");
		assertThat(this.endpoint.received()).extracting(JsonpAuthTests::callback)
			.containsExactly("pusherAuth1", "pusherAuth2");
	}

	@Test
	void refusalIsRetriedOnceWithFreshCredentials() {
		this.endpoint.respond((exchange) -> {
			boolean first = this.endpoint.received().size() == 1;
			AuthEndpoint.send(exchange, first ? 403 : 200, first ? "" : "pusherAuth2(" + OK + ")");
		});
		authorizer(settings("/auth"), (request) -> request.params().add("fresh", String.valueOf(request.isRetry())))
			.authorize("private-chat", "1.2");
		assertThat(this.endpoint.received()).extracting((request) -> request.uri().getQuery())
			.satisfiesExactly((first) -> assertThat(first).endsWith("&fresh=false"),
					(second) -> assertThat(second).endsWith("&fresh=true"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"auth\":\"key:signature\"}", "other({\"auth\":\"key:signature\"});",
			"CALLBACK2({\"auth\":\"key:signature\"});", "CALLBACK({\"auth\":\"key:signature\"}); alert(1)",
			"CALLBACK({\"auth\":\"key:signature\"}", "CALLBACK({\"auth\":\"key:\" + sign()});", "CALLBACK();",
			"CALLBACK({auth:'key:signature'});", "CALLBACK({\"auth\":\"a\"}, {\"auth\":\"b\"});", "CALLBACK)", "" })
	void anythingButACallWithJsonIsReported(String script) {
		answer(script);
		AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
				() -> authorizer(settings("/auth")).authorize("private-chat", "1.2"));
		assertThat(failure.getStatus()).isEqualTo(200);
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure).hasMessageStartingWith(
				"Authorization of channel 'private-chat' failed: '" + this.endpoint.uri("/auth") + "' answered with");
		assertThat(failure.getMessage()).doesNotContain("signature").doesNotContain("sign()");
	}

	@Test
	void textThatIsNotUtf8IsReported() {
		this.endpoint.respond((exchange) -> {
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write(new byte[] { (byte) 0xc3, 0x28 });
			exchange.close();
		});
		assertThat(catchThrowableOfType(AuthorizationException.class,
				() -> authorizer(settings("/auth")).authorize("private-chat", "1.2")))
			.hasMessageEndingWith("answered with status 200 but text that is not UTF-8");
	}

	@Test
	void configuredHeadersAreNotSentAndWarnedAboutOnceAtStart(CapturedOutput output) {
		answer("CALLBACK(" + OK + ");");
		HttpChannelAuthorizer authorizer = authorizer(
				settings("/auth?key=planted").header("X-Token", "planted-header").header("X-Other", "1"),
				(request) -> request.headers().set("X-More", "1"));
		assertThat(warnings(output)).isOne();
		assertThat(output).contains("WARN")
			.contains("Headers [X-Token, X-Other] are not sent to '" + this.endpoint.uri("/auth") + "'")
			.doesNotContain("planted");
		authorizer.authorize("private-a", "1.2");
		authorizer.authorize("private-b", "1.2");
		assertThat(warnings(output)).isOne();
		assertThat(this.endpoint.received()).noneMatch((request) -> request.headers().containsKey("X-Token"))
			.noneMatch((request) -> request.headers().containsKey("X-More"));
	}

	@Test
	void headersOfCustomizersAreWarnedAboutOnce(CapturedOutput output) {
		answer("CALLBACK(" + OK + ");");
		HttpChannelAuthorizer authorizer = authorizer(settings("/auth"),
				(request) -> request.headers().setBearerAuth("planted"));
		assertThat(warnings(output)).isZero();
		authorizer.authorize("private-a", "1.2");
		authorizer.authorize("private-b", "1.2");
		assertThat(warnings(output)).isOne();
		assertThat(output).contains("Headers [Authorization] are not sent").doesNotContain("planted");
		assertThat(this.endpoint.received()).noneMatch((request) -> request.headers().containsKey("Authorization"));
	}

	@Test
	void noHeadersNoWarning(CapturedOutput output) {
		authorizer(settings("/auth"));
		new HttpChannelAuthorizer(HttpAuthSettings.builder(this.endpoint.uri("/auth")).header("X-Token", "1").build(),
				List.of());
		assertThat(warnings(output)).isZero();
	}

	@Test
	void customizerMayNotReplaceTheCallback() {
		answer("CALLBACK(" + OK + ");");
		assertThat(catchThrowableOfType(AuthorizationException.class,
				() -> authorizer(settings("/auth"), (request) -> request.params().add("callback", "x"))
					.authorize("private-chat", "1.2")))
			.hasMessageContaining("Parameter 'callback' is set by the client");
	}

	private void answer(String script) {
		this.endpoint.respond((exchange) -> AuthEndpoint.send(exchange, 200, script.replace("CALLBACK",
				callback(this.endpoint.received().get(this.endpoint.received().size() - 1)))));
	}

	private static String callback(AuthEndpoint.Received request) {
		String query = request.uri().getRawQuery();
		return query.substring(query.indexOf("callback=") + 9, query.indexOf("&socket_id"));
	}

	private static int warnings(CapturedOutput output) {
		return StringUtils.countOccurrencesOf(output.toString(), "are not sent");
	}

	private HttpAuthSettings.Builder settings(String pathAndQuery) {
		return HttpAuthSettings.builder(this.endpoint.uri(pathAndQuery)).transport(AuthTransport.JSONP);
	}

	private static HttpChannelAuthorizer authorizer(HttpAuthSettings.Builder settings,
			AuthRequestCustomizer... customizers) {
		return new HttpChannelAuthorizer(settings.build(), List.of(customizers));
	}

}

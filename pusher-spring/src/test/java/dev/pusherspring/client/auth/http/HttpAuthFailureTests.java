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

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for how HTTP authorization fails.
 */
class HttpAuthFailureTests {

	private static final String OK = "{\"auth\":\"key:signature\"}";

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	@ParameterizedTest
	@CsvSource({ "202,false", "204,false", "400,false", "402,false", "404,false", "408,true", "409,false", "422,false",
			"425,true", "429,true", "500,true", "502,true", "503,true", "504,true" })
	void reportsStatusAndWhetherToTryAgainWithoutTryingAgainItself(int status, boolean retryable) {
		this.endpoint.answer(status, "");
		AuthorizationException failure = fail(authorizer());
		assertThat(failure.getStatus()).isEqualTo(status);
		assertThat(failure.isRetryable()).isEqualTo(retryable);
		assertThat(failure).hasMessage("Authorization of channel 'private-chat' failed: '"
				+ this.endpoint.uri("/pusher/auth") + "' answered with status " + status);
		assertThat(this.endpoint.received()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void refusalIsRetriedOnceWithFreshCredentials(int status) {
		this.endpoint.answerInTurn(OK, status, 200);
		AtomicInteger tokens = new AtomicInteger();
		ChannelAuthorization authorization = authorizer((request) -> request.headers()
			.setBearerAuth("token" + tokens.incrementAndGet() + (request.isRetry() ? "-renewed" : "-cached")))
			.authorize("private-chat", "1.2");
		assertThat(authorization.auth()).isEqualTo("key:signature");
		assertThat(this.endpoint.received()).extracting((request) -> request.headers().getFirst("Authorization"))
			.containsExactly("Bearer token1-cached", "Bearer token2-renewed");
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void secondRefusalIsFinal(int status) {
		this.endpoint.answer(status, "{\"auth\":\"key:signature\"}");
		AuthorizationException failure = fail(authorizer());
		assertThat(failure.getStatus()).isEqualTo(status);
		assertThat(failure.isRetryable()).isFalse();
		assertThat(failure).hasMessageEndingWith("refused with status " + status);
		assertThat(this.endpoint.received()).hasSize(2);
	}

	@Test
	void failureAfterRefusalIsReportedAsItself() {
		this.endpoint.answerInTurn("", 401, 503);
		AuthorizationException failure = fail(authorizer());
		assertThat(failure.getStatus()).isEqualTo(503);
		assertThat(failure.isRetryable()).isTrue();
		assertThat(this.endpoint.received()).hasSize(2);
	}

	@Test
	void refusalIsSeenThroughHttpUrlConnectionToo() {
		this.endpoint.respond((exchange) -> {
			exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
			AuthEndpoint.send(exchange, (this.endpoint.received().size() != 2) ? 401 : 200, OK);
		});
		HttpChannelAuthorizer authorizer = authorizer(new SimpleClientHttpRequestFactory());
		assertThat(authorizer.authorize("private-chat", "1.2").auth()).isEqualTo("key:signature");
		assertThat(fail(authorizer).getStatus()).isEqualTo(401);
	}

	@Test
	void unreachableEndpointIsRetryable() {
		HttpChannelAuthorizer authorizer = authorizer();
		this.endpoint.close();
		AuthorizationException failure = fail(authorizer);
		assertThat(failure.getStatus()).isNull();
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure).hasMessageContaining("could not be reached (java.net.ConnectException")
			.hasCauseInstanceOf(IOException.class);
	}

	@Test
	void requestThatTheHttpClientFindsIllegalIsNotTriedAgain() {
		AtomicInteger sent = new AtomicInteger();
		AuthorizationException failure = fail(authorizer((uri, method) -> {
			sent.incrementAndGet();
			throw new IllegalArgumentException("restricted header name");
		}));
		assertThat(failure).hasMessageContaining("could not be called (java.lang.IllegalArgumentException");
		assertThat(failure.isRetryable()).isFalse();
		assertThat(sent).hasValue(1);
	}

	@Test
	void brokenAnswerIsRetryable() {
		this.endpoint.respond((exchange) -> {
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write(OK.getBytes());
			throw new IOException("gone");
		});
		AuthorizationException failure = fail(authorizer());
		assertThat(failure.getStatus()).isNull();
		assertThat(failure.isRetryable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308 })
	void redirectToAnotherOriginIsNotFollowed(int status) {
		try (AuthEndpoint other = new AuthEndpoint().answer(200, OK)) {
			redirect(status, other.uri("/login?token=planted").toString());
			AuthorizationException failure = fail(authorizer((request) -> request.headers().setBearerAuth("token")));
			assertThat(failure.getStatus()).isEqualTo(status);
			assertThat(failure.isRetryable()).isFalse();
			assertThat(failure).hasMessageEndingWith("answered with a redirect to '" + other.uri("/login")
					+ "' (status " + status + "), which is not followed");
			assertThat(other.received()).isEmpty();
			assertThat(this.endpoint.received()).hasSize(1);
		}
	}

	@Test
	void redirectWithinOriginIsNotFollowedEither() {
		redirect(302, "/login");
		assertThat(fail(authorizer())).hasMessageContaining("redirect to '" + this.endpoint.uri("/login") + "'");
		redirect(302, "ht tp://");
		assertThat(fail(authorizer())).hasMessageContaining("answered with a redirect (status 302)");
		redirect(302, null);
		assertThat(fail(authorizer())).hasMessageContaining("answered with a redirect (status 302)");
		redirect(302, "/login");
		assertThat(fail(authorizer(new SimpleClientHttpRequestFactory()))).hasMessageContaining("redirect");
		assertThat(this.endpoint.received()).hasSize(4);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "<html>login</html>", "{\"auth\":", "{\"auth\":\"a\"} {}", "{'auth':'a'}",
			"{\"auth\":\"a\"} and more", "{\"auth\":\"a\"}}", "{\"auth\":\"a\"}<br>" })
	void malformedJsonIsReportedWithStatus(String body) {
		AuthorizationException failure = failOn(body);
		assertThat(failure.getStatus()).isEqualTo(200);
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure).hasNoCause();
		assertThat(failure.getMessage()).containsAnyOf("but malformed JSON", "but no JSON object");
	}

	@Test
	void jsonOtherThanAnObjectIsReported() {
		assertThat(failOn("[\"auth\"]")).hasMessageEndingWith("but no JSON object");
		assertThat(failOn("null")).hasMessageEndingWith("but no JSON object");
	}

	@Test
	void absurdlyNestedJsonIsReported() {
		assertThat(failOn("{\"auth\":" + "[".repeat(10_000))).hasMessageEndingWith("but malformed JSON");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{} | no 'auth'
			{"auth":null} | no 'auth'
			{"auth":" "} | an empty 'auth'
			{"auth":1} | a 'auth' that is not a JSON string
			{"auth":{"a":"b"}} | a 'auth' that is not a JSON string
			{"auth":"k:s","channel_data":{"user_id":"1"}} | a 'channel_data' that is not a JSON string
			{"auth":"k:s","channel_data":""} | an empty 'channel_data'
			{"auth":"k:s","shared_secret":7} | a 'shared_secret' that is not a JSON string
			""")
	void unusableFieldIsReported(String body, String complaint) {
		AuthorizationException failure = failOn(body);
		assertThat(failure).hasMessageEndingWith("answered with status 200 but " + complaint);
		assertThat(failure.getStatus()).isEqualTo(200);
		assertThat(failure.isRetryable()).isTrue();
	}

	@Test
	void answerOfExactlyTheLimitIsAcceptedAndOneByteMoreIsNot() {
		HttpAuthSettings settings = HttpAuthSettings.builder(this.endpoint.uri("/pusher/auth"))
			.maxResponseSize(DataSize.ofBytes(10_000))
			.build();
		HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(settings, List.of());
		this.endpoint.answer(200, OK + " ".repeat(10_000 - OK.length()));
		assertThat(authorizer.authorize("private-chat", "1.2").auth()).isEqualTo("key:signature");
		this.endpoint.answer(200, OK + " ".repeat(10_001 - OK.length()));
		AuthorizationException failure = fail(authorizer);
		assertThat(failure).hasMessageEndingWith("answered with more than 10000B");
		assertThat(failure.getStatus()).isEqualTo(200);
		assertThat(failure.isRetryable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 500 })
	void endlessAnswerIsNotReadToItsEnd(int status) throws Exception {
		AtomicInteger sent = new AtomicInteger();
		this.endpoint.respond((exchange) -> {
			exchange.sendResponseHeaders(status, 0);
			byte[] chunk = new byte[64 * 1024];
			while (true) {
				exchange.getResponseBody().write(chunk);
				sent.addAndGet(chunk.length);
			}
		});
		AuthorizationException failure = fail(authorizer());
		assertThat(failure.getStatus()).isEqualTo(status);
		// what the sockets hold, not what a server can send
		assertThat(sent.get()).isLessThan(32 * 1024 * 1024);
	}

	@Test
	void statusOfDrippingFailureIsReportedAtOnce() throws Exception {
		this.endpoint.drip(503);
		assertThat(fail(authorizer()).getStatus()).isEqualTo(503);
		assertThat(this.endpoint.awaitOtherSideGone()).isTrue();
	}

	@Test
	void failingCustomizerIsNamedAndRetryable() {
		IllegalStateException cause = new IllegalStateException("token service is down");
		AuthorizationException failure = fail(authorizer((request) -> {
			throw cause;
		}));
		assertThat(failure).hasMessageContaining("customizer '" + getClass().getName()).hasCause(cause);
		assertThat(failure.isRetryable()).isTrue();
		assertThat(failure.getStatus()).isNull();
		assertThat(this.endpoint.received()).isEmpty();
	}

	@Test
	void customizerMayDecideTheFailure() {
		AuthorizationException thrown = new AuthorizationException("no such user");
		assertThat(fail(authorizer((request) -> {
			throw thrown;
		}))).isSameAs(thrown);
	}

	@Test
	void proxyThatDemandsCredentialsIsReportedWithWhatToDo() {
		this.endpoint.answer(407, "");
		AuthorizationException failure = fail(authorizer());
		assertThat(failure)
			.hasMessageContaining("could not be reached: the proxy demands credentials (HTTP status 407)")
			.hasMessageContaining(ProxyAuthenticator.DISABLED_SCHEMES);
		assertThat(failure.getStatus()).isEqualTo(407);
		assertThat(failure.isRetryable()).isFalse();
	}

	@Test
	void errorIsNotTurnedIntoAFailure() {
		AssertionError error = new AssertionError("thrown on purpose");
		HttpChannelAuthorizer authorizer = authorizer((uri, method) -> {
			throw error;
		});
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> authorizer.authorize("private-chat", "1.2"))
			.isSameAs(error);
	}

	@Test
	void exceptionWithoutADetailIsReportedByItsClass() {
		AuthorizationException failure = fail(authorizer((uri, method) -> {
			throw new IllegalStateException();
		}));
		assertThat(failure).hasMessageEndingWith("could not be called (java.lang.IllegalStateException)")
			.hasCauseInstanceOf(IllegalStateException.class);
		assertThat(failure.isRetryable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 304, 399 })
	void statusOfRedirectsIsReportedAsOne(int status) {
		redirect(status, "/login");
		assertThat(fail(authorizer()))
			.hasMessageEndingWith("answered with a redirect to '%s' (status %d), which is not followed"
				.formatted(this.endpoint.uri("/login"), status));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void nothingIsSentWithoutASocketIdOrAChannel(String blank) {
		assertThatIllegalArgumentException().isThrownBy(() -> authorizer().authorize("private-chat", blank))
			.withMessage("'socketId' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> authorizer().authorize(blank, "1.2"))
			.withMessage("'channelName' must not be blank");
		assertThat(this.endpoint.received()).isEmpty();
	}

	private AuthorizationException failOn(String body) {
		this.endpoint.answer(200, body);
		return fail(authorizer());
	}

	private void redirect(int status, String location) {
		this.endpoint.respond((exchange) -> {
			if (location != null) {
				exchange.getResponseHeaders().set("Location", location);
			}
			AuthEndpoint.send(exchange, status, "");
		});
	}

	private HttpChannelAuthorizer authorizer(AuthRequestCustomizer... customizers) {
		HttpAuthSettings settings = HttpAuthSettings.builder(this.endpoint.uri("/pusher/auth")).build();
		return new HttpChannelAuthorizer(settings, List.of(customizers));
	}

	private HttpChannelAuthorizer authorizer(ClientHttpRequestFactory requestFactory) {
		HttpAuthSettings settings = HttpAuthSettings.builder(this.endpoint.uri("/pusher/auth")).build();
		return new HttpChannelAuthorizer(requestFactory, settings, List.of());
	}

	private static AuthorizationException fail(HttpChannelAuthorizer authorizer) {
		AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
				() -> authorizer.authorize("private-chat", "1.2"));
		assertThat(failure).isNotNull();
		return failure;
	}

}

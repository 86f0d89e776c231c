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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.client.auth.AuthRequest;
import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HttpChannelAuthorizer} with requests that are about several channels.
 */
class BatchAuthTests {

	private static final String ANSWER = """
			{"private-a":{"status":200,"data":{"auth":"key:a"}},
			"presence-b":{"data":{"auth":"key:b","channel_data":"{}"}}}""";

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	@Test
	void asksInTheFormOfThePlugin() {
		this.endpoint.answer(200, ANSWER);
		Map<String, BatchChannelAuthorizer.Result> results = authorize(authorizer(settings().param("tenant", "17")));
		AuthEndpoint.Received request = this.endpoint.onlyRequest();
		assertThat(request.method()).isEqualTo("POST");
		assertThat(request.headers().get("Content-Type")).containsExactly("application/x-www-form-urlencoded");
		assertThat(request.body())
			.isEqualTo("socket_id=1.2&channel_name[0]=private-a&channel_name[1]=presence-b&tenant=17");
		assertThat(results.get("private-a").authorization()).isEqualTo(new ChannelAuthorization("key:a"));
		assertThat(results.get("presence-b").authorization()).isEqualTo(new ChannelAuthorization("key:b", "{}"));
	}

	@Test
	void singleChannelIsAskedForAsEver() {
		this.endpoint.answer(200, "{\"auth\":\"key:a\"}");
		assertThat(authorizer(settings()).authorize("private-a", "1.2")).isEqualTo(new ChannelAuthorization("key:a"));
		assertThat(this.endpoint.onlyRequest().body()).isEqualTo("socket_id=1.2&channel_name=private-a");
	}

	@Test
	void authorizationMayBeThereWithoutData() {
		this.endpoint.answer(200, "{\"private-a\":{\"auth\":\"key:a\"},\"presence-b\":{\"status\":403}}");
		assertThat(authorize(authorizer(settings())).get("private-a").authorization())
			.isEqualTo(new ChannelAuthorization("key:a"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"status":403}                       | 403 | false | refused with status 403
					{"status":404,"data":{"auth":"k:x"}} | 404 | false | answered with status 404
					{"status":503}                       | 503 | true  | answered with status 503
					{"status":"429"}                     | 429 | true  | answered with status 429
					{"status":"no"}                      | -1  | false | answered with status -1
					{"status":200,"data":{}}             | 200 | true  | answered with status 200 but no 'auth'
					{"status":200,"data":{"auth":7}}     | 200 | true  | answered with status 200 but a 'auth' that is not a JSON string
					null                                 | 404 | false | answered for other channels of the batch, but not for this one
					""")
	void channelThatIsNotGrantedDoesNotAffectTheOthers(String outcome, int status, boolean retryable, String message) {
		this.endpoint.answer(200,
				"{\"private-a\":" + outcome + ",\"presence-b\":{\"status\":200,\"data\":{\"auth\":\"key:b\"}}}");
		Map<String, BatchChannelAuthorizer.Result> results = authorize(authorizer(settings()));
		assertThat(results.get("private-a").failure())
			.hasMessage("Authorization of channel 'private-a' failed: '" + this.endpoint.uri("/auth") + "' " + message);
		assertThat(results.get("private-a").failure().getStatus()).isEqualTo(status);
		assertThat(results.get("private-a").failure().isRetryable()).isEqualTo(retryable);
		assertThat(results.get("presence-b").authorization()).isEqualTo(new ChannelAuthorization("key:b"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			400 | Parameter 'channel_name' is missing
			403 | ``
			404 | Not found
			422 | {"errors":{"channel_name":["must be a string"]}}
			500 | Array to string conversion
			302 | ``
			200 | {"auth":"key:signature"}
			200 | {}
			200 | []
			200 | <html>Log in</html>
			200 | {"private-a":"key:signature"}
			""")
	void endpointThatAnswersOtherwiseDoesNotUnderstandBatches(int status, String body) {
		this.endpoint.answer(status, body);
		HttpChannelAuthorizer authorizer = authorizer(settings());
		try (LogRecorder log = new LogRecorder("dev.pusherspring.client.auth")) {
			assertThat(authorize(authorizer)).isEmpty();
			assertThat(authorize(authorizer)).isEmpty();
			assertThat(log.text().lines().filter((line) -> line.startsWith("WARN "))).singleElement()
				.asString()
				.contains("'" + this.endpoint.uri("/auth") + "' does not support batches of channels")
				.doesNotContain("key:signature");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 502, 503, 504 })
	void endpointThatIsBusyMayUnderstandBatches(int status) {
		this.endpoint.answer(status, "");
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorize(authorizer(settings())))
			.withMessage("Authorization of 2 channels failed: '%s' answered with status %d"
				.formatted(this.endpoint.uri("/auth"), status))
			.satisfies((ex) -> assertThat(ex.isRetryable()).isTrue());
	}

	@Test
	void proxyThatDemandsCredentialsSaysNothingAboutTheEndpoint() {
		this.endpoint.answer(407, "");
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorize(authorizer(settings())))
			.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(407));
	}

	@Test
	void endpointThatDoesNotAnswerMayUnderstandBatches() {
		this.endpoint.hang();
		HttpChannelAuthorizer authorizer = authorizer(settings().timeout(Duration.ofMillis(50)));
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorize(authorizer))
			.satisfies((ex) -> assertThat(ex.isRetryable()).isTrue());
	}

	@Test
	void endpointThatHasUnderstoodBeforeIsBrokenWithStatus500() {
		this.endpoint.answer(200, ANSWER);
		HttpChannelAuthorizer authorizer = authorizer(settings());
		authorize(authorizer);
		this.endpoint.answer(500, "");
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorize(authorizer))
			.satisfies((ex) -> assertThat(ex.isRetryable()).isTrue());
	}

	@Test
	void refusalOfTheRequestLeadsToFreshCredentials() {
		this.endpoint.respond(
				(exchange) -> AuthEndpoint.send(exchange, (this.endpoint.received().size() == 1) ? 401 : 200, ANSWER));
		List<Boolean> retries = new ArrayList<>();
		assertThat(authorize(authorizer(settings(), (request) -> retries.add(request.isRetry())))).hasSize(2);
		assertThat(retries).containsExactly(false, true);
	}

	@Test
	void refusalOfAllChannelsLeadsToFreshCredentials() {
		String refusal = "{\"private-a\":{\"status\":401},\"presence-b\":{\"status\":403}}";
		this.endpoint.respond((exchange) -> AuthEndpoint.send(exchange, 200,
				(this.endpoint.received().size() == 1) ? refusal : ANSWER));
		List<Boolean> retries = new ArrayList<>();
		Map<String, BatchChannelAuthorizer.Result> results = authorize(
				authorizer(settings(), (request) -> retries.add(request.isRetry())));
		assertThat(retries).containsExactly(false, true);
		assertThat(results.values()).allMatch((result) -> result.authorization() != null);
	}

	@Test
	void credentialsAreFreshOnceOnly() {
		this.endpoint
			.respond((exchange) -> AuthEndpoint.send(exchange, (this.endpoint.received().size() == 1) ? 401 : 200,
					"{\"private-a\":{\"status\":401},\"presence-b\":{\"status\":401}}"));
		List<Boolean> retries = new ArrayList<>();
		authorize(authorizer(settings(), (request) -> retries.add(request.isRetry())));
		assertThat(retries).containsExactly(false, true);
	}

	@Test
	void customizerThatIsRefusedSaysNothingAboutTheEndpoint() {
		AuthorizationException refused = new AuthorizationException("No token", 403, false, null);
		HttpChannelAuthorizer authorizer = authorizer(settings(), (request) -> {
			throw refused;
		});
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorize(authorizer))
			.isSameAs(refused);
		assertThat(this.endpoint.received()).isEmpty();
	}

	@Test
	void customizerSeesAllChannels() {
		this.endpoint.answer(200, ANSWER);
		List<AuthRequest> requests = new ArrayList<>();
		authorize(authorizer(settings(), requests::add));
		assertThat(requests).singleElement().satisfies((request) -> {
			assertThat(request.getChannelNames()).containsExactly("private-a", "presence-b");
			assertThat(request.getChannelName()).isNull();
		});
	}

	@Test
	void parametersOfTheBatchCannotBeReplaced() {
		HttpChannelAuthorizer authorizer = authorizer(settings(),
				(request) -> request.params().add("channel_name[0]", "private-z"));
		assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> authorize(authorizer))
			.withMessageContaining("'channel_name[0]' is set by the client");
	}

	@Test
	void eachChannelMayHaveAnAnswerOfFullSize() {
		String auth = "k".repeat(600);
		this.endpoint.answer(200,
				"{\"private-a\":{\"auth\":\"%1$s\"},\"presence-b\":{\"auth\":\"%1$s\"}}".formatted(auth));
		assertThat(authorize(authorizer(settings().maxResponseSize(DataSize.ofBytes(700))))).hasSize(2);
		assertThat(authorize(authorizer(settings().maxResponseSize(DataSize.ofBytes(500))))).isEmpty();
	}

	@Test
	void scriptsAreAboutOneChannel() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings().transport(AuthTransport.JSONP).build())
			.withMessage("Batches cannot be sent with the 'jsonp' transport");
	}

	private HttpAuthSettings.Builder settings() {
		return HttpAuthSettings.builder(this.endpoint.uri("/auth")).batchLimits(BatchLimits.defaults());
	}

	private static HttpChannelAuthorizer authorizer(HttpAuthSettings.Builder settings,
			AuthRequestCustomizer... customizers) {
		return new HttpChannelAuthorizer(settings.build(), List.of(customizers));
	}

	private static Map<String, BatchChannelAuthorizer.Result> authorize(HttpChannelAuthorizer authorizer) {
		Set<String> channels = new LinkedHashSet<>(List.of("private-a", "presence-b"));
		return authorizer.authorize(channels, "1.2");
	}

}

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

package dev.pusherspring.publish;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonValue;
import com.pusher.rest.SignatureUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.backoff.FixedBackOff;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.publish.ApiServer.Request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherTemplate} against a server that does what a test says.
 */
@Timeout(30)
class PusherTemplateTests {

	private static final String OK = ApiServer.answer("200 OK", "{}");

	private static final JsonMapper mapper = new JsonMapper();

	@Test
	void bodyHasWhatTheMessageSays() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			template(server).trigger(PusherMessage.of(List.of("a", "b"), "placed", Map.of("id", 1))
				.excluding("1.2")
				.withInfo(ChannelAttribute.SUBSCRIPTION_COUNT, ChannelAttribute.USER_COUNT));
			Request request = server.getRequests().get(0);
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.path()).isEqualTo("/apps/7/events");
			assertThat(request.head()).contains("Content-Type: application/json\r\n");
			assertThat(request.body()).isEqualTo("""
					{"name":"placed","channels":["a","b"],"data":"{\\"id\\":1}","socket_id":"1.2",\
					"info":"user_count,subscription_count"}""");
		}
	}

	@Test
	void textIsSentAsItIsAndAnythingElseAsJson() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			PusherTemplate template = template(server);
			template.trigger("a", "e", "no JSON");
			template.trigger("a", "e", "{\"a\":1}");
			template.trigger("a", "e", List.of("x"));
			template.trigger("a", "e", Instant.EPOCH);
			template.trigger("a", "e", null);
			assertThat(server.getRequests())
				.extracting((request) -> mapper.readTree(request.body()).get("data").asString())
				.containsExactly("no JSON", "{\"a\":1}", "[\"x\"]", "\"1970-01-01T00:00:00Z\"", "null");
		}
	}

	@Test
	void batchIsSplitAndKeepsItsOrder() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			template(server)
				.triggerBatch(IntStream.range(0, 25).mapToObj((i) -> PusherMessage.of("a", "e", i)).toList());
			assertThat(server.getRequests()).extracting(Request::path).containsOnly("/apps/7/batch_events").hasSize(3);
			assertThat(server.getRequests()
				.stream()
				.flatMap((request) -> mapper.readTree(request.body()).get("batch").valueStream())
				.map((event) -> event.get("data").asString()))
				.containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(String::valueOf).toList());
		}
	}

	@Test
	void batchThatFailsInPartTellsWhatWasPublished() {
		try (ApiServer server = new ApiServer(
				(request) -> request.body().contains("\"15\"") ? ApiServer.answer("400 Bad Request", "") : OK)) {
			assertThatExceptionOfType(PublishRejectedException.class)
				.isThrownBy(() -> template(server)
					.triggerBatch(IntStream.range(0, 25).mapToObj((i) -> PusherMessage.of("a", "e", i)).toList()))
				.satisfies((ex) -> assertThat(ex.getPublished()).isEqualTo(10))
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(400));
		}
	}

	@Test
	void nothingOfABatchIsPublishedIfOneMessageCannotBe() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			List<PusherMessage> messages = new ArrayList<>(
					IntStream.range(0, 10).mapToObj((i) -> PusherMessage.of("a", "e", i)).toList());
			messages.add(PusherMessage.of("a", "e", "x".repeat(10_241)));
			assertThatExceptionOfType(PublishRejectedException.class)
				.isThrownBy(() -> template(server).triggerBatch(messages))
				.withMessage("The data of event 'e' has 10241 bytes, but at most 10240 are allowed");
			assertThat(server.getRequests()).isEmpty();
		}
	}

	@Test
	void answersAreTyped() {
		Map<String, String> answers = Map.of("/apps/7/events",
				"{\"channels\":{\"presence-a\":{\"user_count\":2,\"subscription_count\":3}}}", "/apps/7/channels",
				"{\"channels\":{\"presence-a\":{\"user_count\":2},\"presence-b\":{}}}", "/apps/7/channels/cache-a",
				"{\"occupied\":true,\"subscription_count\":4,\"cache\":{\"data\":\"d\",\"ttl\":60}}",
				"/apps/7/channels/presence-a/users", "{\"users\":[{\"id\":\"u1\"},{\"id\":2}]}");
		try (ApiServer server = new ApiServer(
				(request) -> ApiServer.answer("200 OK", answers.getOrDefault(request.path(), "{}")))) {
			PusherTemplate template = template(server);
			assertThat(template.trigger(PusherMessage.of("presence-a", "e", 1).withInfo(ChannelAttribute.USER_COUNT)))
				.containsExactly(Map.entry("presence-a", new ChannelInfo(null, 2, 3, null)));
			assertThat(template.getChannels("presence-", ChannelAttribute.USER_COUNT)).containsOnly(
					Map.entry("presence-a", new ChannelInfo(null, 2, null, null)),
					Map.entry("presence-b", new ChannelInfo(null, null, null, null)));
			assertThat(template.getChannel("cache-a", ChannelAttribute.SUBSCRIPTION_COUNT, ChannelAttribute.CACHE))
				.isEqualTo(new ChannelInfo(true, null, 4, new ChannelInfo.Cache("d", 60L)));
			assertThat(template.getUsers("presence-a")).containsExactly("u1", "2");
			template.terminateConnections("a user/1");
			assertThat(server.getRequests()).extracting(Request::path)
				.last()
				.isEqualTo("/apps/7/users/a%20user%2F1/terminate_connections");
			assertThat(server.getRequests().get(1).parameters()).containsEntry("filter_by_prefix", "presence-")
				.containsEntry("info", "user_count");
		}
	}

	@Test
	void userIsWrittenToOnTheirOwnChannel() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			template(server).sendToUser("42", "e", 1);
			assertThat(server.getRequests().get(0).body()).contains("\"channels\":[\"#server-to-user-42\"]");
		}
	}

	@Test
	void requestThatGetsNoAnswerIsSentOnce() {
		try (ApiServer server = new ApiServer((request) -> "")) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", Map.of("pin", "4711")))
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isTrue())
				.withMessageContaining(
						"Event 'placed' for channel 'orders' was sent to '127.0.0.1:%d'".formatted(server.getPort()));
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 500, 502, 504 })
	void serverInTroubleIsAskedOnce(int status) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer(status + " Trouble", ""))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isTrue())
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(status));
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 429, 503 })
	void callThatIsTurnedAwayIsRepeatedAndSignedAnew(int status) {
		AtomicLong seconds = new AtomicLong(1_700_000_000);
		InstantSource clock = () -> Instant.ofEpochSecond(seconds.getAndIncrement());
		try (ApiServer server = failing(2, ApiServer.answer(status + " Later", "", "Retry-After: 0"))) {
			template(server, clock).trigger("orders", "placed", 1);
			assertThat(server.getRequests()).hasSize(3)
				.extracting((request) -> request.parameters().get("auth_timestamp"))
				.containsExactly("1700000000", "1700000001", "1700000002");
			assertThat(server.getRequests()).extracting((request) -> request.parameters().get("auth_signature"))
				.doesNotHaveDuplicates();
		}
	}

	@Test
	void callThatIsAlwaysTurnedAwayFailsAndMayBeRepeated() {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("429 Later", ""))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.satisfies((ex) -> assertThat(ex.isAmbiguous()).isFalse());
			assertThat(server.getRequests()).hasSize(3);
		}
	}

	@Test
	void serverThatWantsALongPauseIsNotWaitedFor() {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("503 Later", "", "Retry-After: 3600"))) {
			assertThatExceptionOfType(PublishFailedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1));
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@Test
	void noConnectionIsNotAmbiguous() throws IOException {
		int port;
		try (ServerSocket unused = new ServerSocket(0)) {
			port = unused.getLocalPort();
		}
		PublishOptions options = PublishOptions.builder("7", "k", "s")
			.address(URI.create("http://127.0.0.1:" + port))
			.retry(new FixedBackOff(1, 2))
			.build();
		PublishCall[] seen = new PublishCall[1];
		PusherTemplate template = new PusherTemplate(options, ApiServer.requestFactory(), mapper,
				List.of(new PublishInterceptor() {

					@Override
					public <T> T intercept(PublishCall call, Supplier<T> proceed) {
						seen[0] = call;
						return proceed.get();
					}

				}));
		assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> template.trigger("a", "e", 1))
			.satisfies((ex) -> assertThat(ex.isAmbiguous()).isFalse())
			.withMessageContaining("Connection refused");
		assertThat(seen[0].getAttempts()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 413 })
	void refusalIsFinal(int status) {
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer(status + " No", ""))) {
			assertThatExceptionOfType(PublishRejectedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(status));
			assertThat(server.getRequests()).hasSize(1);
		}
	}

	@Test
	void errorInABodyWithStatus200IsOne() {
		try (ApiServer server = new ApiServer(
				(request) -> ApiServer.answer("200 OK", "{\"error\":\"The payload is too big\",\"code\":413}"))) {
			assertThatExceptionOfType(PublishRejectedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.withMessageEndingWith("was rejected by '127.0.0.1:%d' with status 413: The payload is too big"
					.formatted(server.getPort()))
				.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(413));
		}
	}

	@Test
	void redirectIsNotFollowed() {
		try (ApiServer other = new ApiServer((request) -> OK);
				ApiServer server = new ApiServer((request) -> ApiServer.answer("307 Elsewhere", "",
						"Location: http://127.0.0.1:" + other.getPort() + "/apps/7/events"))) {
			assertThatExceptionOfType(PublishRejectedException.class)
				.isThrownBy(() -> template(server).trigger("orders", "placed", 1))
				.withMessageContaining("redirect");
			assertThat(other.getRequests()).isEmpty();
		}
	}

	@Test
	void clockThatIsWrongIsNamed() {
		InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:20:00Z"));
		try (ApiServer server = new ApiServer((request) -> ApiServer.answer("401 Unauthorized",
				"Timestamp expired: not within 600s", "Date: Thu, 01 Jan 2026 00:00:00 GMT"))) {
			assertThatExceptionOfType(PublishRejectedException.class)
				.isThrownBy(() -> template(server, clock).trigger("orders", "placed", 1))
				.withMessageContaining("the clock of this machine is 1200 s ahead of the clock of the server");
		}
	}

	@Test
	void exceptionsQuoteNeitherSignatureNorSecretNorData() {
		Function<Request, String> quoting = (request) -> ApiServer.answer("400 Bad Request",
				"You sent " + request.body() + " with " + request.head());
		Function<Request, String> word = (request) -> ApiServer.answer("400 Bad Request", "4711 is not valid here");
		Function<Request, String> signed = (request) -> ApiServer.answer("401 Unauthorized",
				"Invalid signature: you should have sent HmacSHA256Hex(\"POST\\n" + request.head() + "\")");
		for (Function<Request, String> answers : List.of(quoting, word, signed,
				(Function<Request, String>) (r) -> "")) {
			try (ApiServer server = new ApiServer(answers)) {
				assertThatExceptionOfType(PublishException.class)
					.isThrownBy(() -> template(server).trigger("orders", "placed", Map.of("pin", "4711")))
					.satisfies((ex) -> {
						String signature = server.getRequests().get(0).parameters().get("auth_signature");
						for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
							assertThat(cause.toString()).doesNotContain(signature, "4711", "app-secret", "auth_");
						}
					});
			}
		}
	}

	@Test
	void limitsAreChecked() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			PusherTemplate template = template(server);
			rejected(() -> template.trigger(Collections.nCopies(101, "a"), "e", 1), "has 101 channels");
			rejected(() -> template.trigger("a b", "e", 1), "ASCII letters");
			rejected(() -> template.trigger("a".repeat(201), "e", 1), "200 characters");
			rejected(() -> template.trigger("a", "e".repeat(201), 1), "between 1 and 200 characters");
			rejected(() -> template.trigger("a", "", 1), "between 1 and 200 characters");
			rejected(() -> template.trigger("a", "e", "ä".repeat(5121)), "10242 bytes");
			rejected(() -> template.trigger(PusherMessage.of("a", "e", 1).excluding("1:2")), "not a valid socket id");
			rejected(() -> template.trigger("private-encrypted-a", "e", 1), "no master key");
			rejected(() -> template.trigger(List.of("a", "private-encrypted-a"), "e", 1), "is encrypted. Publish");
			rejected(() -> template.sendToUser("u".repeat(190), "e", 1), "The id of the user");
			rejected(() -> template.triggerBatch(List.of(PusherMessage.of(List.of("a", "b"), "e", 1))), "in a batch");
			rejected(() -> template.trigger("a", "e", new Unwritable()), "cannot be converted to JSON");
			assertThat(server.getRequests()).isEmpty();
			template.trigger("a", "e", "x".repeat(10_240));
			template.trigger(Collections.nCopies(100, "a"), "e".repeat(200), 1);
			assertThat(server.getRequests()).hasSize(2);
		}
	}

	@Test
	void limitsCanBeChanged() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			PublishOptions options = server.options().limits(new PublishOptions.Limits(5, 2, 3)).build();
			PusherTemplate template = new PusherTemplate(options, ApiServer.requestFactory(), mapper);
			rejected(() -> template.trigger("a", "e", "123456"), "has 6 bytes, but at most 5");
			rejected(() -> template.trigger(List.of("a", "b", "c"), "e", 1), "but at most 2 are allowed");
			template.triggerBatch(Collections.nCopies(7, PusherMessage.of("a", "e", 1)));
			assertThat(server.getRequests()).hasSize(3);
		}
	}

	@Test
	void traceContextGoesIntoDataThatIsAnObject() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			PusherTemplate template = new PusherTemplate(server.options().traceContextField("trace").build(),
					ApiServer.requestFactory(), mapper, List.of(new PublishInterceptor() {

						@Override
						public <T> T intercept(PublishCall call, Supplier<T> proceed) {
							call.getTraceContext().put("traceparent", "00-1");
							return proceed.get();
						}

					}));
			template.trigger("a", "e", Map.of("id", 1));
			template.trigger("a", "e", Map.of());
			template.trigger("a", "e", List.of(1));
			template.trigger("a", "e", "{}");
			assertThat(server.getRequests())
				.extracting((request) -> mapper.readTree(request.body()).get("data").asString())
				.containsExactly("{\"trace\":{\"traceparent\":\"00-1\"},\"id\":1}",
						"{\"trace\":{\"traceparent\":\"00-1\"}}", "[1]", "{}");
		}
	}

	@Test
	void pathOfTheServerIsSigned() {
		try (ApiServer server = new ApiServer((request) -> OK)) {
			PublishOptions options = server.options()
				.address(URI.create("http://127.0.0.1:" + server.getPort() + "/prefix/"))
				.build();
			new PusherTemplate(options, ApiServer.requestFactory(), mapper).trigger("a", "e", 1);
			Request request = server.getRequests().get(0);
			assertThat(request.path()).isEqualTo("/prefix/apps/7/events");
			assertThat(request.parameters().get("auth_signature"))
				.isEqualTo(SignatureUtil.sign("POST\n/prefix/apps/7/events\nauth_key=app-key&auth_timestamp="
						+ request.parameters().get("auth_timestamp") + "&auth_version=1.0&body_md5="
						+ request.parameters().get("body_md5"), "app-secret"));
		}
	}

	@Test
	void optionsShowNoSecrets() {
		PublishOptions options = PublishOptions.builder("7", "key", "top-secret").cluster("eu").build();
		assertThat(options).hasToString(
				"PublishOptions[name=pusher, address=https://api-eu.pusher.com, appId=7, key=key, secret=******]");
		assertThat(PusherMessage.of("a", "e", "payload").toString()).doesNotContain("payload");
	}

	private static void rejected(Runnable action, String message) {
		assertThatExceptionOfType(PublishRejectedException.class).isThrownBy(action::run)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getStatus()).isNull());
	}

	private static ApiServer failing(int times, String answer) {
		AtomicLong left = new AtomicLong(times);
		return new ApiServer((request) -> (left.getAndDecrement() > 0) ? answer : OK);
	}

	private static PusherTemplate template(ApiServer server) {
		return template(server, InstantSource.system());
	}

	private static PusherTemplate template(ApiServer server, InstantSource clock) {
		return new PusherTemplate(server.options().retry(new FixedBackOff(1, 2)).build(), ApiServer.requestFactory(),
				mapper, List.of(), clock);
	}

	/**
	 * Data that cannot be written.
	 */
	static class Unwritable {

		@JsonValue
		int number() {
			throw new IllegalStateException("4711");
		}

	}

}

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

package dev.pusherspring.smoke.endpoints;

import java.net.http.HttpResponse;
import java.util.Map;

import com.pusher.rest.Pusher;
import com.pusher.rest.data.PresenceUser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.signature.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoints that authorize, behind Spring Security with its protection
 * against forged requests. The official server library says which signatures are right.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AbstractAuthorizationTests {

	private static final String AUTH = "/pusher/auth";

	private static final String USER_AUTH = "/pusher/user-auth";

	private final Pusher official = new Pusher("1", "app-key", "app-secret");

	private final WebApplicationType type;

	private RunningApplication application;

	AbstractAuthorizationTests(WebApplicationType type) {
		this.type = type;
	}

	@BeforeAll
	void start() {
		this.application = RunningApplication.start(this.type);
	}

	@AfterAll
	void stop() {
		this.application.close();
	}

	@Test
	void channelIsSignedForItsUserAndDeniedToAnother() {
		HttpResponse<String> response = ask("ann", "private-diary-of-ann");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(this.official.authenticate("12.34", "private-diary-of-ann"));
		assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
		assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
		HttpResponse<String> denied = ask("bob", "private-diary-of-ann");
		assertThat(denied.statusCode()).isEqualTo(403);
		assertThat(denied.body()).doesNotContain("app-key");
	}

	@Test
	void visitorWithoutLoginIsNotAuthorized() {
		assertThat(ask("", "private-diary-of-nobody").statusCode()).isEqualTo(401);
	}

	@Test
	void forgedRequestIsRefused() {
		assertThat(this.application.visitor("ann")
			.forged(AUTH, "socket_id", "12.34", "channel_name", "private-diary-of-ann")
			.statusCode()).isEqualTo(403);
	}

	@Test
	void memberIsWhatThePolicySays() {
		assertThat(ask("ann", "presence-desk").body()).isEqualTo(
				this.official.authenticate("12.34", "presence-desk", new PresenceUser("ann", Map.of("name", "ANN"))));
	}

	@Test
	void encryptedChannelGetsItsKey() {
		JsonNode answer = json(ask("ann", "private-encrypted-diary-of-ann"));
		assertThat(answer.path("auth").asString()).isEqualTo(auth("12.34:private-encrypted-diary-of-ann"));
		assertThat(answer.path("shared_secret").asString()).hasSize(44);
		assertThat(ask("bob", "private-encrypted-diary-of-ann").body()).doesNotContain("shared_secret");
	}

	@Test
	void authorizationManagerDecides() {
		assertThat(ask("root", "private-admin").statusCode()).isEqualTo(200);
		assertThat(ask("ann", "private-admin").statusCode()).isEqualTo(403);
	}

	@Test
	void jsonIsAsGoodAsAForm() {
		HttpResponse<String> response = this.application.visitor("ann")
			.post(AUTH, "application/json", "{\"socket_id\":\"12.34\",\"channel_name\":\"private-diary-of-ann\"}");
		assertThat(response.body()).isEqualTo(this.official.authenticate("12.34", "private-diary-of-ann"));
	}

	@Test
	void severalChannelsAreAuthorizedAtATime() {
		HttpResponse<String> response = this.application.visitor("ann")
			.form(AUTH, "socket_id", "12.34", "channel_name[0]", "private-diary-of-ann", "channel_name[1]",
					"private-diary-of-bob", "channel_name[2]", "not:a:channel");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(
				"{\"private-diary-of-ann\":{\"status\":200,\"data\":{\"auth\":\"" + auth("12.34:private-diary-of-ann")
						+ "\"}},\"private-diary-of-bob\":{\"status\":403}," + "\"not:a:channel\":{\"status\":400}}");
		assertThat(this.application.visitor("ann")
			.post(AUTH, "application/json", "{\"socket_id\":\"12.34\",\"channel_name\":[\"private-diary-of-ann\"]}")
			.body()).startsWith("{\"private-diary-of-ann\":{\"status\":200,");
	}

	@Test
	void userSignsIn() {
		JsonNode answer = json(this.application.visitor("ann").form(USER_AUTH, "socket_id", "12.34"));
		String userData = answer.path("user_data").asString();
		assertThat(userData).isEqualTo("{\"id\":\"ann\",\"user_info\":{\"app\":\"pusher\"},\"watchlist\":[\"cid\"]}");
		assertThat(answer.path("auth").asString()).isEqualTo(auth("12.34::user::" + userData));
		assertThat(this.application.visitor("bob").form(USER_AUTH, "socket_id", "12.34").statusCode()).isEqualTo(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1:2", "12.34:private-diary-of-bob", "12.34\n", "12", "", "12.34::user::{}", "-1.2" })
	void socketIdThatIsNoneIsNeverSigned(String socketId) {
		HttpResponse<String> response = this.application.visitor("ann")
			.form(AUTH, "socket_id", socketId, "channel_name", "private-diary-of-ann");
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(this.application.visitor("ann").form(USER_AUTH, "socket_id", socketId).statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":-of-ann", "private-x:-of-ann", "private-\n-of-ann", "#server-to-user-of-ann" })
	void channelThatIsNoneIsNeverSigned(String channel) {
		assertThat(ask("ann", channel).statusCode()).isEqualTo(400);
	}

	@Test
	void parameterThatIsGivenTwiceIsRefused() {
		assertThat(this.application.visitor("ann")
			.form(AUTH, "socket_id", "12.34", "channel_name", "private-diary-of-ann", "channel_name",
					"private-diary-of-bob")
			.statusCode()).isEqualTo(400);
		assertThat(this.application.visitor("ann")
			.form(AUTH + "?socket_id=56.78", "socket_id", "12.34", "channel_name", "private-diary-of-ann")
			.statusCode()).isEqualTo(400);
	}

	@ParameterizedTest
	@CsvSource({ "text/plain, 415", "foo, 415", "application/json;charset=bogus, 415",
			"application/x-www-form-urlencoded;charset=bogus, 415", "application/json, 400" })
	void bodyOfAnotherKindIsRefused(String contentType, int status) {
		assertThat(this.application.visitor("ann").post(AUTH, contentType, "socket_id=1.2").statusCode())
			.isEqualTo(status);
	}

	@Test
	void jsonHasALimit() {
		assertThat(this.application.visitor("ann")
			.post(AUTH, "application/json", "{\"a\":\"" + "x".repeat(300_000) + "\"}")
			.statusCode()).isEqualTo(413);
	}

	@Test
	void thereAreNoScriptsUnlessTheyAreSwitchedOn() {
		assertThat(this.application.visitor("ann")
			.get(AUTH + "?callback=cb&socket_id=12.34&channel_name=private-diary-of-ann")
			.statusCode()).isIn(404, 405);
	}

	@Test
	void eachAppHasItsOwnPathPolicyAndSecret() {
		Visitor ann = this.application.visitor("ann");
		HttpResponse<String> orders = ann.form(AUTH + "/orders", "socket_id", "12.34", "channel_name",
				"private-orders");
		assertThat(orders.body())
			.isEqualTo(new Pusher("2", "orders-key", "orders-secret").authenticate("12.34", "private-orders"));
		assertThat(ann.form(AUTH, "socket_id", "12.34", "channel_name", "private-orders").statusCode()).isEqualTo(403);
		assertThat(
				ann.form(AUTH + "/orders", "socket_id", "12.34", "channel_name", "private-diary-of-ann").statusCode())
			.isEqualTo(403);
		assertThat(ann.form(AUTH + "/other", "socket_id", "12.34", "channel_name", "private-orders").statusCode())
			.isEqualTo(404);
		JsonNode user = json(ann.form(USER_AUTH + "/orders", "socket_id", "12.34"));
		assertThat(user.path("user_data").asString()).contains("\"app\":\"orders\"");
		assertThat(user.path("auth").asString()).startsWith("orders-key:")
			.endsWith(new Signer("orders-secret").sign("12.34::user::" + user.path("user_data").asString()));
	}

	private HttpResponse<String> ask(String user, String channel) {
		return this.application.visitor(user).form(AUTH, "socket_id", "12.34", "channel_name", channel);
	}

	private static String auth(String text) {
		return "app-key:" + new Signer("app-secret").sign(text);
	}

	private static JsonNode json(HttpResponse<String> response) {
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body());
	}

}

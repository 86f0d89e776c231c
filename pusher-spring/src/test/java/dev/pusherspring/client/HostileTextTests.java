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

package dev.pusherspring.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.DelegatingChannelAuthorizer;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.LogRecorder;
import dev.pusherspring.testsupport.RawHttpServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests that no text that a server or an endpoint chooses can forge a line of the log,
 * control a terminal or change the direction of text.
 */
class HostileTextTests extends AbstractPusherClientTests {

	private static final String HOSTILE = "x\r\nforged\u001b[31m\u0007\u2028forged\u202e";

	@AutoClose
	private final LogRecorder log = new LogRecorder("dev.pusherspring");

	// what an application would see or log
	private final List<Object> shown = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.client.addListener(new PusherClientListener() {

			@Override
			public void errorOccurred(PusherError error) {
				HostileTextTests.this.shown.add(error);
				HostileTextTests.this.shown.add(error.message());
			}

			@Override
			public void subscriptionFailed(SubscriptionError error) {
				HostileTextTests.this.shown.add(error);
				HostileTextTests.this.shown.add(error.message());
			}

			@Override
			public void signInFailed(SignInError error) {
				HostileTextTests.this.shown.add(error);
				HostileTextTests.this.shown.add(error.message());
			}

			@Override
			public void signInSucceeded(User user) {
				HostileTextTests.this.shown.add(user);
			}

			@Override
			public void memberAdded(String channel, Member member) {
				HostileTextTests.this.shown.add(member);
			}

		});
	}

	@AfterEach
	void everythingIsOnOneLine() {
		assertThat(this.shown).isNotEmpty()
			.allSatisfy((object) -> assertThat(object.toString()).contains("forged")
				.doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]"));
		assertThat(this.log.text()).doesNotContain("\u001b", "\u0007", "\u2028", "\u202e", "\nforged", "\r");
	}

	@Test
	void theSocketId() {
		this.client.connect();
		this.loop.runQueued();
		FakeWebSocket socket = this.engine.last().open();
		socket.receive(message("pusher:connection_established", null, json(Map.of("socket_id", HOSTILE))));
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTING);
		assertThat(this.errors).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("'socket_id'"));
		this.shown.clear();
		SigningAuthorizer signing = SigningAuthorizer.builder("key", "secret").build();
		show(catchThrowableOfType(AuthorizationException.class, () -> signing.authorize("private-a", HOSTILE)));
	}

	@Test
	void theTextOfAnErrorAndTheNameOfItsChannel() {
		FakeWebSocket socket = connect("1.1");
		socket.receive(message("pusher:error", HOSTILE, Map.of("code", 4301, "message", HOSTILE)));
		socket.receive(message(HOSTILE, HOSTILE, "x".repeat(2_000_000)));
		socket.receive(message(HOSTILE, HOSTILE, "{}"), message(HOSTILE, null, HOSTILE));
		socket.receive(message("pusher_internal:" + HOSTILE, "private-a", HOSTILE));
		assertThat(this.errors).hasSize(2);
		this.shown.remove(this.errors.get(1).message());
	}

	@Test
	void theTextOfARefusal() {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		awaitSent();
		socket.receive(message("pusher:subscription_error", "private-a", Map.of("status", 401, "error", HOSTILE)));
		signin();
		awaitSent();
		socket.receive(message("pusher:error", null, Map.of("code", 4009, "message", HOSTILE)));
		assertThat(this.shown).hasSize(4);
	}

	@Test
	void theReasonOfAClose() {
		connect("1.1").close(4001, HOSTILE);
		assertThat(this.errors).hasSize(1);
		this.shown.add(this.client.getConnectionInfo());
	}

	@Test
	void theIdsOfUsersAndMembers() {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive(message("pusher:signin_success", null, Map.of("user_data", json(Map.of("id", HOSTILE)))));
		awaitSent();
		socket.receive(message("pusher:subscription_error", "#server-to-user-" + HOSTILE, Map.of("error", HOSTILE)));
		PresenceChannel channel = (PresenceChannel) subscribed("presence-a");
		socket.receive(message("pusher_internal:member_added", "presence-a",
				Map.of("user_id", HOSTILE, "user_info", HOSTILE)));
		this.shown.addAll(channel.getMembers());
		Member member = channel.getMember(HOSTILE);
		show(catchThrowableOfType(IllegalArgumentException.class, () -> member.getInfo(Integer.class)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 2%s OK\r\n\r\n", "FAKE %s\r\n\r\n",
			"HTTP/1.1 200 OK\r\nContent-Length: 5\u001b[31m\u202eforged\r\n\r\n" })
	void theHeadOfTheAnswerOfAnEndpoint(String answer) {
		try (RawHttpServer server = new RawHttpServer((request) -> answer.formatted("\u001b[31m\u0007forged\u202e"))) {
			HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(
					HttpAuthSettings.builder(URI.create("http://127.0.0.1:" + server.getPort() + "/auth"))
						.timeout(Duration.ofSeconds(20))
						.build(),
					List.of());
			show(catchThrowableOfType(AuthorizationException.class, () -> authorizer.authorize("private-a", "1.1")));
		}
	}

	@Test
	void theTargetOfARedirectOfAnEndpoint() {
		try (RawHttpServer server = new RawHttpServer((
				request) -> "HTTP/1.1 302 Found\r\nLocation: http://example.org/\u00adforged\r\nContent-Length: 0\r\n\r\n")) {
			HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(
					HttpAuthSettings.builder(URI.create("http://127.0.0.1:" + server.getPort() + "/auth")).build(),
					List.of());
			show(catchThrowableOfType(AuthorizationException.class, () -> authorizer.authorize("private-a", "1.1")));
		}
	}

	@Test
	void theNameOfAChannelThatIsToBeAuthorized() {
		SigningAuthorizer signing = SigningAuthorizer.builder("key", "secret").build();
		show(catchThrowableOfType(AuthorizationException.class, () -> signing.authorize("private-" + HOSTILE, "1.1")));
		DelegatingChannelAuthorizer delegating = DelegatingChannelAuthorizer.builder().build();
		show(catchThrowableOfType(AuthorizationException.class,
				() -> delegating.authorize("private-" + HOSTILE, "1.1")));
		show(catchThrowableOfType(IllegalArgumentException.class, () -> this.client.subscribe(HOSTILE)));
		show(catchThrowableOfType(IllegalArgumentException.class,
				() -> this.client.subscribe(HOSTILE + "x".repeat(200))));
	}

	@Test
	void theMessageOfAnAuthorizerOfTheApplicationInTheLog() {
		this.authorizer = (channel, socketId) -> {
			throw new AuthorizationException("Answered " + HOSTILE);
		};
		connect("1.1");
		subscribe("private-a");
		await(() -> this.log.text().contains("Failed to subscribe to 'private-a'"));
		this.shown.removeIf(String.class::isInstance);
	}

	// including the causes, since the exception may be logged with all of them
	private void show(Exception exception) {
		assertThat(exception).isNotNull();
		this.shown.add(exception.getMessage());
		StringWriter trace = new StringWriter();
		exception.printStackTrace(new PrintWriter(trace));
		assertThat(trace.toString()).doesNotContain("\u001b", "\u0007", "\u2028", "\u202e", "\nforged", "\r");
	}

	private static String message(String event, String channel, Object data) {
		Map<String, Object> message = new HashMap<>(Map.of("event", event, "data", data));
		if (channel != null) {
			message.put("channel", channel);
		}
		return json(message);
	}

	private static String json(Map<String, ?> content) {
		return JsonMapper.shared().writeValueAsString(content);
	}

}
